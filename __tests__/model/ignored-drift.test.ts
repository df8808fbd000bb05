import { checkCatalogue } from "../../model/catalogue";
import { endedIgnores } from "../../model/ignored-drift";
import { formatProblems } from "../../model/problems";
import { problemsWith, SOUND, withCatalogue } from "../support/catalogue";

const ENTRY = `  - type: aws_db_instance
    path: latest_restorable_time
    stacks: "*-data"
    reason: AWS counts it up by itself, all day.
    owner: platform
    until: 2026-12-31
`;
const listWith = (from: string, to: string) => ({ "drift.yaml": `ignore:\n${ENTRY.replace(from, to)}` });

describe("catalogue/drift.yaml", () => {
  it.each([
    ["nothing in it", { "drift.yaml": "ignore: []\n" }],
    ["no such file", {}],
    ["an entry", listWith("", "")],
    ["an attribute that every resource has", listWith("aws_db_instance", '"aws_*"')],
  ])("will do with %s", (_, files) => {
    expect(problemsWith(files)).toEqual([]);
  });

  it.each([
    [
      "no reason",
      listWith("    reason: AWS counts it up by itself, all day.\n", ""),
      "drift.yaml:2:5  ignore.0.reason is missing | Expected a text.",
    ],
    [
      "a reason that is none",
      listWith("AWS counts it up by itself, all day.", "because"),
      'drift.yaml:5:13  ignore.0.reason is "because" | Say in a sentence why this may differ.',
    ],
    ["no end", listWith("    until: 2026-12-31\n", ""), "drift.yaml:2:5  ignore.0.until is missing | Expected a text."],
    [
      "a day that is none",
      listWith("2026-12-31", "2026-02-30"),
      'drift.yaml:7:12  ignore.0.until is "2026-02-30" | Use a day such as 2026-12-31.',
    ],
    [
      "a key that is nearly right",
      listWith("path:", "paths:"),
      'drift.yaml:3:5  unknown key "paths" | Did you mean "path"?',
    ],
    [
      "a type that is none",
      listWith("aws_db_instance", "AWS::RDS"),
      'drift.yaml:2:11  ignore.0.type is "AWS::RDS" | Use lower-case letters, digits, and * for any characters: aws_db_instance.',
    ],
    ...(["*", "aws_*", "a**"] as const).map((type): [string, Record<string, string>, string] => [
      `everything, as ${type}`,
      listWith("aws_db_instance\n    path: latest_restorable_time", `"${type}"`),
      `drift.yaml:2:11  ignore.0.type is "${type}" | Name a type of resource, or an attribute as well: this leaves out whatever differs.`,
    ]),
    [
      "every attribute of everything",
      listWith("aws_db_instance\n    path: latest_restorable_time", '"*"\n    path: "**"'),
      'drift.yaml:2:11  ignore.0.type is "*" | Name a type of resource, or an attribute as well: this leaves out whatever differs.',
    ],
  ])("will not do with %s", (_, files, problem) => {
    expect(problemsWith(files)).toEqual([`catalogue/${problem}`]);
  });

  it("keeps nobody from synthesizing when an entry has ended; a check says where it stands, and who answers for it", () => {
    withCatalogue({ ...SOUND, ...listWith("", "") }, (directory) => {
      const { organisation, problems } = checkCatalogue(directory);
      const ignored = organisation?.ignoredDrift ?? [];
      expect([problems, ignored.length]).toEqual([[], 1]);
      expect(endedIgnores(ignored, "2026-12-31")).toEqual([]);
      expect(formatProblems(endedIgnores(ignored, "2027-01-01"))).toBe(
        `catalogue/drift.yaml:2:5  the drift of aws_db_instance, latest_restorable_time is no longer ignored: it was until 2026-12-31
    platform answers for it: take the entry out, or say until when it holds now, and why.
1 problem in 1 file.`,
      );
    });
  });
});
