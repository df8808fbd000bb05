import { pullRequestBodies } from "../../../adapters/github/pull-requests";
import { type LocalGitHub, localGitHub } from "../../support/github";

const TOKEN = "a-token";

describe("bodies of pull requests", () => {
  let github: LocalGitHub;
  const bodies = (token = TOKEN, repository = "equipweb/infra") =>
    pullRequestBodies({ repository, token, apiUrl: github.url });

  afterEach(() => github.close());

  it("are read as their author left them, line ends included", async () => {
    github = await localGitHub("First\r\n\r\nsecond\n", TOKEN);
    expect(await bodies().read(7)).toBe("First\r\n\r\nsecond\n");
  });

  it("are empty when the author wrote nothing", async () => {
    github = await localGitHub(null, TOKEN);
    expect(await bodies().read(7)).toBe("");
  });

  it("are written without touching anything else of the pull request", async () => {
    github = await localGitHub("before", TOKEN);
    await bodies().write(7, "after");
    expect(github.body()).toBe("after");
    expect(github.received).toEqual([
      {
        method: "PATCH",
        path: "/repos/equipweb/infra/pulls/7",
        authorization: `token ${TOKEN}`,
        body: { body: "after" },
      },
    ]);
  });

  it("fail with GitHub's words for a token that may not, and for a pull request that does not exist", async () => {
    github = await localGitHub("", TOKEN);
    await expect(bodies("another").read(7)).rejects.toThrow(
      "could not read pull request 7 of equipweb/infra: GitHub answered 401: Bad credentials",
    );
    await expect(bodies().read(8)).rejects.toThrow(
      "could not read pull request 8 of equipweb/infra: GitHub answered 404: Not Found",
    );
  });

  it.each([
    ["no JSON", "not json{"],
    ["a page", "<html>"],
    ["an empty object", "{}"],
    ["a body that is no text", '{"number":7,"body":5}'],
  ])("are never written after an answer that is %s: the author's text would be lost", async (_, answer) => {
    github = await localGitHub("before", TOKEN, { answerToGet: answer });
    await expect(bodies().read(7)).rejects.toThrow("could not read pull request 7 of equipweb/infra");
  });

  it("are not waited for without end", async () => {
    github = await localGitHub("before", TOKEN, { answerToGet: undefined });
    const impatient = pullRequestBodies({
      repository: "equipweb/infra",
      token: TOKEN,
      apiUrl: github.url,
      timeoutSeconds: 0.1,
    });
    await expect(impatient.read(7)).rejects.toThrow("could not read pull request 7 of equipweb/infra");
  });

  it.each(["o/r/x", "o/../r", "o/..", "bad", "o/", "/r", "o /r"])("of %s are asked for nowhere", async (repository) => {
    github = await localGitHub("before", TOKEN);
    expect(() => bodies(TOKEN, repository)).toThrow(`the repository is "${repository}"; use owner/name`);
  });

  it("never show a token, also one that cannot be used", async () => {
    github = await localGitHub("before", TOKEN);
    expect(() => bodies("ab\nc")).toThrow(/^the token holds blanks, line breaks or other signs that no token has$/);
  });
});
