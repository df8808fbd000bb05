import type { Judgement, Rule } from "./rule";
import { type Judge, judgeSetting } from "./verdict";
import { about, ofType, type Resource, type StackView } from "./view/stack-view";

/** One setting that a companion has to have. */
export interface CompanionSetting {
  readonly path: string;
  readonly is: Judge;
  /** What is so when it is violated. */
  readonly says: string;
}

/** A rule about settings of a resource that Terraform keeps in a resource of their own, such as the versioning of a bucket. */
export interface CompanionRule extends Omit<Rule, "judge"> {
  readonly types: readonly [string, ...string[]];
  /** Type of the companion, and its attribute that names what it is about. */
  readonly companion: { readonly type: string; readonly attribute: string; readonly names: readonly string[] };
  /** What is so without one. */
  readonly missing: string;
  readonly settings: readonly CompanionSetting[];
  /**
   * Of which resources of the types it speaks.
   * @default - of all
   */
  readonly applies?: (resource: Resource, view: StackView) => boolean;
}

/** Public access, versions, … of a bucket of S3. */
export const ofBucket = (type: string): CompanionRule["companion"] => ({
  type,
  attribute: "bucket",
  names: ["bucket", "id"],
});

/** The rule that judges each resource of some types by its companion. A companion in another stack is not seen. */
export function companionRule(rule: CompanionRule): Rule {
  const { companion, missing, settings, applies = () => true, ...rest } = rule;
  return {
    ...rest,
    judge: function* (view): Iterable<Judgement> {
      for (const resource of ofType(view, ...rule.types)) {
        if (!applies(resource, view)) continue;
        const found = about(view, resource, companion.type, companion.attribute, companion.names);
        if (found.length === 0) yield { resource, answer: "violation", message: missing };
        for (const each of found) {
          for (const { path, is, says } of settings) yield* judgeSetting(each, path, is, says);
        }
      }
    },
  };
}
