import { environmentExample as example, inEnvironment } from "../../parse/github-environments";
import type { Judgement, Rule } from "../../rule";
import { blocksIn, isUnknown } from "../../value";
import { ofType } from "../../view/stack-view";

const TYPES = ["github_repository_environment"];
const path = "deployment_branch_policy";
const CUSTOM = { [path]: { protected_branches: false, custom_branch_policies: true } };
const POLICY = "github_repository_environment_deployment_policy";

export const environmentNamesItsBranches: Rule = {
  id: "environment-names-its-branches",
  what: "An environment names the branches and tags whose jobs may use it.",
  why: "The role of an environment trusts its name alone: any branch with a changed workflow could take it.",
  fix: "Set deployment_branch_policy, and for custom policies at least one branch or tag.",
  severity: "high",
  checks: [8, 9],
  controls: [],
  types: TYPES,
  judge: function* (view): Iterable<Judgement> {
    for (const resource of ofType(view, ...TYPES)) {
      const written = resource.values[path];
      const [policy] = blocksIn(written);
      if (isUnknown(written) || isUnknown(policy?.protected_branches) || isUnknown(policy?.custom_branch_policies))
        yield { resource, path, answer: "unknown", message: "which branches may use it is not known yet" };
      else if (policy?.protected_branches === true) continue;
      else if (policy?.custom_branch_policies !== true)
        yield { resource, path, answer: "violation", message: "jobs of every branch may use it" };
      else if (inEnvironment(view, resource, POLICY).length === 0)
        yield { resource, path, answer: "violation", message: "names no branch and no tag" };
    }
  },
  passes: [
    { shows: "protected branches", configuration: example({ [path]: { protected_branches: true } }) },
    { shows: "a branch by its name", configuration: example(CUSTOM, { [POLICY]: [{ branch_pattern: "main" }] }) },
  ],
  fails: [
    { shows: "every branch", configuration: example({}) },
    { shows: "a policy of no branch", configuration: example(CUSTOM) },
    {
      shows: "a policy of another repository's environment of that name",
      configuration: example(CUSTOM, { [POLICY]: [{ branch_pattern: "main", repository: "users" }] }),
    },
  ],
};
