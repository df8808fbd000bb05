import type { Report, StackReport } from "../../../../operations/report/report";
import { reportOf } from "../../../../operations/report/report-of";
import { checkTitle, countsInSigns, verdictOf } from "../../../../operations/report/wording/verdict";
import { aChange, aReport, aStack, attribute, value } from "../changes";
import { FIXTURES, planned } from "../support";

const off = attribute("deletion_protection", value(true), value(false));
const lowered = attribute("backup_retention_period", value(7), value(1));
const unprotect = (...attributes: (typeof off)[]) => aChange("update", "aws_db_instance.x", { attributes });

const output = { name: "id", action: "update", actions: ["update"], attributes: [] } as const;
const LATER = {
  deferred: [{ address: "aws_x.a", actions: ["create"], reason: "x" }],
  invocations: [{ address: "action.a.b" }],
};
const CHECKED = { failedChecks: [{ address: "check.health", problems: [] }] };
const QUIET = aStack("q", []);
const unplanned = (state: StackReport["state"]): StackReport => ({ id: "x", state, waitsFor: [], notes: [] });
const times = <T>(number: number, item: T): readonly T[] => Array.from({ length: number }, () => item);

describe("countsInSigns", () => {
  it("counts what happens, and the protections that are switched off", () => {
    const changes = [
      aChange("create", "aws_x.a"),
      unprotect(off, lowered),
      unprotect(off),
      aChange("replace", "aws_x.b"),
      aChange("delete", "aws_x.c"),
      aChange("forget", "aws_x.d"),
      aChange("import", "aws_x.e", { importId: value("e") }),
      aChange("move", "aws_x.f", { previousAddress: "aws_x.g" }),
    ];
    expect(countsInSigns(changes)).toBe(
      "+1 ~2 ±1 −1 · 1 forgotten · 3 protections switched off · 1 imported · 1 moved",
    );
    expect(countsInSigns([unprotect(off)])).toBe("~1 · 1 protection switched off");
    expect(countsInSigns([])).toBe("");
  });
});

describe("verdictOf", () => {
  it("tells of a protection that is switched off", () => {
    expect(verdictOf(aReport(aStack("a", [unprotect(off)])))).toBe(
      "1 of 1 stack changes · ~1 · 1 protection switched off",
    );
  });

  it.each<[string, Report]>([
    ["1 of 2 stacks changes · 1 output", aReport(aStack("a", [], { state: "changes" }, { outputs: [output] }), QUIET)],
    [
      "1 of 2 stacks changes · 1 put off · 1 action called",
      aReport(aStack("a", [], { state: "changes" }, LATER), QUIET),
    ],
    ["no changes in 1 stack · 1 failed check", aReport(aStack("a", [], {}, CHECKED))],
    ["1 of 3 stacks failed, 2 vanished", aReport(unplanned("failed"), unplanned("vanished"), unplanned("vanished"))],
    ["1 of 2 stacks changes, 1 failed · +1", aReport(unplanned("failed"), aStack("a", [aChange("create", "aws_x.a")]))],
  ])("says %j, and no less", (verdict, report) => {
    expect(verdictOf(report)).toBe(verdict);
  });
});

describe("checkTitle", () => {
  const both = [aChange("create", "aws_x.a"), aChange("delete", "aws_x.b")];
  it.each<[string, Report]>([
    ["nothing was planned", aReport()],
    ["no changes in 14 stacks", aReport(...times(14, aStack("a", [])))],
    ["no changes in 1 of 2 stacks, the others not affected", aReport(aStack("a", []), unplanned("unaffected"))],
    ["2 stacks: +2 −2", aReport(aStack("a", both), aStack("b", both), aStack("c", []))],
    ["1 stack: ~1 · 1 protection switched off", aReport(aStack("a", [unprotect(off)]))],
    ["1 stack: 1 output", aReport(aStack("a", [], { state: "changes" }, { outputs: [output] }))],
    [
      "1 stack: 1 put off · 2 actions called",
      aReport(
        aStack(
          "a",
          [],
          { state: "changes" },
          {
            deferred: [{ address: "aws_x.a", actions: ["create"], reason: "x" }],
            invocations: times(2, { address: "action.a.b" }),
          },
        ),
      ),
    ],
    ["1 stack failed", aReport(unplanned("failed"))],
    ["no changes in 1 stack · 1 failed check", aReport(aStack("a", [], {}, CHECKED))],
    ["1 stack failed · 1 stack: +1 −1", aReport(unplanned("failed"), aStack("a", both))],
    ["2 stacks failed · 1 stack vanished", aReport(unplanned("failed"), unplanned("failed"), unplanned("vanished"))],
    ["1 stack not fully accounted for", aReport(aStack("a", [], {}, { held: 1 }))],
  ])("says %j", (title, report) => {
    expect(checkTitle(report)).toBe(title);
  });

  it("is never longer than 100 characters, and says that it is cut", () => {
    const stack = aStack(
      "a",
      [
        ...times(20_000, aChange("create", "aws_x.a")),
        ...times(2000, aChange("replace-and-forget", "aws_x.b")),
        ...times(2000, aChange("forget", "aws_x.c")),
        ...times(2000, aChange("read", "aws_x.d")),
        ...times(2000, unprotect(off)),
      ],
      {},
      { held: 0 },
    );
    const title = checkTitle(aReport(...times(3, unplanned("failed")), ...times(3, unplanned("vanished")), stack));
    expect(title).toBe(
      "3 stacks failed · 3 stacks vanished · 1 stack not fully accounted for · 1 stack: +20,000 ~2,000 · …",
    );
    expect(title.length).toBeLessThanOrEqual(100);
  });

  it("takes nothing from a plan", () => {
    const title = checkTitle(reportOf(FIXTURES.map((name) => planned(name, name))));
    expect(title).toMatch(/^[a-z0-9 ,:·+~±−…]+$/);
    expect(title.length).toBeLessThanOrEqual(100);
  });
});
