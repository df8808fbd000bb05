import { confirmationOf, type Question } from "../../../../operations/report/pull-request/confirmation";
import type { LabelEvent, Person, Review } from "../../../../operations/report/pull-request/ports";
import { BASE, HEAD } from "../../../support/github";

const MARA: Person = { login: "mara", isBot: false };
const NOOR: Person = { login: "noor", isBot: false };
const BOT: Person = { login: "github-actions[bot]", isBot: true };
const LABEL = "plan: confirmed";
const [BEFORE, SHOWN, AFTER, LATER] = [
  "2026-03-02T09:29:59Z",
  "2026-03-02T09:30:00Z",
  "2026-03-02T09:30:01Z",
  "2026-03-02T09:45:00Z",
] as const;

const on = (at: string, actor: Person | undefined = NOOR, label = LABEL): LabelEvent => ({
  kind: "labeled",
  label,
  actor,
  at,
});
const off = (at: string): LabelEvent => ({ ...on(at), kind: "unlabeled" });
const review = (at: string | undefined, changes: Partial<Review> = {}): Review => ({
  state: "APPROVED",
  commit: HEAD,
  author: NOOR,
  isMember: true,
  at,
  ...changes,
});

const ask = (changes: Partial<Question>): string => {
  const confirmation = confirmationOf({
    toConfirm: 2,
    label: LABEL,
    author: MARA,
    commit: HEAD,
    shownAt: SHOWN,
    labels: [LABEL],
    events: [],
    reviews: [],
    ...changes,
  });
  return confirmation.state === "given" ? `given by ${confirmation.by}` : confirmation.state;
};

describe("confirmationOf", () => {
  it("says how to give it", () => {
    const { events, ...question } = {
      events: [],
      toConfirm: 1,
      label: LABEL,
      author: MARA,
      commit: HEAD,
      shownAt: SHOWN,
    };
    expect(confirmationOf({ ...question, events, labels: [], reviews: [] })).toEqual({
      state: "needed",
      how: ["add the label ", { quoted: "plan: confirmed" }, ", or approve this commit, now that the plan is shown"],
    });
  });

  it.each<[string, Partial<Question>, string]>([
    ["nothing has to be confirmed", { toConfirm: 0, events: [] }, "not-needed"],
    ["nobody did anything", {}, "needed"],
  ])("when %s", (_, changes, result) => {
    expect(ask(changes)).toBe(result);
  });

  it.each<[string, Partial<Question>, string]>([
    ["after the plan was shown", { events: [on(AFTER)] }, "given by noor"],
    ["by the author", { events: [on(AFTER, MARA)] }, "given by mara"],
    [
      "in other letters",
      { labels: ["Plan: Confirmed"], events: [on(AFTER, NOOR, "Plan: Confirmed")] },
      "given by noor",
    ],
    [
      "of another name that is asked for",
      { label: "ok", labels: ["ok"], events: [on(AFTER, NOOR, "ok")] },
      "given by noor",
    ],
    ["in the second in which the plan was shown", { events: [on(SHOWN)] }, "needed"],
    ["before the plan was shown", { events: [on(BEFORE)] }, "needed"],
    ["before it, in another zone", { events: [on("2026-03-02T10:29:59+01:00")] }, "needed"],
    ["after it, in another zone", { events: [on("2026-03-02T10:30:01+01:00")] }, "given by noor"],
    [
      "after it, which is told in another zone",
      { shownAt: "2026-03-02T10:30:00+01:00", events: [on(AFTER)] },
      "given by noor",
    ],
    ["by a program", { events: [on(AFTER, BOT)] }, "needed"],
    ["by an account that is gone", { events: [{ ...on(AFTER), actor: undefined }] }, "needed"],
    ["and taken off again", { events: [on(AFTER), off(LATER)] }, "needed"],
    ["and taken off in the same second", { events: [on(AFTER), off(AFTER)] }, "needed"],
    ["again, after it was taken off", { events: [on(BEFORE), off(AFTER), on(LATER)] }, "given by noor"],
    ["in any order of events", { events: [on(LATER), on(BEFORE), off(AFTER)] }, "given by noor"],
    ["first by a person, last by a program", { events: [on(AFTER), off(AFTER), on(LATER, BOT)] }, "needed"],
    ["which is no longer there", { labels: [], events: [on(AFTER)] }, "needed"],
    ["of another name", { labels: ["ok"], events: [on(AFTER, NOOR, "ok")] }, "needed"],
    ["at a time that is none", { events: [on("tomorrow")] }, "needed"],
    ["at a time without a zone", { events: [on("2026-03-02T23:00:00")] }, "needed"],
    ["of a plan shown at a time that is none", { shownAt: "", events: [on(AFTER)] }, "needed"],
  ])("when there is a label %s", (_, changes, result) => {
    expect(ask(changes)).toBe(result);
  });

  it.each<[string, readonly Review[], string]>([
    ["after the plan was shown", [review(AFTER)], "given by noor"],
    ["before the plan was shown", [review(BEFORE)], "needed"],
    ["in the second in which the plan was shown", [review(SHOWN)], "needed"],
    ["that is not submitted", [review(undefined)], "needed"],
    ["of another commit", [review(AFTER, { commit: BASE })], "needed"],
    ["of a commit that is gone", [review(AFTER, { commit: undefined })], "needed"],
    ["by the author", [review(AFTER, { author: MARA })], "needed"],
    ["by a program", [review(AFTER, { author: BOT })], "needed"],
    ["by an account that is gone", [review(AFTER, { author: undefined })], "needed"],
    ["by somebody who is no member", [review(AFTER, { isMember: false })], "needed"],
    ["that is a comment", [review(AFTER, { state: "COMMENTED" })], "needed"],
    ["that was dismissed", [review(AFTER, { state: "DISMISSED" })], "needed"],
    ["that asks for changes", [review(AFTER, { state: "CHANGES_REQUESTED" })], "needed"],
    ["that was taken back", [review(AFTER), review(LATER, { state: "CHANGES_REQUESTED" })], "needed"],
    ["after changes were asked for", [review(AFTER, { state: "CHANGES_REQUESTED" }), review(LATER)], "given by noor"],
    ["followed by a comment", [review(AFTER), review(LATER, { state: "COMMENTED" })], "given by noor"],
    [
      "beside another one's request for changes, which is for the branch's rules to judge",
      [review(AFTER), review(LATER, { author: { login: "ida", isBot: false }, state: "CHANGES_REQUESTED" })],
      "given by noor",
    ],
  ])("when there is a review %s", (_, reviews, result) => {
    expect(ask({ labels: [], reviews })).toBe(result);
  });

  it("takes a review by anybody else when the author's account is gone", () => {
    expect(ask({ labels: [], author: undefined, reviews: [review(AFTER)] })).toBe("given by noor");
  });
});
