import { promotionGitHub } from "../../../adapters/github/approvals";
import { type LocalGitHub, localGitHub } from "../../support/github";

const TOKEN = "ghs_a1b2c3d4e5f6";
const RUN = 9_871_234_567;

let github: LocalGitHub;
const actions = (repository = "equipweb/infra") =>
  promotionGitHub({ repository, token: TOKEN, apiUrl: github.url, pace: 0 });

beforeEach(async () => {
  github = await localGitHub("Adds a queue.", TOKEN);
});
afterEach(() => github.close());

describe("who approved a run", () => {
  it("is read of each environment, in the order in which GitHub tells it", async () => {
    github.state.runs.set(RUN, [
      { state: "rejected", by: "quinn", environments: ["qro-prod"] },
      { state: "approved", by: "rosa", environments: ["qro-prod", "qro-client"] },
      { state: "pending", by: "quinn", environments: [] },
      { state: "approved", by: "deploy-gate[bot]", environments: ["qro-prod"] },
    ]);
    expect(await actions().runReviews(RUN)).toEqual([
      { state: "rejected", person: "quinn", environments: ["qro-prod"] },
      { state: "approved", person: "rosa", environments: ["qro-prod", "qro-client"] },
      { state: "pending", person: "quinn", environments: [] },
      // An app is nobody.
      { state: "approved", person: undefined, environments: ["qro-prod"] },
    ]);
    expect(github.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /repos/equipweb/infra/actions/runs/${RUN}/approvals`,
    ]);
  });

  it("is nobody, of a run that nobody reviewed", async () => {
    github.state.runs.set(RUN, []);
    expect(await actions().runReviews(RUN)).toEqual([]);
  });

  it("is not known of a run of another repository", async () => {
    await expect(actions("equipweb/edgecafe").runReviews(RUN)).rejects.toThrow(
      `could not read who approved run ${RUN} of equipweb/edgecafe: GitHub answered 404: Not Found. There is none, or the token may not see it: the job needs the permission \`actions: read\`.`,
    );
  });

  it.each(["page", "truncated"] as const)("is not read out of half an answer, or of a page: %s", async (answer) => {
    github.state.runs.set(RUN, [{ state: "approved", by: "rosa", environments: ["qro-prod"] }]);
    github.misbehave("actions/get-reviews-for-run", { answer, times: 3 });
    await expect(actions().runReviews(RUN)).rejects.toThrow(`could not read who approved run ${RUN} of equipweb/infra`);
  });
});

describe("the attempt of a run that was started last", () => {
  it("is known by its number, and by when it was started", async () => {
    github.state.runs.set(RUN, []);
    github.state.attempts.set(RUN, { attempt: 2, startedAt: "2026-03-02T10:00:00Z" });
    expect(await actions().runAttempt(RUN)).toEqual({ attempt: 2, startedAt: "2026-03-02T10:00:00Z" });
    expect(github.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /repos/equipweb/infra/actions/runs/${RUN}`,
    ]);
  });

  it("is not known of a run of another repository", async () => {
    await expect(actions("equipweb/edgecafe").runAttempt(RUN)).rejects.toThrow(
      `could not read the start of run ${RUN} of equipweb/edgecafe: GitHub answered 404: Not Found. There is none, or the token may not see it: the job needs the permission \`actions: read\`.`,
    );
  });

  it.each(["page", "truncated"] as const)("is not read out of half an answer, or of a page: %s", async (answer) => {
    github.state.runs.set(RUN, []);
    github.misbehave("actions/get-workflow-run", { answer, times: 3 });
    await expect(actions().runAttempt(RUN)).rejects.toThrow(`could not read the start of run ${RUN}`);
  });

  it("is not taken for another one when GitHub does not say when it was started", async () => {
    github.state.runs.set(RUN, []);
    github.state.attempts.set(RUN, { attempt: 1, startedAt: undefined as unknown as string });
    await expect(actions().runAttempt(RUN)).rejects.toThrow("the answer is not what GitHub answers to this");
  });
});

describe("the branch of a site's code", () => {
  it("is at its commit, or is not there", async () => {
    const commit = github.state.commit("hotfix/menu", "Show the menu again");
    expect(await actions().branchHead("hotfix/menu")).toBe(commit);
    expect(await actions().branchHead("hotfix/gone")).toBeUndefined();
  });
});
