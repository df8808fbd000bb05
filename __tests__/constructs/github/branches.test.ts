import { BranchChecks } from "../../../constructs/github/branch-checks";
import { BranchRuleset, type BranchRulesetProps } from "../../../constructs/github/branch-ruleset";
import { Branches, type BranchesProps } from "../../../constructs/github/branches";
import { TagRuleset } from "../../../constructs/github/tag-ruleset";
import { onGithub } from "../../support/github-stack";
import { resourceOf, resourcesOf } from "../../support/synthesize";

const branches = (props: Partial<BranchesProps> = {}) =>
  onGithub((scope) => {
    new Branches(scope, "b", {
      repository: "orders",
      repositoryName: "orders",
      default: "develop",
      permanent: ["develop", "main"],
      ...props,
    });
  });

describe("branches", () => {
  test("are made from main, and the default one is set when it is there", () => {
    const stack = branches();
    expect(resourcesOf(stack, "github_branch")).toEqual({
      "b_branch-develop_515476CA": {
        repository: "orders",
        branch: "develop",
        source_branch: "main",
        lifecycle: { prevent_destroy: true },
      },
    });
    expect(resourceOf(stack, "github_branch_default")).toEqual({
      repository: "orders",
      branch: "develop",
      depends_on: ["github_branch.b_branch-develop_515476CA"],
    });
    expect(stack.import).toBeUndefined();
  });

  test("that are there already are taken over", () => {
    expect(branches({ exist: true }).import).toEqual([
      { id: "orders:develop", to: "github_branch.b_branch-develop_515476CA" },
    ]);
  });

  test("of a trunk are main, which every repository begins with", () => {
    const stack = branches({ default: "main", permanent: ["main"] });
    expect(resourcesOf(stack, "github_branch")).toEqual({});
    expect(resourceOf(stack, "github_branch_default")).toEqual({ repository: "orders", branch: "main" });
  });
});

const ruleset = (props: Partial<BranchRulesetProps> = {}) =>
  resourceOf(
    onGithub((scope) => {
      new BranchRuleset(scope, "r", {
        repository: "infra",
        branches: ["dev", "main"],
        checks: ["plan", "Tests"],
        reviews: 2,
        linear: false,
        ...props,
      });
    }),
    "github_repository_ruleset",
  );

const RULES = {
  deletion: true,
  non_fast_forward: true,
  required_linear_history: false,
  pull_request: {
    required_approving_review_count: 2,
    require_code_owner_review: true,
    dismiss_stale_reviews_on_push: true,
    require_last_push_approval: true,
    required_review_thread_resolution: true,
  },
};

describe("permanent branches", () => {
  test("take approved pull requests that passed the checks of GitHub Actions on the latest code, of whomever", () => {
    expect(ruleset()).toEqual({
      repository: "infra",
      name: "Permanent branches",
      target: "branch",
      enforcement: "active",
      conditions: {
        ref_name: { include: ["~DEFAULT_BRANCH", "refs/heads/dev", "refs/heads/main"], exclude: [] },
      },
      rules: {
        ...RULES,
        required_status_checks: {
          strict_required_status_checks_policy: true,
          do_not_enforce_on_create: true,
          required_check: [
            { context: "plan", integration_id: 15368 },
            { context: "Tests", integration_id: 15368 },
          ],
        },
      },
    });
  });

  test("wait for no check where none is named", () => {
    expect(ruleset({ checks: [] }).rules).toEqual(RULES);
  });

  test("of a trunk take no merge commits", () => {
    expect(ruleset({ checks: [], linear: true }).rules).toEqual({ ...RULES, required_linear_history: true });
  });
});

test("one branch waits for checks of its own", () => {
  const stack = onGithub(
    (scope) => void new BranchChecks(scope, "c", { repository: "infra", branch: "dev", checks: ["plan (dev)"] }),
  );
  expect(resourceOf(stack, "github_repository_ruleset")).toEqual({
    repository: "infra",
    name: "Checks of dev",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["refs/heads/dev"], exclude: [] } },
    rules: {
      required_status_checks: {
        strict_required_status_checks_policy: true,
        do_not_enforce_on_create: true,
        required_check: [{ context: "plan (dev)", integration_id: 15368 }],
      },
    },
  });
});

test("tags of released versions neither move nor go", () => {
  const stack = onGithub((scope) => void new TagRuleset(scope, "t", { repository: "orders" }));
  expect(resourceOf(stack, "github_repository_ruleset")).toEqual({
    repository: "orders",
    name: "Released versions",
    target: "tag",
    enforcement: "active",
    conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } },
    rules: { update: true, deletion: true, non_fast_forward: true },
  });
});
