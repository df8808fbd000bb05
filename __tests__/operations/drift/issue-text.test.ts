import { issueText, subjectOf } from "../../../operations/drift/issue-text";
import { driftMarkdown } from "../../../operations/drift/to-markdown";
import { driftText } from "../../../operations/drift/to-text";
import { codePointsIn } from "../../../operations/report/wording/code-points";
import { aChange, attribute, value } from "../report/changes";
import { aDriftedStack, aDriftReport, anIgnore, aStackDrift } from "./support";

describe("an issue about drift", () => {
  it("says what drifted and what to do", () => {
    expect(issueText("dev", aDriftedStack())).toEqual({
      title: "Drift in dev-network",
      body: `<!-- infra:drift branch="dev" stack="dev-network" -->

**1 resource** of <code>dev-network</code> is not as deployed from <code>abc1234</code> (<code>catalogue/networks/dev.yaml</code>). Somebody or something changed what is there behind Terraform's back. In the state → there:

\`\`\`diff
! aws_s3_bucket.reports
    tags.Owner: "backend" → "mallory"
\`\`\`

What to do:
- **It should be as it was**: deploy <code>dev</code> again. The plan shows what it takes back, and waits for an approval.
- **It should stay**: write it into the catalogue or the code. Once that is deployed, nothing differs.
- **It may always differ**: add it to \`catalogue/drift.yaml\`, with a reason, an owner and a day on which that ends.

\`npx infra drift --branch dev --stack dev-network\` looks again.

<sub>\`infra drift\` keeps this text up to date and closes the issue when the drift is gone. Write comments: what is written here is written over.</sub>`,
    });
  });

  it("is found again by its mark, when we wrote it", () => {
    const { body } = issueText("dev", aDriftedStack());
    const author = { login: "us", isBot: true };
    expect(subjectOf({ body, author }, "us")).toEqual({ branch: "dev", stack: "dev-network" });
    expect(subjectOf({ body, author }, "others")).toBeUndefined();
  });

  it("fits however much drifted, and counts what it leaves out", () => {
    const wide = attribute("policy", value("`<!--".repeat(40)), value("x".repeat(200)));
    const resources = Array.from({ length: 2000 }, (_, index) =>
      aChange("update", `aws_x.resource_${index}`, { attributes: [wide] }),
    );
    const { body } = issueText("dev", aDriftedStack({ resources }));
    expect(codePointsIn(body)).toBeLessThan(65_536);
    expect(codePointsIn(body)).toBeGreaterThan(55_000);
    expect(body).toMatch(/\n# … [\d,]+ more lines: `infra drift` shows them all\n`+\n/);
    const report = aDriftReport([aDriftedStack({ resources }), aDriftedStack({ id: "dev-other" })]);
    expect(codePointsIn(driftMarkdown(report, 5_000))).toBeLessThan(5_000);
    expect(driftMarkdown(report, 100_000)).toContain("dev-other");
  });
});

/** What would do something to a terminal, to Markdown, to a log of GitHub Actions, or to our own mark. */
const HOSTILE = "\u001b[31m\r\n::error::x ``` </code><img src=x> @mallory <!-- infra:drift --> \u202e ##[group]";

describe("texts that somebody else chose", () => {
  const stack = aDriftedStack({
    source: `catalogue/${HOSTILE}`,
    resources: [
      aChange("update", `aws_x.a["${HOSTILE}"]`, {
        attributes: [attribute(`tags.${HOSTILE}`, value(HOSTILE), value("b"))],
      }),
      aChange("delete", `aws_x.b["${HOSTILE}"]`),
    ],
    ignored: [
      {
        address: `aws_x.c["${HOSTILE}"]`,
        attribute: attribute(`tags.${HOSTILE}`, value("a"), value("b")),
        by: { kind: "catalogue", entry: anIgnore({ reason: HOSTILE }) },
      },
    ],
  });
  const report = aDriftReport(
    [
      stack,
      aStackDrift({ id: "dev-failed", status: "failed", because: `Error: ${HOSTILE}` }),
      aStackDrift({ id: HOSTILE, status: "not-looked-at", because: HOSTILE, unapplied: "vanished" }),
    ],
    {
      unrecorded: { ref: HOSTILE, commit: "0".repeat(40), isAll: true },
      unused: [anIgnore()],
      ended: [anIgnore({ owner: HOSTILE })],
    },
  );

  it.each([
    ["a terminal", driftText(report)],
    ["a job summary", driftMarkdown(report, 100_000)],
    ["an issue", issueText("dev", stack).body],
  ])("do nothing to %s", (_, text) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
    expect(text).not.toMatch(/^\s*::/m);
  });

  it.each([
    ["a job summary", driftMarkdown(report, 100_000)],
    ["an issue", issueText("dev", stack).body],
  ])("mean nothing in the Markdown of %s", (_, markdown) => {
    const outside = markdown.replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, "").replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, "");
    expect(outside).not.toMatch(/<img|@mallory|<\/code><img/);
    expect(markdown.match(/<!--/g) ?? []).toHaveLength(markdown.startsWith("<!-- infra:drift") ? 1 : 0);
  });
});
