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
    await expect(bodies("another").read(7)).rejects.toThrow("Bad credentials");
    await expect(bodies().read(8)).rejects.toThrow("Not Found");
  });
});
