import type { Deployed } from "../../../operations/deploy/deploy";
import type { StackDeployment } from "../../../operations/deploy/deployment";
import { outcomeAsMarkdown, stoppedAsMarkdown } from "../../../operations/deploy/markdown";
import { outcomeAsText } from "../../../operations/deploy/outcome";
import { rehearsalOf } from "../../../operations/deploy/rehearsal";
import { readPlan } from "../../../operations/report/read/plan-file";
import { codePointsIn } from "../../../operations/report/wording/code-points";
import { aPlan, resource } from "../report/support";

const COMMIT = "c".repeat(40);

/** Longest comment. Source: GitHub's answer to a longer one, "Body is too long (maximum is 65536 characters)". */
const LONGEST_COMMENT = 65_536;

const rehearsal = rehearsalOf(
  Array.from({ length: 400 }, (_, index) => ({
    id: `dev-service-${index}`,
    status: "planned" as const,
    plan: readPlan(
      JSON.stringify(
        aPlan({
          resource_changes: ["a", "b", "c"].map((name) => resource(`aws_x.${name}`, ["create"], { after: { name } })),
        }),
      ),
      "x",
    ),
  })),
  { commit: COMMIT },
);

const deployed = (stacks: readonly StackDeployment[], status: "failed" | "succeeded" = "failed"): Deployed => ({
  kind: "deployed",
  deployment: { format: 1, branch: "dev", commit: COMMIT, approvals: [], runs: [], status, stacks },
});

const markdown = (outcome: Deployed): string =>
  outcomeAsMarkdown(outcome, { branch: "dev", commit: COMMIT, facts: {}, allowed: [] });

const failed = (count: number, because: string): readonly StackDeployment[] =>
  Array.from({ length: count }, (_, index) => ({ id: `dev-service-${index}`, status: "failed", because }));

describe("what came of a deployment, as Markdown", () => {
  it.each<[string, Deployed]>([
    ["400 stacks that failed, each for a long reason", deployed(failed(400, `Error: ${"x".repeat(9_000)}`))],
    ["a reason of nothing but what is not seen", deployed(failed(400, "\u202e".repeat(9_000)))],
    [
      "1,000 stacks with long names",
      deployed(failed(1_000, "x").map((stack) => ({ ...stack, id: `${stack.id}${"*".repeat(600)}` }))),
    ],
    [
      "what is left to be approved of all that",
      { ...deployed(failed(400, "y".repeat(9_000))), next: rehearsal } as Deployed,
    ],
    [
      "400 reasons to refuse",
      { kind: "refused", because: failed(400, "").map(({ id }) => `${id} ${"`z\n".repeat(3_000)}`), rehearsal },
    ],
  ])("has room in a comment: %s", (_, outcome) => {
    const text = markdown(outcome);
    expect(codePointsIn(text)).toBeLessThan(LONGEST_COMMENT);
    expect(text).toMatch(/… and [\d,]+ more (?:reasons|stacks): the log of the run has all\./);
  });

  it("names no digest where none would help", () => {
    const refused = { kind: "refused" as const, because: ["x"], rehearsal };
    const tell = (outcome: Deployed) =>
      [markdown(outcome), outcomeAsText(outcome, "dev", COMMIT)].map((text) => text.includes(rehearsal.digest));
    expect([tell(refused), tell({ ...refused, isToMend: true })]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it("names all of a few", () => {
    expect(markdown(deployed(failed(2, "Error: no")))).toBe(
      [
        "## Deployed in part: <code>ccccccc</code> to <code>dev</code>: 2 failed",
        "| stack | |\n|---|---|\n| <code>dev-service-0</code> | **failed** |\n| <code>dev-service-1</code> | **failed** |",
        "<details><summary><code>dev-service-0</code></summary>\n\n```\nError: no\n```\n\n</details>",
        "<details><summary><code>dev-service-1</code></summary>\n\n```\nError: no\n```\n\n</details>\n",
      ].join("\n\n"),
    );
  });
});

describe("a deployment that an error ended", () => {
  it("is told with the error, as a text", () => {
    expect(stoppedAsMarkdown(new Error("the lock was lost ```\n## x"), { branch: "dev", commit: COMMIT })).toBe(
      "## The deployment of <code>ccccccc</code> to <code>dev</code> stopped\n\n````\nthe lock was lost ```\n## x\n````\n\nWhat was done until then is on record. Run it again: it goes on from there.\n",
    );
  });
});

describe("what came of a deployment, at a terminal", () => {
  it("holds nothing that a terminal obeys", () => {
    const because = "\u2577\n\u2502 Error: \u001b[2Jgone\rall is well\u0008\u202e\n\u2575";
    expect(outcomeAsText(deployed(failed(1, because)), "dev", COMMIT)).toBe(
      "dev-service-0 failed:\n  Error: gone\\rall is well\\u0008\\u202e\n\nccccccc on dev: 1 failed",
    );
  });
});
