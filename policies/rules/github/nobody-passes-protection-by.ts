import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, itemsIn } from "../../value";
import { ofType } from "../../view/stack-view";

const RULESETS = ["github_repository_ruleset", "github_organization_ruleset"];
const ENVIRONMENT = "github_repository_environment";
const OLDER = "github_branch_protection";

const environment = (values: object): object => one(ENVIRONMENT, { environment: "prod", ...values });

export const nobodyPassesProtectionBy: Rule = {
  id: "nobody-passes-protection-by",
  what: "What protects branches, tags and environments holds for administrators too.",
  why: "Whoever takes over one administrator's account would otherwise deploy without anybody's approval.",
  fix: "Take the bypass away; for an emergency there is a role of its own, which two people open.",
  severity: "high",
  checks: [],
  controls: [],
  types: [...RULESETS, ENVIRONMENT, OLDER],
  judge: function* (view): Iterable<Judgement> {
    for (const resource of ofType(view, ...RULESETS)) {
      const actors = itemsIn(resource.values.bypass_actors);
      const path = "bypass_actors";
      if (actors.some((actor) => !isUnknown(actor)))
        yield { resource, path, answer: "violation", message: "somebody may pass it by" };
      else if (actors.length > 0)
        yield { resource, path, answer: "unknown", message: "who may pass it by is not known yet" };
    }
    yield* demanded(view, ENVIRONMENT, "can_admins_bypass", false, "administrators need nobody's approval");
    yield* demanded(view, OLDER, "enforce_admins", true, "does not hold for administrators");
  },
  passes: [
    { shows: "a ruleset for all", configuration: one("github_repository_ruleset", { target: "branch" }) },
    { shows: "an environment for all", configuration: environment({ can_admins_bypass: false }) },
    { shows: "a protection for all", configuration: one(OLDER, { enforce_admins: true }) },
  ],
  fails: [
    {
      shows: "a role that may pass a ruleset by",
      configuration: one("github_repository_ruleset", {
        bypass_actors: [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }],
      }),
    },
    { shows: "an environment as it is by default", configuration: environment({}) },
    { shows: "an environment that says so", configuration: environment({ can_admins_bypass: true }) },
    { shows: "a protection that leaves administrators out", configuration: one(OLDER, { enforce_admins: false }) },
  ],
};

function* demanded(
  view: Parameters<Rule["judge"]>[0],
  type: string,
  path: string,
  right: boolean,
  message: string,
): Iterable<Judgement> {
  for (const resource of ofType(view, type)) {
    const value = resource.values[path];
    if (isUnknown(value)) yield { resource, path, answer: "unknown", message: `\`${path}\` is not known yet` };
    else if (value !== right) yield { resource, path, answer: "violation", message };
  }
}
