import { catalogueOf, SOUND } from "../support/catalogue";
import { infra } from "../support/infra";

const ended = catalogueOf({
  ...SOUND,
  "drift.yaml": `ignore:
  - { type: aws_x, reason: It differs by itself., owner: platform, until: 2020-01-31 }
`,
});
afterAll(() => ended.remove());

/** A port that nothing listens on. */
const NOWHERE = ["--endpoint", "http://127.0.0.1:9"];

describe("infra drift", () => {
  it.each<[string, readonly string[], NodeJS.ProcessEnv, string]>([
    ["no branch", [], {}, "error: required option '--branch <name>' not specified\n(--help lists what there is)\n"],
    [
      "an unknown branch",
      ["--branch", "mian", ...NOWHERE],
      {},
      'no network is deployed from the branch "mian". Did you mean "main"?\n',
    ],
    [
      "issues without a token",
      ["--branch", "dev", "--issues", ...NOWHERE],
      { GITHUB_REPOSITORY: "a/b" },
      "to keep issues, set GITHUB_TOKEN\n",
    ],
    [
      "a summary that cannot be written",
      ["--branch", "dev", "--summary", "/nowhere/x", ...NOWHERE],
      {},
      "/nowhere/x cannot be written: ENOENT: no such file or directory, access '/nowhere'\n",
    ],
  ])("refuses %s before anything is asked", (_, words, env, stderr) => {
    expect(infra(["drift", ...words], { env })).toEqual({ code: 2, stdout: "", stderr });
  });

  it("says that an emulator does not answer", () => {
    expect(infra(["drift", "--branch", "dev", ...NOWHERE])).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "could not read deployments/dev/stacks.json in the bucket equipweb-dev-records-111111111111: http://127.0.0.1:9 did not answer (ECONNREFUSED).\n",
    });
  });
});

describe("infra check", () => {
  it("fails for an entry of the list of drift that has ended", () => {
    const { code, stdout } = infra(["check", "--catalogue", ended.directory]);
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `catalogue/drift.yaml:2:5  the drift of aws_x is no longer ignored: it was until 2020-01-31
    platform answers for it: take the entry out, or say until when it holds now, and why.
1 problem in 1 file.
`,
    });
  });
});
