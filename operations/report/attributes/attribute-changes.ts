import type { PlannedChange } from "../read/stack-plan";
import { suspectsOfChange } from "../secrets/suspects-of-change";
import type { Hidden } from "../secrets/suspicion";
import type { AttributeChange } from "./attribute-change";
import { documentIn, type EmbeddedDocument } from "./documents";
import { hiddenOn, shownSide, type Walk } from "./emit";
import type { Key } from "./json-tree";
import { type Place, wholePlace } from "./place";
import { replacedIn } from "./replaced";
import { valueIds } from "./same";
import { truthIn } from "./truth-tree";
import { visitPlace } from "./walk";

export type { AttributeChange, Shown } from "./attribute-change";

/** Where the value of an attribute comes from, by the steps of its path; empty when that is not known. */
export type Origin = (steps: readonly Key[]) => readonly string[];

/**
 * The leaves in which the two sides of a change differ, in the order of their paths; of lists, in the order after, then
 * what goes away. A text that holds JSON or YAML is gone into. What either side marks as sensitive, itself or anything
 * around it, is hidden on both, and so is what looks like a secret. Of an object that is new, or goes away, what is null is
 * left out.
 *
 * @param root Path of the whole.
 * @param origin What is known only after the apply is explained by it.
 */
export function attributeChanges(
  change: PlannedChange,
  root = "",
  origin: Origin = () => [],
): readonly AttributeChange[] {
  const walk = newWalk(origin);
  walk.visit(wholeOf(change, root, walk.hidden));
  return walk.found;
}

/** A change that Terraform announces although nothing differs: the whole on both sides, as far as it may be shown. */
export function wholeAsChange(change: PlannedChange, root: string): AttributeChange {
  const walk = newWalk(() => []);
  const place = wholeOf(change, root, walk.hidden);
  const hidden = hiddenOn(place, place.before ?? null) ?? hiddenOn(place, place.after ?? null);
  const shown = (side: unknown) => hidden ?? shownSide(walk, place, side ?? null);
  return { path: root, before: shown(place.before), after: shown(place.after), forcesReplacement: false };
}

function newWalk(origin: Origin): Walk {
  const walk: Walk = {
    found: [],
    idOf: valueIds(),
    documentIn: remembered(documentIn),
    hidden: new Set(),
    origin,
    visit: (place) => visitPlace(walk, place),
  };
  return walk;
}

/** @param hidden Gets every text and number that is hidden. */
function wholeOf(change: PlannedChange, root: string, hidden: Hidden): Place {
  const { before, after, before_sensitive, after_sensitive } = change;
  const sides = { before: before ?? undefined, after };
  const suspects = suspectsOfChange(change, root);
  for (const value of suspects.hidden) hidden.add(value);
  return wholePlace(
    root,
    {
      ...sides,
      unknown: truthIn(change.after_unknown),
      marksBefore: truthIn(before_sensitive),
      marksAfter: truthIn(after_sensitive),
      suspectsBefore: truthIn(suspects.before),
      suspectsAfter: truthIn(suspects.after),
    },
    { replaced: replacedIn(change.replace_paths) },
  );
}

function remembered(read: typeof documentIn): typeof documentIn {
  const known = new Map<string, EmbeddedDocument | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    const document = read(text);
    known.set(text, document);
    return document;
  };
}
