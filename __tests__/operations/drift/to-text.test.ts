import { driftJson } from "../../../operations/drift/to-json";
import { driftMarkdown } from "../../../operations/drift/to-markdown";
import { driftText } from "../../../operations/drift/to-text";
import { ABSENT, attribute, SENSITIVE, value } from "../report/changes";
import { aDriftedStack, aDriftReport, anIgnore, aStackDrift, COMMIT } from "./support";

const count = attribute("desired_count", value(1), value(4));
const report = aDriftReport(
  [
    aDriftedStack({
      ignored: [
        { address: "aws_ecs_service.a", attribute: count, by: { kind: "configuration" } },
        { address: "aws_x.b", by: { kind: "catalogue", entry: anIgnore() } },
        { address: "aws_x.c", attribute: attribute("a", ABSENT, value("")), by: { kind: "same-meaning" } },
      ],
    }),
    aStackDrift({ id: "dev-dns", unapplied: "outdated" }),
    aStackDrift({ id: "dev-broken", status: "failed", because: "╷\n│ Error: no\n╵" }),
    aStackDrift({
      id: "dev-new",
      status: "not-looked-at",
      because: "It has no state: it was never deployed.",
      unapplied: "never-deployed",
    }),
    aStackDrift({ id: "github", status: "not-looked-at", because: "Not planned here." }),
  ],
  {
    unrecorded: { ref: "HEAD", commit: COMMIT, isAll: true },
    unused: [anIgnore()],
    ended: [anIgnore({ until: "2026-01-31" })],
  },
);

describe("what people read", () => {
  it("says in a terminal what drifted, what failed, what is ignored, and what is only not deployed", () => {
    expect(
      driftText(report),
    ).toBe(`No deployment of dev is recorded: \`infra deploy\` never deployed it. Its stacks are compared with abc1234 (HEAD) instead.

dev-network drifted (catalogue/networks/dev.yaml). It is not as deployed from abc1234; in state → there:
  ! aws_s3_bucket.reports
      tags.Owner: "backend" → "mallory"

dev-broken could not be looked at:
    Error: no

2 differences ignored:
    dev-network  aws_ecs_service.a desired_count: ignored by configuration (lifecycle.ignore_changes)
    dev-network  aws_x.b is gone: ignored by catalogue/drift.yaml:4 until 2026-12-31: A program of the storage team changes it.

github was not looked at: Not planned here.

Not as def5678 (origin/dev) has it, which is no drift:
    dev-dns  deployed from an older commit, and its configuration changed since. Deploy the branch.
    dev-new  never deployed: it has no state. Deploy the branch.

catalogue/drift.yaml:4 ended on 2026-01-31 and leaves nothing out. platform answers for it.
catalogue/drift.yaml:4 left nothing out in this run. Take it out if it is needed no more.

dev: 1 resource drifted, in 1 of 2 stacks; 1 could not be looked at`);
  });

  it("says the same in a job summary", () => {
    expect(driftMarkdown(report, 10_000)).toMatchSnapshot();
  });

  it("is one line when there is nothing to say", () => {
    expect(driftText(aDriftReport([aStackDrift()]))).toBe("dev: no drift in 1 stack");
  });
});

describe("a stack of which no deployment is recorded", () => {
  it("is not said to be deployed from a commit", () => {
    const assumed = aDriftReport([aDriftedStack({ isAssumed: true })]);
    for (const text of [driftText(assumed), driftMarkdown(assumed, 10_000)]) {
      expect(text).toMatch(/ot as (?:<code>)?abc1234(?:<\/code>)? has it: no deployment of it is recorded/);
    }
  });
});

describe("what machines read", () => {
  it("leaves nothing out, but what is secret", () => {
    const hidden = aStackDrift({
      id: "dev-secret",
      status: "drifted",
      resources: [],
      ignored: [
        { address: "aws_x.a", attribute: attribute("value", SENSITIVE, SENSITIVE), by: { kind: "same-meaning" } },
      ],
    });
    expect(driftJson({ ...report, stacks: [...report.stacks, hidden] })).toMatchSnapshot();
  });
});
