import {
  type ApprovalNeeded,
  approvalByName,
  approvalOfRun,
  type RunReview,
} from "../../../operations/promotion/approval";

const NEEDED: ApprovalNeeded = { approvers: ["qa"], environment: "qro-prod", repository: "edgecafe", actors: ["mara"] };
const review = (state: RunReview["state"], person: string | undefined, ...environments: string[]): RunReview => ({
  state,
  person,
  environments: environments.length > 0 ? environments : ["qro-prod"],
});
const approved = (approver: string | undefined) => ({ kind: "approved", approver });
const refused = (reason: string) => ({ kind: "refused", reason });

const NOBODY = refused(
  'Nobody approved the environment "qro-prod" for this run, and the team qa has to. Either it has no reviewers, or there was none and GitHub just made it: the stack "github-edgecafe" gives it those of the catalogue. Deploy that stack, then start a new run.',
);
const SELF = (who: string) =>
  refused(
    `${who} asked for this, and approved it too. Somebody else of the team qa has to: start a new run, and switch on "Prevent self-review" of the environment "qro-prod", which the stack "github-edgecafe" does.`,
  );
const REJECTED = refused(
  'The environment "qro-prod" was rejected for this run. Start a new run of the workflow once the team qa agrees.',
);

describe("a run of GitHub Actions", () => {
  it.each<[name: string, reviews: readonly RunReview[], approval: object]>([
    ["somebody else approved", [review("approved", "quinn")], approved("quinn")],
    [
      "two approved, one an attempt",
      [review("approved", "quinn"), review("approved", "rosa")],
      approved("quinn, rosa"),
    ],
    [
      "the same person approved two attempts",
      [review("approved", "quinn"), review("approved", "quinn")],
      approved("quinn"),
    ],
    [
      "this environment was among those approved",
      [review("approved", "quinn", "other", "qro-prod")],
      approved("quinn"),
    ],
    ["nobody reviewed anything", [], NOBODY],
    ["another environment was approved", [review("approved", "quinn", "qro-uat")], NOBODY],
    ["one whose name only begins the same", [review("approved", "quinn", "qro-production")], NOBODY],
    ["a review is not finished", [review("pending", "quinn")], NOBODY],
    ["an app approved, or an account that is gone", [review("approved", undefined)], NOBODY],
    ["who asked approved", [review("approved", "mara")], SELF("mara")],
    ["who asked approved, in other capitals", [review("approved", "Mara")], SELF("Mara")],
    ["who asked approved a later attempt", [review("approved", "quinn"), review("approved", "mara")], SELF("mara")],
    ["it was rejected", [review("rejected", "quinn")], REJECTED],
    ["one attempt was rejected, another approved", [review("rejected", "quinn"), review("approved", "rosa")], REJECTED],
    [
      "another environment was rejected",
      [review("rejected", "quinn", "x"), review("approved", "quinn")],
      approved("quinn"),
    ],
  ])("that needs somebody's approval: %s", (_, reviews, approval) => {
    expect(approvalOfRun(NEEDED, reviews)).toEqual(approval);
  });

  it("that somebody else started again needs another one than both of them", () => {
    const needed = { ...NEEDED, actors: ["mara", "ines"] };
    expect(approvalOfRun(needed, [review("approved", "ines")])).toEqual(SELF("ines"));
    expect(approvalOfRun(needed, [review("approved", "quinn")])).toEqual(approved("quinn"));
  });

  it.each<[name: string, reviews: readonly RunReview[], approver: string | undefined]>([
    ["says nobody's name", [], undefined],
    ["says who approved it all the same", [review("approved", "quinn")], "quinn"],
    ["does not call it an approval when who asked gave it", [review("approved", "mara")], undefined],
  ])("that nobody has to approve %s", (_, reviews, approver) => {
    expect(approvalOfRun({ ...NEEDED, approvers: [] }, reviews)).toEqual(approved(approver));
  });

  it("names every team that may approve", () => {
    expect(approvalOfRun({ ...NEEDED, approvers: ["deployment", "qa"] }, [])).toMatchObject({
      reason: expect.stringContaining("and one of the teams deployment, qa has to."),
    });
  });
});

describe("outside of GitHub Actions", () => {
  const { environment: _, ...needed } = NEEDED;

  it.each<[name: string, approvers: readonly string[], approvedBy: string | undefined, approval: object]>([
    ["nobody has to, and nobody did", [], undefined, approved(undefined)],
    ["nobody has to, and somebody did", [], "quinn", approved("quinn")],
    ["somebody else did", ["qa"], "quinn", approved("quinn")],
    [
      "nobody is said to have done it",
      ["qa"],
      undefined,
      refused("The team qa has to approve this. Say who did with --approved-by NAME."),
    ],
    [
      "who asks is named",
      ["qa"],
      "MARA",
      refused("MARA asks for this, and cannot approve it too. Name somebody else with --approved-by."),
    ],
    [
      "the name is none",
      ["qa"],
      "",
      refused(`--approved-by is "", which is no name. Use somebody's login, such as mara.`),
    ],
    [
      "the name would act on a terminal",
      ["qa"],
      "q\u001b[2J\nx",
      refused(`--approved-by is "q\\\\u001b[2J\\\\nx", which is no name. Use somebody's login, such as mara.`),
    ],
  ])("%s", (_, approvers, approvedBy, approval) => {
    expect(approvalByName({ ...needed, approvers }, approvedBy)).toEqual(approval);
  });
});
