import { violationAt } from "../../demand";
import { one } from "../../examples";
import { besideRepository, lifecycleRulesIn, REPOSITORY } from "../../parse/image-repositories";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

const POLICY = "aws_ecr_lifecycle_policy";

export const repositoryExpiresImages: Rule = {
  id: "repository-expires-images",
  what: "Every repository has a lifecycle policy that ECR can read.",
  why: "Images pile up otherwise: they cost, and old holes stay within reach.",
  fix: "Add an `aws_ecr_lifecycle_policy` with rules for the repository.",
  severity: "low",
  checks: [25],
  controls: ["FSBP ECR.3"],
  types: [REPOSITORY, POLICY],
  judge: function* (view) {
    for (const resource of ofType(view, REPOSITORY)) {
      if (besideRepository(view, resource, POLICY).length === 0) {
        yield violationAt({ resource }, "", "its images pile up for ever");
      }
    }
    for (const resource of ofType(view, POLICY)) {
      try {
        lifecycleRulesIn(resource);
      } catch (error) {
        yield violationAt({ resource }, "policy", (error as Error).message);
      }
    }
  },
  passes: [
    {
      shows: "a policy",
      configuration: one(
        REPOSITORY,
        { name: "a" },
        { [POLICY]: { a: { repository: "a", policy: JSON.stringify({ rules: [{ rulePriority: 1 }] }) } } },
      ),
    },
  ],
  fails: [
    { shows: "no policy", configuration: one(REPOSITORY, { name: "a" }) },
    {
      shows: "that of another repository",
      configuration: one(
        REPOSITORY,
        { name: "a" },
        { [POLICY]: { a: { repository: "b", policy: JSON.stringify({ rules: [{ rulePriority: 1 }] }) } } },
      ),
    },
    { shows: "no JSON", configuration: one(POLICY, { policy: "{" }) },
    { shows: "no rules", configuration: one(POLICY, { policy: '{"rules":[]}' }) },
  ],
};
