import { DATA_LEAVES_WHEN_IT_RETIRES, leavingData } from "../../../operations/plan/leaving-data";
import type { PlanIndex } from "../../../operations/plan/plan-index";
import type { Retiring } from "../../../operations/plan/synthesized-stack";
import { toHtml } from "../../../operations/report/html/to-html";
import { toMarkdown } from "../../../operations/report/markdown/to-markdown";
import { publicationOf } from "../../../operations/report/pull-request/publication";
import { resultsOfRun } from "../../../operations/report/read/from-plans";
import { reportOf } from "../../../operations/report/report-of";
import type { JsonObject } from "../../../terraform-json/json";

const RETIRING: Retiring = {
  reason: "nobody uploads any more",
  owner: "backend",
  backup: "s3://backups/uploads",
  until: "2027-01-31",
};

const PLAN = {
  format_version: "1.2",
  resource_changes: [
    {
      address: "aws_s3_bucket.uploads",
      mode: "managed",
      type: "aws_s3_bucket",
      name: "uploads",
      action_reason: "delete_because_no_resource_config",
      change: {
        actions: ["delete"],
        before: { bucket: "uploads" },
        after: null,
        before_sensitive: {},
        after_sensitive: false,
      },
    },
  ],
};

/** The report on a stack that loses its bucket, on a day. */
function reported(retiring: Retiring | undefined, today: string) {
  const index: PlanIndex = {
    format: 1,
    mode: "real",
    stacks: [
      {
        id: "dev-data",
        labels: {
          kind: "retiring",
          network: "dev",
          source: "catalogue/retiring/dev-data.yaml",
          ...(retiring && { retiring }),
        },
        dependencies: [],
        stubs: [],
        notes: [],
        findings: leavingData("dev-data", PLAN as unknown as JsonObject, retiring),
        status: "planned",
        hasChanges: true,
        counts: {} as never,
        applicable: true,
        files: { plan: "plans/dev-data.json", saved: "scratch/dev-data/tfplan" },
      },
    ],
  };
  const report = reportOf(resultsOfRun(index, () => JSON.stringify(PLAN), today));
  const { isFailed, toConfirm } = publicationOf(report, {}, { number: 7, commit: "0".repeat(40) });
  return { text: toMarkdown(report), page: toHtml(report), isFailed, toConfirm };
}

describe("the report on what is destroyed on purpose", () => {
  it("passes, shows it as a danger that somebody has to confirm, and says why and where the backup is", () => {
    const { text, isFailed, toConfirm } = reported(RETIRING, "2027-01-31");
    expect({ isFailed, toConfirm }).toEqual({ isFailed: false, toConfirm: 1 });
    expect(text).toContain("**stateful** <code>dev-data</code> <code>aws_s3_bucket.uploads</code>: it holds data");
    for (const part of [
      "This stack leaves, with all that it holds.",
      "backups",
      "backend answers for it, until 2027-01-31",
    ])
      expect(text).toContain(part);
    expect(text).not.toContain(DATA_LEAVES_WHEN_IT_RETIRES);
  });

  it("says why, and where the backup is, before any fold and before the list of what goes", () => {
    const { text, page } = reported({ ...RETIRING, reason: "nobody | uploads <b>any</b> more" }, "2027-01-31");
    const [line, next] = text.split("\n").slice(text.split("\n").findIndex((each) => each.includes("on purpose")));
    expect(line).toBe(
      "> - <code>dev-data</code> **leaves on purpose**. Why: <code>nobody &#124; uploads &#60;b&#62;any&#60;/b&#62; more</code>. Final backup: <code>s3&#58;<wbr>//backups/uploads</code>. <code>backend</code> answers for it, until 2027-01-31",
    );
    expect(next).toContain("**stateful** <code>dev-data</code> <code>aws_s3_bucket.uploads</code>");
    expect(page).toMatch(/<b>leaves on purpose<\/b>.*\n?.*Why: .*uploads &lt;b&gt;any/);
  });

  it("says nothing of it when nothing of it is destroyed", () => {
    const elsewhere = { ...RETIRING, addresses: ["aws_s3_bucket.other"] };
    expect(reported(elsewhere, "2027-01-31").text).not.toContain("on purpose**");
  });

  it("names what leaves a stack that lives on, and why there is no backup", () => {
    const retiring = {
      ...RETIRING,
      addresses: ["aws_s3_bucket.uploads"],
      backup: "none",
      because: "it was never used",
    };
    const { text, isFailed } = reported(retiring, "2027-01-31");
    expect(isFailed).toBe(false);
    expect(text).toMatch(/Leaves this stack on purpose.*aws_s3_bucket\.uploads/);
    expect(text).toContain("none, because it was never used");
  });

  it.each([
    ["nobody lets it leave", undefined, "2027-01-31"],
    ["the last day is over", RETIRING, "2027-02-01"],
  ])("fails when %s", (_, retiring, today) => {
    const { text, isFailed } = reported(retiring, today);
    expect(isFailed).toBe(true);
    expect(text).toContain("**refused** <code>dev-data</code> <code>aws_s3_bucket.uploads</code>");
    expect(text).toContain("npx infra retire dev-data --address ADDRESS");
  });
});
