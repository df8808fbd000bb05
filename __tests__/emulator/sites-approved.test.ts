import { type LocalGitHub, localGitHub } from "../support/github";
import type { Ran } from "../support/infra";
import { type SiteStages, siteBuild, siteStages } from "../support/site-stages";

const TOKEN = "ghs_a1b2c3d4e5f6";
const [UAT, PROD] = ["edgecafetraining.qro-uat.equipweb.biz", "edgecafe.qro.equipweb.biz"];

// Each command is a process.
jest.setTimeout(120_000);

let stages: SiteStages;
let github: LocalGitHub;
let runs = 9_000_000_000;

beforeAll(async () => {
  stages = await siteStages();
  github = await localGitHub(null, TOKEN);
});
afterAll(async () => {
  await stages?.stop();
  await github?.close();
});

/** A run that somebody starts now; its job begins whenever quinn agrees. */
function started(environment: string, attempt = 1) {
  runs += 1;
  // GitHub tells the second: what follows at once is after it.
  const startedAt = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  github.state.runs.set(runs, [{ state: "approved", by: "quinn", environments: [environment] }]);
  github.state.attempts.set(runs, { attempt, startedAt });
  return {
    GITHUB_ACTIONS: "true",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "equipweb/infra",
    GITHUB_RUN_ID: String(runs),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_ACTOR: "mara",
    GITHUB_API_URL: github.url,
    GITHUB_TOKEN: TOKEN,
  };
}

/** People need longer than the second that GitHub tells. */
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1100));

const commits = { first: "1".repeat(40), second: "2".repeat(40) };

async function toUat(which: keyof typeof commits): Promise<void> {
  await stages.publish(siteBuild(which), "main", commits[which]);
  await stages.promote("dev");
  await stages.promote("uat");
}
const infra = (words: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> => stages.infra(words, env);
const commitOf = async (stage: string, host: string) => (await stages.record(stage, host))?.latest.version.commit;

/** What is refused, without its times. */
const refusal = ({ code, stdout, stderr }: Ran) => ({
  code,
  stdout,
  stderr: stderr.trim().replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME"),
});

describe("a run that waited for somebody's approval", () => {
  it("promotes what was there before it was started, and refuses what came while it waited", async () => {
    await toUat("first");
    await aMoment();
    const early = started("qro-prod");
    const other = started("qro-prod");
    expect(await infra(["promote", "qro", "prod"], early)).toMatchObject({ code: 0 });
    expect(await commitOf("prod", PROD)).toBe(commits.first);

    await toUat("second");
    const said = `${UAT} (uat) got the commit 2222222 at TIME, and this run was started at TIME: nobody approved that. Start a new run of the workflow, and have that approved.`;
    expect(refusal(await infra(["promote", "qro", "prod"], other))).toEqual({ code: 2, stdout: "", stderr: said });
    expect(await commitOf("prod", PROD)).toBe(commits.first);

    await aMoment();
    expect(await infra(["promote", "qro", "prod"], started("qro-prod"))).toMatchObject({ code: 0 });
    expect(await commitOf("prod", PROD)).toBe(commits.second);
  });

  it("is refused when it was started again meanwhile", async () => {
    expect(refusal(await infra(["promote", "qro", "prod"], started("qro-prod", 2)))).toMatchObject({
      code: 2,
      stderr:
        "This is attempt 1 of the run, and attempt 2 was started since. Start a new run of the workflow, and have that approved.",
    });
  });

  it("rolls back from what was there before it was started, or to the commit that was named", async () => {
    await aMoment();
    const [waited, named] = [started("qro-prod"), started("qro-prod")];
    const back = ["rollback", "qro", "prod"];
    expect(await infra(back, started("qro-prod"))).toMatchObject({ code: 0 });
    expect(await commitOf("prod", PROD)).toBe(commits.first);
    expect(refusal(await infra(back, waited))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        `${PROD} (prod) got the commit 1111111 at TIME, and this run was started at TIME`,
      ),
    });
    expect(await infra([...back, "--to", "2222222"], named)).toMatchObject({ code: 0 });
    expect(await stages.record("prod", PROD)).toMatchObject({
      latest: { version: { commit: commits.second }, from: { kind: "rollback" }, actor: "mara", approver: "quinn" },
    });
  });
});

describe("a run that nobody has to approve", () => {
  it("names who did so all the same, and does not wait for GitHub to say who", async () => {
    await stages.publish(siteBuild("third"), "main", "3".repeat(40));
    await stages.promote("dev");
    expect(await infra(["promote", "qro", "uat"], started("qro-uat"))).toMatchObject({ code: 0 });
    expect(await stages.record("uat", UAT)).toMatchObject({ latest: { actor: "mara", approver: "quinn" } });

    await stages.publish(siteBuild("fourth"), "main", "4".repeat(40));
    await stages.promote("dev");
    const { code, stderr } = await infra(["promote", "qro", "uat"], { ...started("qro-uat"), GITHUB_TOKEN: "ghs_old" });
    expect(code).toBe(0);
    expect(stderr).toContain("Nobody has to approve this, so it goes on: could not read who approved run");
    expect((await stages.record("uat", UAT))?.latest).not.toHaveProperty("approver");
  });
});
