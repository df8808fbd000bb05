import { join } from "node:path";
import { readCatalogue } from "../../../model/catalogue";
import type { SiteLine } from "../../../model/sites";
import { stageOfBranch } from "../../../operations/sites/stage-of-branch";

const [line] = readCatalogue(join(__dirname, "..", "..", "..", "catalogue")).siteLines as [SiteLine];

describe("the stage of a branch", () => {
  it.each([
    ["main", undefined, "dev"],
    ["main", "dev", "dev"],
    ["fix/total", undefined, "rc"],
    ["fix/total", "rc", "rc"],
    ["domain", undefined, "rc"],
    ["fix/main", undefined, "rc"],
  ])("%s, asked for %s: %s", (branch, named, stage) => expect(stageOfBranch(line, branch, named).name).toBe(stage));

  it.each([
    ["Main", undefined, 'no stage of qro takes builds of the branch "Main". If you mean "main", write it so.'],
    [
      "origin/main",
      undefined,
      'no stage of qro takes builds of the branch "origin/main". If you mean "main", write it so.',
    ],
    ["Main", "rc", 'the stage "rc" takes no builds of the branch "Main". If you mean "main", write it so.'],
    ["main", "rc", 'the stage "rc" takes no builds of the branch "main". It goes to dev.'],
    ["main", "uat", 'the stage "uat" takes no builds of the branch "main". It goes to dev.'],
    ["fix", "dev", 'the stage "dev" takes no builds of the branch "fix". It goes to rc.'],
    [
      "refs/heads/main",
      undefined,
      '"refs/heads/main" is no name of a branch: write the branch without refs/heads/. Use its name as git has it.',
    ],
    [
      "a\u001b[2Jb",
      undefined,
      '"a�[2Jb" is no name of a branch: it holds a character that cannot be seen. Use its name as git has it.',
    ],
    ["", undefined, '"" is no name of a branch: it is empty. Use its name as git has it.'],
  ])("refuses %j for %s", (branch, named, said) => {
    expect(() => stageOfBranch(line, branch, named)).toThrow(new Error(said));
  });

  it("has to be named where several take the branch", () => {
    const [dev] = line.stages;
    const two = { ...line, stages: [...line.stages, { ...dev, name: "dev2" }] } as SiteLine;
    expect(() => stageOfBranch(two, "main")).toThrow(
      'several stages take builds of the branch "main": dev, dev2. Name one by --stage.',
    );
    expect(stageOfBranch(two, "main", "dev2").name).toBe("dev2");
  });
});
