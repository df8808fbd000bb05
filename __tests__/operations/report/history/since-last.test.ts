import type { ChangeRecord, PlanRecord, StackRecord } from "../../../../operations/report/history/plan-record";
import { recordOf } from "../../../../operations/report/history/record";
import { type SinceLast, sinceLast } from "../../../../operations/report/history/since-last";
import { reportOf } from "../../../../operations/report/report-of";
import { FIXTURES, planned } from "../support";

const COMMIT = "a".repeat(40);
const stack = (
  id: string,
  digest: string | undefined,
  changes?: readonly ChangeRecord[],
  state: StackRecord["state"] = "changes",
): StackRecord => ({
  id,
  state,
  ...(digest !== undefined && { digest }),
  ...(changes && { changes }),
});
const record = (...stacks: readonly StackRecord[]): PlanRecord => ({ format: 1, commit: COMMIT, stacks });

const NOTHING: SinceLast = {
  commit: COMMIT,
  state: "different",
  appeared: [],
  disappeared: [],
  changed: [],
  added: [],
  gone: [],
  states: [],
  withoutDetails: [],
  sameChanges: 0,
  sameStacks: 0,
};

const A: ChangeRecord = ["update", "aws_x.a", "1"];
const B: ChangeRecord = ["update", "aws_x.b", "1"];
const at = ([action, address]: ChangeRecord, id = "dev") => ({ stack: id, action, address });

describe("sinceLast", () => {
  it.each<[string, PlanRecord, PlanRecord, Partial<SinceLast>]>([
    [
      "the same plans",
      record(stack("dev", "1", [A, B])),
      record(stack("dev", "1", [A, B])),
      { state: "same", sameChanges: 2, sameStacks: 1 },
    ],
    [
      "the same plans, without details",
      record(stack("dev", "1")),
      record(stack("dev", "1")),
      { state: "same", sameStacks: 1 },
    ],
    ["nothing and nothing", record(), record(), { state: "same" }],
    [
      "changes that came, went and became others",
      record(
        stack("dev", "1", [A, B, ["update", "aws_x.c", "1"], ["delete", "aws_x.d", "1"], ["update", "aws_x.e", "1"]]),
      ),
      record(
        stack("dev", "2", [A, ["update", "aws_x.c", "2"], ["create", "aws_x.z", "1"], ["replace", "aws_x.e", "1"]]),
      ),
      {
        appeared: [at(["create", "aws_x.z", ""])],
        disappeared: [at(B), at(["delete", "aws_x.d", ""])],
        changed: [at(["update", "aws_x.c", ""]), { ...at(["replace", "aws_x.e", ""]), was: "update" }],
        sameChanges: 1,
      },
    ],
    [
      "stacks that came and went",
      record(stack("old", "1", [A]), stack("dev", "1", [B])),
      record(stack("dev", "1", [B]), stack("new", "1", [A, B])),
      {
        added: ["new"],
        gone: ["old"],
        appeared: [at(A, "new"), at(B, "new")],
        disappeared: [at(A, "old")],
        sameChanges: 1,
        sameStacks: 1,
      },
    ],
    [
      "what differs in no line",
      record(stack("dev", "1", [A])),
      record(stack("dev", "2", [A])),
      { withoutDetails: ["dev"] },
    ],
    [
      "a plan of which details were not kept",
      record(stack("dev", "1")),
      record(stack("dev", "2", [A])),
      { withoutDetails: ["dev"] },
    ],
    [
      "a plan of which details are not kept now",
      record(stack("dev", "1", [A])),
      record(stack("dev", "2")),
      { withoutDetails: ["dev"] },
    ],
    [
      "a stack that is planned now",
      record(stack("dev", undefined, undefined, "unaffected")),
      record(stack("dev", "1", [A])),
      { states: [{ stack: "dev", was: "unaffected", is: "changes" }], appeared: [at(A)] },
    ],
    [
      "a stack that is not planned any more",
      record(stack("dev", "1", [A])),
      record(stack("dev", undefined, undefined, "unaffected")),
      { states: [{ stack: "dev", was: "changes", is: "unaffected" }], disappeared: [at(A)] },
    ],
    [
      "a stack that fails now: nobody knows what became of its changes",
      record(stack("dev", "1", [A])),
      record(stack("dev", undefined, undefined, "failed")),
      { states: [{ stack: "dev", was: "changes", is: "failed" }], withoutDetails: ["dev"] },
    ],
    [
      "a stack that failed",
      record(stack("dev", undefined, undefined, "failed")),
      record(stack("dev", "1", [A])),
      { states: [{ stack: "dev", was: "failed", is: "changes" }], appeared: [at(A)] },
    ],
    [
      "a stack that fails with the same changes",
      record(stack("dev", "1", [A], "changes")),
      record(stack("dev", "1", [A], "failed")),
      { states: [{ stack: "dev", was: "changes", is: "failed" }], sameChanges: 1 },
    ],
    [
      "two stacks of one name",
      record(stack("dev", "1", [A]), stack("dev", "2", [B])),
      record(stack("dev", "1", [A]), stack("dev", "3", [A, B])),
      { appeared: [at(A)], sameChanges: 2, sameStacks: 1 },
    ],
    ["what was not kept", record(), record(stack("dev", "1", [A])), { state: "not-comparable" }],
    ["what is not kept now", record(stack("dev", "1", [A])), record(), { state: "not-comparable" }],
  ])("compares %s", (_, previous, now, expected) => {
    expect(sinceLast(previous, now)).toEqual({ ...NOTHING, ...expected });
  });

  it("names no commit that was not kept", () => {
    const { commit, ...rest } = NOTHING;
    expect(sinceLast({ format: 1, stacks: [] }, record())).toEqual({ ...rest, state: "same" });
  });

  it("finds each report equal to itself, and different from one in which a stack's plan is another", () => {
    const of = (names: readonly string[]) =>
      recordOf(reportOf(names.map((name, index) => planned(`s${index}`, name))), {});
    expect(sinceLast(of(FIXTURES), of(FIXTURES)).state).toBe("same");
    expect(sinceLast(of(["drift", "noise"]), of(["drift", "secrets"])).state).toBe("different");
  });
});
