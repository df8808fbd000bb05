import { Environment, type EnvironmentProps } from "../../../constructs/github/environment";
import { Team } from "../../../constructs/github/team";
import { onGithub, ref } from "../../support/github-stack";
import { resourceOf, resourcesOf } from "../../support/synthesize";

const environment = (props: Partial<EnvironmentProps> = {}, teams: readonly string[] = []) =>
  onGithub((scope) => {
    new Environment(scope, "e", {
      repository: "orders",
      name: "prod",
      purpose: "Production, by hand.",
      branches: ["main"],
      tags: [],
      approvers: teams.map((name) => new Team(scope, name, { name }).id),
      variables: {},
      ...props,
    });
  });

const NAME = ref("github_repository_environment.e_environment_271841E7.environment");

const UNAPPROVED = {
  repository: "orders",
  environment: "prod",
  can_admins_bypass: false,
  prevent_self_review: false,
  deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
};

describe("an environment", () => {
  test("that nobody approves still names its branches, for administrators too", () => {
    expect(resourcesOf(environment(), "github_repository_environment")).toEqual({ e_environment_271841E7: UNAPPROVED });
  });

  test("waits for one person of its teams, other than who asked", () => {
    const stack = environment({}, ["platform", "qa"]);
    const ids = Object.keys(resourcesOf(stack, "github_team")).map((id) => ref(`github_team.${id}.id`));
    expect(resourceOf(stack, "github_repository_environment")).toEqual({
      ...UNAPPROVED,
      prevent_self_review: true,
      reviewers: [{ teams: ids }],
    });
  });

  test("lists each branch and each tag that may use it", () => {
    const stack = environment({ branches: ["main", "release/*"], tags: ["v*"] });
    expect(Object.values(resourcesOf(stack, "github_repository_environment_deployment_policy"))).toEqual([
      { repository: "orders", environment: NAME, branch_pattern: "main" },
      { repository: "orders", environment: NAME, branch_pattern: "release/*" },
      { repository: "orders", environment: NAME, tag_pattern: "v*" },
    ]);
  });

  test("tells its jobs plain settings", () => {
    const stack = environment({ variables: { AWS_REGION: "eu-west-1" } });
    expect(resourceOf(stack, "github_actions_environment_variable")).toEqual({
      repository: "orders",
      environment: NAME,
      variable_name: "AWS_REGION",
      value: "eu-west-1",
    });
  });

  test("says what it is for, to readers of the stack", () => {
    const [resource] = Object.values(environment().resource?.github_repository_environment ?? {});
    expect(resource?.["//"]).toMatchObject({ purpose: "Production, by hand." });
  });
});
