import { ActionsSettings } from "../../../constructs/github/actions-settings";
import { Labels } from "../../../constructs/github/labels";
import { Team } from "../../../constructs/github/team";
import { TeamAccess } from "../../../constructs/github/team-access";
import { onGithub, ref } from "../../support/github-stack";
import { resourceOf, resourcesOf } from "../../support/synthesize";

describe("Actions of a repository", () => {
  const stack = onGithub(
    (scope) =>
      void new ActionsSettings(scope, "a", {
        repository: "infra",
        actions: ["aws-actions/*"],
        variables: { AWS_REGION: "eu-west-1", PLAN_ROLE_DEV: "arn:aws:iam::111111111111:role/dev-plan" },
      }),
  );

  test("are those of GitHub, and those that are named", () => {
    expect(resourceOf(stack, "github_actions_repository_permissions")).toEqual({
      repository: "infra",
      enabled: true,
      allowed_actions: "selected",
      allowed_actions_config: {
        github_owned_allowed: true,
        verified_allowed: false,
        patterns_allowed: ["aws-actions/*"],
      },
    });
  });

  test("have a token that reads, and that approves nothing", () => {
    expect(resourceOf(stack, "github_workflow_repository_permissions")).toEqual({
      repository: "infra",
      default_workflow_permissions: "read",
      can_approve_pull_request_reviews: false,
    });
  });

  test("are for the repository alone, unless others shall call its workflows", () => {
    const shared = onGithub(
      (scope) =>
        void new ActionsSettings(scope, "a", { repository: "infra", actions: [], variables: {}, shared: true }),
    );
    expect(resourcesOf(stack, "github_actions_repository_access_level")).toEqual({});
    expect(resourceOf(shared, "github_actions_repository_access_level")).toEqual({
      repository: "infra",
      access_level: "organization",
    });
  });

  test("are told plain settings", () => {
    expect(Object.values(resourcesOf(stack, "github_actions_variable"))).toEqual([
      { repository: "infra", variable_name: "AWS_REGION", value: "eu-west-1" },
      { repository: "infra", variable_name: "PLAN_ROLE_DEV", value: "arn:aws:iam::111111111111:role/dev-plan" },
    ]);
  });
});

test("labels are there by name, colour and meaning", () => {
  const label = { name: "plan: failed", color: "b60205", description: "Not everything could be planned." };
  const stack = onGithub((scope) => void new Labels(scope, "l", { repository: "infra", labels: [label] }));
  expect(resourceOf(stack, "github_issue_label")).toEqual({ repository: "infra", ...label });
});

test("a team may do in a repository what it is given", () => {
  const stack = onGithub((scope) => {
    const { id: teamId } = new Team(scope, "qa", { name: "qa" });
    new TeamAccess(scope, "a", { repository: "orders", teamId, permission: "pull" });
  });
  const [id] = Object.keys(resourcesOf(stack, "github_team"));
  expect(resourceOf(stack, "github_team_repository")).toEqual({
    repository: "orders",
    team_id: ref(`github_team.${id}.id`),
    permission: "pull",
  });
});
