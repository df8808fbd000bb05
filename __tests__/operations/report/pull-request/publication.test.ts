import { digestOfRecord } from "../../../../operations/report/history/digest";
import { readHeader } from "../../../../operations/report/history/header";
import { needed } from "../../../../operations/report/pull-request/confirmation";
import { publicationOf } from "../../../../operations/report/pull-request/publication";
import { reportOf } from "../../../../operations/report/report-of";
import { codePointsIn } from "../../../../operations/report/wording/code-points";
import { BASE, HEAD, NEXT_HEAD } from "../../../support/github";
import { fixture, planned } from "../support";
import { record } from "./support";

const TARGET = { number: 7, commit: HEAD };
const of = (...plans: readonly string[]) => reportOf(plans.map((plan) => planned(plan, plan)));
const failed = { id: "dev-orders", status: "failed" as const, error: "Error: no" };

/** What the check and the labels are told. */
function told(report: ReturnType<typeof reportOf>, allowed: Parameters<typeof publicationOf>[1]["allowed"] = []) {
  const { title, isFailed, destroys, changes, toConfirm } = publicationOf(report, { allowed }, TARGET);
  return { title, isFailed, destroys, changes, toConfirm };
}

describe("publicationOf", () => {
  const harmless = { isFailed: false, destroys: false, changes: true, toConfirm: 0 };
  const nothing = { ...harmless, changes: false };

  it.each([
    ["nothing changes", of("no-changes"), { ...nothing, title: "no changes in 1 stack" }],
    ["something moves", of("moves-only"), harmless],
    ["an output changes", of("outputs-only"), harmless],
    [
      "something is destroyed",
      of("stateful-deletes"),
      { ...harmless, title: "1 stack: ±1 −9", destroys: true, toConfirm: 10 },
    ],
    ["something is forgotten", of("forgets-only"), { ...harmless, toConfirm: 1 }],
    ["an action is new", of("hand-made/unknown-action"), { ...harmless, destroys: true, toConfirm: 2 }],
    [
      "Terraform failed on the way",
      of("prevented-destroy"),
      { ...nothing, isFailed: true, destroys: true, toConfirm: 2 },
    ],
    ["there is no plan", reportOf([failed]), { ...nothing, title: "1 stack failed", isFailed: true }],
    [
      "a stack vanished",
      reportOf([{ id: "dev-orders", status: "vanished" }]),
      { ...harmless, title: "1 stack vanished" },
    ],
    [
      "a stack could not be planned here",
      reportOf([{ id: "github", status: "not-planned" }]),
      { ...nothing, title: "1 of 1 stack not planned here", isFailed: true },
    ],
    ["no stack is affected", reportOf([{ id: "dev-orders", status: "unaffected" }]), nothing],
    ["there is no stack", reportOf([]), { ...nothing, title: "nothing was planned", isFailed: true }],
  ])("when %s", (_, report, expected) => {
    expect(told(report)).toMatchObject(expected);
  });

  it("counts to be confirmed what no rule allows", () => {
    const report = of("stateful-deletes");
    expect(told(report, [{ type: "aws_cloudwatch_*" }]).toConfirm).toBe(9);
    expect(told(report, [{ type: "aws_*", stack: "another" }]).toConfirm).toBe(10);
    expect(told(report, [{ type: "*", kinds: ["delete"] }]).toConfirm).toBe(1);
    expect(told(report, [{ type: "*" }])).toMatchObject({ toConfirm: 0, destroys: true });
  });

  it("is of the commit that it is told, whatever is known of the run", () => {
    const {
      record: kept,
      digest,
      text,
    } = publicationOf(
      of("stateful-deletes"),
      { facts: { commit: NEXT_HEAD, base: BASE, run: { id: 991, attempt: 2, url: "https://github.com" } } },
      TARGET,
    );
    expect(kept).toMatchObject({ commit: HEAD, base: BASE, run: { id: 991, attempt: 2 } });
    expect(digest).toBe(digestOfRecord(kept));
    expect(readHeader(text(60_000, { state: "not-needed" }, undefined))).toEqual(kept);
  });

  it("has the same digest for the same plans, whatever their order, the commit and the run", () => {
    const digestOf = (plans: readonly string[], commit: string) =>
      publicationOf(of(...plans), {}, { number: 8, commit }).digest;
    expect(digestOf(["drift", "outputs"], HEAD)).toBe(digestOf(["outputs", "drift"], NEXT_HEAD));
    expect(digestOf(["drift", "outputs"], HEAD)).not.toBe(digestOf(["drift"], HEAD));
  });

  it("is as long as there is room, and never longer than it may be", () => {
    const lengthIn = (room: number, budget?: number) =>
      codePointsIn(
        publicationOf(
          of("every-change", "aws-service", "stateful-deletes"),
          {},
          { ...TARGET, ...(budget && { budget }) },
        ).text(room, { state: "not-needed" }, undefined),
      );
    const whole = lengthIn(1_000_000);
    expect(whole).toBeGreaterThan(6_000);
    expect([lengthIn(5_000) <= 5_000, lengthIn(1_000_000, 5_000)]).toEqual([true, lengthIn(5_000)]);
    expect(lengthIn(4_000, 5_000)).toBeLessThanOrEqual(4_000);
  });

  it("says what has to be confirmed, and what is new since the plan before", () => {
    const { text, confirmationLabel } = publicationOf(
      of("stateful-deletes"),
      {},
      { ...TARGET, confirmationLabel: "ok to destroy" },
    );
    expect(confirmationLabel).toBe("ok to destroy");
    const words = text(60_000, needed("ok to destroy"), record(BASE));
    expect(words).toContain("<code>ok to destroy</code>");
    expect(words).toContain(BASE.slice(0, 7));
    expect(readHeader(words)?.since).toBe(BASE);
    expect(text(60_000, { state: "not-needed" }, undefined)).not.toContain("ok to destroy");
  });

  it("names no label when none is named", () => {
    expect(
      Object.keys(publicationOf(reportOf([{ id: "a", status: "planned", plan: fixture("drift") }]), {}, TARGET)),
    ).not.toContain("confirmationLabel");
  });
});
