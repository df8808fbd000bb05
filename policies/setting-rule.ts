import type { Judgement, Rule } from "./rule";
import { type Judge, judgeSetting } from "./verdict";

import { ofType, type Resource, type StackView } from "./view/stack-view";

/** A rule about one setting of resources, which stands in the resource itself. */
export interface SettingRule extends Omit<Rule, "judge"> {
  readonly types: readonly [string, ...string[]];
  /** Path of the attribute, or paths by type: `encrypt_at_rest.enabled`. */
  readonly path: string | Readonly<Record<string, string>>;
  readonly is: Judge;
  /** What is so when it is violated: `keeps no versions`. */
  readonly says: string;
  /**
   * Of which stacks it speaks.
   * @default "all"
   */
  readonly of?: "all" | "production";
  /**
   * Of which resources of the types it speaks.
   * @default - of all
   */
  readonly applies?: (resource: Resource, view: StackView) => boolean;
}

/** The rule that judges a setting of each resource of some types. */
export function settingRule({ path, is, says, of = "all", applies = () => true, ...rule }: SettingRule): Rule {
  return {
    ...rule,
    judge: function* (view): Iterable<Judgement> {
      if (of === "production" && view.facts.production !== true) return;
      for (const resource of ofType(view, ...rule.types)) {
        if (!applies(resource, view)) continue;
        const at = typeof path === "string" ? path : (path[resource.type] ?? "");
        yield* judgeSetting(resource, at, is, says);
      }
    },
  };
}
