import { isDeepStrictEqual } from "node:util";
import { isList, isObject, type Json, type JsonObject } from "../../terraform-json/json";
import type { Change, PlanJson } from "./plan-json";
import type { Support, Update } from "./support";

/** What a type of resource was seen to do. */
export interface Seen {
  readonly isApplied: boolean;
  /** Paths that differ in a second plan, sorted. */
  readonly differs: readonly string[];
  /** How all its resources were changed that were to be changed. `not tried`: none was. */
  readonly update: "in place" | "replaced" | "not tried";
  readonly isDestroyed: boolean;
}

/**
 * What the table says of a type, as it would be seen.
 *
 * @param isChanged Whether there is something of the type that the table knows how to change.
 */
export const expectedOf = (
  { level, differs = [], stays = false, update = "tag" }: Support,
  isChanged: boolean = true,
): Seen =>
  level === "plan-only"
    ? { isApplied: false, differs: [], update: "not tried", isDestroyed: false }
    : {
        isApplied: true,
        differs,
        update: isChanged ? expectedUpdate(update) : "not tried",
        isDestroyed: !stays,
      };

const expectedUpdate = (update: Update): Seen["update"] => (update === "none" ? "not tried" : "in place");

/** What was seen of each type in the life of some stacks. */
export class Evidence {
  private readonly applied = new Set<string>();
  private readonly differing = new Map<string, Set<string>>();
  private readonly updates = new Map<string, Set<string>>();
  private readonly gone = new Set<string>();
  private readonly left = new Set<string>();

  /** A plan that was made after all was applied: what it would do should not be there. */
  secondPlan(plan: PlanJson): void {
    for (const { type, change } of managed(plan)) {
      if (change.before !== null) this.applied.add(type);
      if (change.actions.join() === "no-op") continue;
      const paths = this.differing.get(type) ?? new Set();
      for (const path of differingPaths(change)) paths.add(path);
      this.differing.set(type, paths);
    }
  }

  /** A plan of the declared override, which was then applied. */
  planInPlace(plan: PlanJson): void {
    for (const { type, change } of managed(plan)) {
      const actions = change.actions.join();
      if (actions !== "no-op") this.updates.set(type, (this.updates.get(type) ?? new Set()).add(actions));
    }
  }

  /** A type that was left out could be applied. */
  wasApplied(type: string): void {
    this.applied.add(type);
  }

  /** What the emulator answered for a resource of a type after its stack was destroyed. */
  destroyed(type: string, isGone: boolean): void {
    (isGone ? this.gone : this.left).add(type);
  }

  of(type: string): Seen {
    const actions = [...(this.updates.get(type) ?? [])];
    return {
      isApplied: this.applied.has(type),
      differs: [...(this.differing.get(type) ?? [])].sort(),
      update:
        actions.length === 0 ? "not tried" : actions.every((action) => action === "update") ? "in place" : "replaced",
      isDestroyed: this.gone.has(type) && !this.left.has(type),
    };
  }
}

const managed = ({ resource_changes = [] }: PlanJson): readonly Change[] =>
  resource_changes.filter(({ mode }) => mode === "managed");

/**
 * Paths of what a change changes, `[]` for any item of a list. What is not known yet follows from the rest. One that makes
 * or removes a resource has the path `all of it`.
 */
export function differingPaths({ before, after, after_unknown }: Change["change"]): readonly string[] {
  if (before === null || after === null) return ["all of it"];
  const unknown = typeof after_unknown === "boolean" ? {} : after_unknown;
  return [...new Set(pathsOf(before, after, unknown, ""))].sort();
}

function pathsOf(before: Json | undefined, after: Json | undefined, unknown: Json | undefined, path: string): string[] {
  if (unknown === true || isDeepStrictEqual(before ?? null, after ?? null)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const below = isObject(unknown) ? unknown : ({} as JsonObject);
    return keys.flatMap((key) => pathsOf(before[key], after[key], below[key], path === "" ? key : `${path}.${key}`));
  }
  if (isList(before) && isList(after) && before.length === after.length) {
    return before.flatMap((item, index) =>
      pathsOf(item, after[index], isList(unknown) ? unknown[index] : false, `${path}[]`),
    );
  }
  return [path];
}
