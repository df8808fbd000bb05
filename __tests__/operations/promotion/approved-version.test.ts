import {
  type HeldVersion,
  heldVersion,
  lastSuccess,
  notApproved,
} from "../../../operations/promotion/approved-version";
import type { Attempt, PromotionRecord } from "../../../operations/promotion/record";

const SITE = { stage: "uat", site: "training.qro-uat.equipweb.biz" };

/** A version by its letter, with an API by its number: `a1`, promoted at a minute after ten. */
function attempt(what: string, minute: number, release = what[0]): Attempt<string> {
  const [letter = "", api = ""] = what;
  const at = (second: number): string => `2026-03-02T10:${String(minute).padStart(2, "0")}:0${second}.000Z`;
  const version = {
    type: "sha",
    name: letter,
    commit: letter.repeat(40),
    branch: "main",
    digest: `${release}`,
  } as const;
  const common = { id: `${what}${minute}`, status: "succeeded", version, settings: api, actor: "mara" } as const;
  return { ...common, from: { kind: "branch", branch: "main" }, startedAt: at(0), finishedAt: at(7) };
}
const record = (...good: readonly Attempt<string>[]): PromotionRecord<string> => ({
  ...{ format: 1, application: "qro", ...SITE, good },
  latest: { ...attempt("f1", 59), status: "failed", reason: "It did not answer." },
});
const held = (letter: string, minute: string) => ({
  ...SITE,
  commit: letter.repeat(40),
  since: `2026-03-02T10:${minute}:07.000Z`,
});

describe("since when a site has its version", () => {
  it.each<[name: string, good: readonly Attempt<string>[], expected: HeldVersion | undefined]>([
    ["nothing ever succeeded", [], undefined],
    ["it is the first one", [attempt("a1", 1)], held("a", "01")],
    ["it took the place of another one", [attempt("b1", 2), attempt("a1", 1)], held("b", "02")],
    ["it got another API since", [attempt("b2", 3), attempt("b1", 2), attempt("a1", 1)], held("b", "02")],
    ["it is the only one, with another API since", [attempt("a2", 2), attempt("a1", 1)], held("a", "01")],
    ["it is there again, after another one", [attempt("a1", 3), attempt("b1", 2), attempt("a1", 1)], held("a", "03")],
    ["the same commit gave other bytes", [attempt("a1", 2, "z"), attempt("a1", 1)], held("a", "02")],
    ["the same bytes came of another commit", [attempt("b1", 2, "z"), attempt("a1", 1, "z")], held("b", "02")],
  ])("%s", (_, good, expected) => {
    expect(heldVersion(record(...good))).toEqual(expected);
  });

  it("counts other settings, where those are rolled back, too", () => {
    expect(lastSuccess(record(attempt("b2", 3), attempt("b1", 2)))).toEqual(held("b", "03"));
    expect(lastSuccess(record())).toBeUndefined();
  });
});

describe("what was approved", () => {
  const since = (time: string): HeldVersion => ({ ...SITE, commit: "b".repeat(40), since: time });
  const START = "2026-03-02T10:00:00Z";
  const refusal = (time: string): string =>
    `training.qro-uat.equipweb.biz (uat) got the commit bbbbbbb at ${time}, and this run was started at ${START}: nobody approved that. Start a new run of the workflow, and have that approved.`;

  it.each([
    ["long before", "2026-03-01T18:30:00.000Z"],
    ["a moment before, of a clock that counts moments", "2026-03-02T09:59:59.999Z"],
    ["before, in another time zone", "2026-03-02T10:59:59+01:00"],
  ])("is what the source had %s the run was started", (_, time) => {
    expect(notApproved(since(time), 1, { attempt: 1, startedAt: START })).toBeUndefined();
  });

  it.each([
    ["while the run waited", "2026-03-02T10:20:00.000Z"],
    ["in the second in which it was started, as GitHub tells no moments", "2026-03-02T10:00:00.000Z"],
    ["a moment later", "2026-03-02T10:00:00.400Z"],
    ["in a future of which only another clock knows", "2027-01-01T00:00:00.000Z"],
    ["later, in another time zone", "2026-03-02T09:30:00-01:00"],
    ["at a time that is none", "yesterday"],
  ])("is not what the source got %s", (_, time) => {
    expect(notApproved(since(time), 1, { attempt: 1, startedAt: START })).toBe(refusal(time));
  });

  it("is approved anew for each attempt, and only the last one counts", () => {
    const old = since("2026-03-02T09:00:00.000Z");
    expect(notApproved(old, 2, { attempt: 2, startedAt: START })).toBeUndefined();
    expect(notApproved(old, 1, { attempt: 2, startedAt: START })).toBe(
      "This is attempt 1 of the run, and attempt 2 was started since. Start a new run of the workflow, and have that approved.",
    );
  });
});
