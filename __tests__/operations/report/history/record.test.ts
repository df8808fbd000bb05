import type { PlanRecord } from "../../../../operations/report/history/plan-record";
import { recordOf } from "../../../../operations/report/history/record";
import { reportOf } from "../../../../operations/report/report-of";
import { aChange, aReport, aStack, attribute, SENSITIVE, value } from "../changes";
import { FIXTURES, planned, reportOfPlan } from "../support";

const COMMIT = "a".repeat(40);
const BASE = "b".repeat(40);
const DIGEST = `sha256:${"0".repeat(64)}`;
const update = (to: unknown) =>
  aChange("update", "aws_x.a", { attributes: [attribute("name", value("a"), value(to))] });

/** The fingerprints of the changes of one stack. */
const fingerprints = (record: PlanRecord) => record.stacks[0]?.changes?.map(([, , fingerprint]) => fingerprint);

describe("recordOf", () => {
  it("keeps what is needed to compare, and nothing else", () => {
    const report = aReport(
      aStack(
        "dev",
        [update("b"), aChange("delete", "aws_x.b")],
        { digest: DIGEST, digested: 3 },
        {
          outputs: [{ name: "id", action: "update", actions: ["update"], attributes: [], readBy: ["prod"] }],
        },
      ),
      { id: "gone", state: "vanished", waitsFor: [], notes: ["a note"] },
      aStack("same", []),
    );
    const facts = { commit: COMMIT, base: BASE, branch: "main", run: { id: 7, attempt: 2, url: "https://x" } };
    expect(recordOf(report, facts)).toEqual({
      format: 1,
      commit: COMMIT,
      base: BASE,
      run: { id: 7, attempt: 2 },
      stacks: [
        {
          id: "dev",
          state: "changes",
          digest: DIGEST,
          changes: [
            ["update", "aws_x.a", expect.stringMatching(/^[0-9a-f]{12}$/)],
            ["delete", "aws_x.b", expect.stringMatching(/^[0-9a-f]{12}$/)],
            ["update", "output.id", expect.stringMatching(/^[0-9a-f]{12}$/)],
          ],
        },
        { id: "gone", state: "vanished" },
        { id: "same", state: "no-changes", changes: [] },
      ],
    });
  });

  it("keeps no fact that is not told, and no name of a commit that is none", () => {
    expect(recordOf(aReport(), {})).toEqual({ format: 1, stacks: [] });
    expect(recordOf(aReport(), { commit: "HEAD", base: "a1b2c3d" })).toEqual({ format: 1, stacks: [] });
  });

  it("has another fingerprint for another value, and none of its own for a masked one", () => {
    const of = (change: ReturnType<typeof aChange>) => fingerprints(recordOf(aReport(aStack("a", [change])), {}));
    const masked = aChange("update", "aws_x.a", { attributes: [attribute("name", SENSITIVE, SENSITIVE)] });
    expect(of(update("b"))).toEqual(of(update("b")));
    expect(of(update("b"))).not.toEqual(of(update("c")));
    expect(of(update("b"))).not.toEqual(of(masked));
  });

  it("has the same fingerprints for secrets of which nothing is shown", () => {
    const record = (secret: string) => {
      const change = { actions: ["update"], before: "x", after: secret, before_sensitive: true, after_sensitive: true };
      const { plan } = planned("a", "empty") as { plan: object };
      return recordOf(
        reportOf([
          {
            id: "a",
            status: "planned",
            plan: { ...plan, output_changes: [["o", { ...change, replace_paths: [] }]] } as never,
          },
        ]),
        {},
      );
    };
    expect(record("swordfish")).toEqual(record("trout"));
    expect(record("swordfish").stacks[0]?.changes).toHaveLength(1);
  });

  it.each(FIXTURES)("counts every change and output of %s", (name) => {
    const report = reportOfPlan(name);
    const [stack] = report.stacks;
    expect(recordOf(report, {}).stacks[0]?.changes).toHaveLength(
      (stack?.content?.changes.length ?? 0) + (stack?.content?.outputs.length ?? 0),
    );
  });
});
