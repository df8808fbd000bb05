import type { AttributeChange } from "../attributes/attribute-changes";
import { isSwitchedOff } from "../dangers/protections";
import type { ResourceChange } from "../report";

/** The attributes of a change, each in exactly one of three lists, which keep their order. */
export interface NoiseSplit {
  /** What a reviewer reads. */
  readonly rest: readonly AttributeChange[];
  /** What may be folded: tags, labels, descriptions, and what is only written in another way. */
  readonly noise: readonly AttributeChange[];
  /** What says again what one of the others says already, as `tags_all` does of `tags`. */
  readonly mirrors: readonly AttributeChange[];
}

/** Tells what may be folded from the rest. What forces a replacement or switches a protection off never may. */
export function splitNoise({ type, attributes }: Pick<ResourceChange, "type" | "attributes">): NoiseSplit {
  const shown = new Map(attributes.map((attribute) => [attribute.path, attribute]));
  const split = { rest: [] as AttributeChange[], noise: [] as AttributeChange[], mirrors: [] as AttributeChange[] };
  for (const attribute of attributes) {
    const list = !isNoiseAttribute(type, attribute) ? "rest" : isMirror(attribute, shown) ? "mirrors" : "noise";
    split[list].push(attribute);
  }
  return split;
}

/** Whether a change is an update of which everything may be folded. An import or a move is more than that. */
export const isNoise = (change: ResourceChange): boolean =>
  change.action === "update" &&
  change.importId === undefined &&
  change.previousAddress === undefined &&
  change.attributes.length > 0 &&
  change.attributes.every((attribute) => isNoiseAttribute(change.type, attribute));

/** Whether an update may turn out to change nothing: all that differs is known after apply alone. */
export const mayNotChange = ({ action, attributes }: ResourceChange): boolean =>
  action === "update" && attributes.length > 0 && attributes.every(({ after }) => after.kind === "unknown");

/** Where nothing but notes for people stands: first step of a path. */
const NOTES = /^(?:tags|tags_all|labels|effective_labels|terraform_labels|metadata\[0\]\.labels)(?:[.[]|$)/;

/** The same further inside, and descriptions wherever they are. */
const NOTES_INSIDE = /(?:^|\.)tag_specifications\[[^\]]*\]\.tags(?:[.[]|$)|(?:^|\.)description$/;

function isNoiseAttribute(type: string, attribute: AttributeChange): boolean {
  const { path, forcesReplacement, only, inside } = attribute;
  if (forcesReplacement || only === "marking" || isSwitchedOff(type, attribute)) return false;
  if (only !== undefined) return true;
  return inside === undefined && (NOTES.test(path) || NOTES_INSIDE.test(path));
}

/** What providers repeat, with what they add of themselves, and where it comes from. */
const MIRRORS: ReadonlyMap<string, string> = new Map([
  ["tags_all", "tags"],
  ["effective_labels", "labels"],
  ["terraform_labels", "labels"],
]);

function isMirror({ path, before, after }: AttributeChange, shown: ReadonlyMap<string, AttributeChange>): boolean {
  const [root = ""] = path.split(/[.[]/, 1);
  const mirrored = MIRRORS.get(root);
  const source = mirrored === undefined ? undefined : shown.get(mirrored + path.slice(root.length));
  return source !== undefined && JSON.stringify([source.before, source.after]) === JSON.stringify([before, after]);
}
