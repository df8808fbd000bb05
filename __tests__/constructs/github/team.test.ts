import { Team } from "../../../constructs/github/team";
import { onGithub, ref } from "../../support/github-stack";
import { resourcesOf } from "../../support/synthesize";

describe("a team", () => {
  test("can be seen by the organisation, and has no maintainer who happened to apply it", () => {
    const stack = onGithub((scope) => void new Team(scope, "qa", { name: "qa" }));
    expect(resourcesOf(stack, "github_team")).toEqual({
      qa_team_6CF9650B: { name: "qa", privacy: "closed", create_default_maintainer: false },
    });
    expect(stack.import).toBeUndefined();
  });

  test("that is there already is taken over by its name", () => {
    const stack = onGithub((scope) => void new Team(scope, "qa", { name: "qa", exists: true }));
    const [id] = Object.keys(resourcesOf(stack, "github_team"));
    expect(stack.import).toEqual([{ id: "qa", to: `github_team.${id}` }]);
  });

  test("is referred to by its id", () => {
    let team: Team | undefined;
    const stack = onGithub((scope) => {
      team = new Team(scope, "qa", { name: "qa" });
      scope.addOverride("locals.id", team.id);
    });
    const [id] = Object.keys(resourcesOf(stack, "github_team"));
    expect(stack.locals).toEqual({ id: ref(`github_team.${id}.id`) });
  });
});
