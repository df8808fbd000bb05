import { approvedByPullRequest } from "../../../operations/deploy/approval";
import { type Rehearsal, rehearsalOf } from "../../../operations/deploy/rehearsal";
import { publicationOf } from "../../../operations/report/pull-request/publication";
import { publishReport } from "../../../operations/report/pull-request/publish";
import { readPlan } from "../../../operations/report/read/plan-file";
import { HEAD, type LocalGitHub, localGitHub, NEXT_HEAD } from "../../support/github";
import { repositoryOf, TOKEN } from "../report/pull-request/support";
import { aPlan, resource } from "../report/support";

const LABEL = "plan: confirmed";

/** What one stack does to one resource. */
const planned = (name: string, actions: readonly string[] = ["create"]): Rehearsal => {
  const sides = actions.includes("delete") ? { before: { name } } : { after: { name } };
  const plan = aPlan({ resource_changes: [resource(`aws_sqs_queue.${name}`, actions, sides)] });
  return rehearsalOf([{ id: "dev-data", status: "planned", plan: readPlan(JSON.stringify(plan), "x") }], {});
};

let github: LocalGitHub;
beforeEach(async () => {
  github = await localGitHub("Adds a queue.", TOKEN);
});
afterEach(() => github.close());

const publish = ({ report }: Rehearsal) =>
  publishReport(repositoryOf(github), publicationOf(report, {}, { number: 7, commit: HEAD, branch: "dev" }));

function merge(): void {
  Object.assign(github.pull, { state: "closed", merged: true, mergeCommit: NEXT_HEAD });
}

const decide = (now: Rehearsal, branch = "dev") =>
  approvedByPullRequest(repositoryOf(github), { branch, commit: NEXT_HEAD, label: LABEL, allowed: [] }, now);

describe("what a merged pull request approves", () => {
  it("is exactly what it showed", async () => {
    await publish(planned("orders"));
    merge();
    const now = planned("orders");
    expect(await decide(now)).toEqual({ approval: { kind: "pull-request", number: 7, digest: now.digest } });
  });

  it("is nothing else, and what differs is said", async () => {
    await publish(planned("orders"));
    merge();
    const now = planned("invoices");
    const { digest } = planned("orders");
    expect(await decide(now)).toEqual({
      refused: [
        `What Terraform would do now is not what pull request #7 showed (${digest} there, ${now.digest} now).`,
        '+ aws_sqs_queue.invoices (in "dev-data") was not shown.',
        '+ aws_sqs_queue.orders (in "dev-data") was shown, and is not needed any more.',
      ],
      shown: expect.objectContaining({ format: 1, commit: HEAD }),
      pullRequest: 7,
    });
  });

  it("is not what its description claims: only the check run counts", async () => {
    await publish(planned("orders"));
    github.pull.body = (github.pull.body ?? "").replaceAll("orders", "invoices");
    merge();
    expect(await decide(planned("invoices"))).toMatchObject({ refused: expect.anything() });
    expect(await decide(planned("orders"))).toMatchObject({ approval: { number: 7 } });
  });

  it.each<[string, () => void, string]>([
    [
      "a pull request that was merged into another branch",
      () => Object.assign(github.pull, { branch: "main" }),
      "without a pull request",
    ],
    [
      "a push",
      () => Object.assign(github.pull, { mergeCommit: HEAD }),
      "Commit d0e1f2a came to dev without a pull request, so nobody has seen what it does.",
    ],
    [
      "a plan that is still being made",
      () => Object.assign(github.state.checks.at(-1) ?? {}, { status: "in_progress", conclusion: null }),
      "was shown to its end",
    ],
    [
      "a check run of somebody else's",
      () => Object.assign(github.state.checks.at(-1) ?? {}, { app: "renovate" }),
      "was shown to its end",
    ],
  ])("is nothing after %s", async (_, change, because) => {
    await publish(planned("orders"));
    merge();
    change();
    expect(await decide(planned("orders"))).toMatchObject({ refused: [expect.stringContaining(because)] });
  });

  it("that destroys something is confirmed by somebody, before the merge or after it", async () => {
    const destroys = planned("orders", ["delete"]);
    await publish(destroys);
    merge();
    expect(await decide(destroys)).toEqual({
      refused: [
        'The plan of pull request #7 destroys, replaces or unprotects something, and nobody confirmed it. Put the label "plan: confirmed" on it, and run this again.',
      ],
      pullRequest: 7,
    });
    github.state.labels.set(LABEL, { color: "5319e7", description: "Somebody looked at it." });
    github.state.label(github.pull, LABEL, "mara");
    expect(await decide(destroys)).toMatchObject({ approval: { kind: "pull-request", number: 7 } });
  });

  it("that destroys something is confirmed by somebody, whatever a workflow wrote into the check run", async () => {
    const destroys = planned("orders", ["delete"]);
    const [prepared, target] = [publicationOf(destroys.report, {}, { number: 7, commit: HEAD, branch: "dev" }), github];
    await publishReport(repositoryOf(target), { ...prepared, toConfirm: 0 });
    merge();
    expect(await decide(destroys)).toMatchObject({ refused: [expect.stringContaining("nobody confirmed it")] });
  });

  it("whose plan had failed approves nothing", async () => {
    const failed = rehearsalOf([{ id: "dev-data", status: "failed", error: "x" }], {});
    await publish(failed);
    merge();
    expect(await decide(failed)).toMatchObject({
      refused: ["The plan that pull request #7 showed had failed, so it approves nothing."],
    });
  });
});
