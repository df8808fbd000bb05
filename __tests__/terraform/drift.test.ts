import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutBucketTaggingCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { settingsFor } from "../../adapters/aws/connection";
import { deployedKey } from "../../operations/deploy/deployment";
import { type LocalGitHub, localGitHub } from "../support/github";
import { infraBeside, type Ran } from "../support/infra";
import { type Moto, startMoto } from "../support/moto";
import { PROBED, type ProbeCheckout, probeCheckout, probesOf, terraformOf } from "../support/probe-checkout";
import type { Terraform } from "../support/terraform";

const MINUTE = 60_000;

/** What is made of it must never be read anywhere. */
const SECRET = "n0t-f0r-the-report-7Q2x";

const STACKS = {
  "dev-probe": {
    aws_s3_bucket: {
      reports: { bucket: "reports", tags: { Owner: "backend" } },
      archive: { bucket: "archive", tags: { Owner: "backend" }, lifecycle: { ignore_changes: ["tags"] } },
    },
    aws_s3_bucket_versioning: {
      reports: { bucket: "${aws_s3_bucket.reports.id}", versioning_configuration: { status: "Enabled" } },
    },
    aws_ssm_parameter: { key: { name: "/probe/key", type: "SecureString", value: "as-it-was-deployed" } },
  },
};

/** One run after the other, each on what the one before left: what is looked at is real, and so is what looks. */
describe("infra drift", () => {
  let moto: Moto;
  let repository: ProbeCheckout;
  let terraform: Terraform;
  let s3: S3Client;
  let github: LocalGitHub;
  let deployed = "";
  const folder = mkdtempSync(join(tmpdir(), "drift-"));
  const summary = join(folder, "summary.md");

  const drift = (...words: readonly string[]): Promise<Ran> =>
    infraBeside(["drift", "--branch", "dev", "--endpoint", moto.url, ...words], {
      root: repository.folder,
      env: { GITHUB_REPOSITORY: "equipweb/infra", GITHUB_TOKEN: "ghs_a1b2c3d4e5f6", GITHUB_API_URL: github.url },
    });
  const tag = (Bucket: string, tags: Readonly<Record<string, string>>) => {
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    return s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  };
  const record = (commit: string) =>
    s3.send(
      new PutObjectCommand({
        Bucket: PROBED.records,
        Key: deployedKey("dev"),
        Body: JSON.stringify({ format: 1, stacks: { "dev-probe": { commit, at: "2026-03-02T09:00:00Z" } } }),
      }),
    );

  beforeAll(async () => {
    github = await localGitHub("", "ghs_a1b2c3d4e5f6");
    repository = probeCheckout();
    deployed = repository.commitStacks(STACKS);
    moto = await startMoto(PROBED.accountId);
    s3 = new S3Client({ ...settingsFor({ endpoint: moto.url }, PROBED.region), forcePathStyle: true });
    for (const Bucket of [PROBED.states, PROBED.records]) {
      await s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: PROBED.region } }),
      );
    }
    const [stack] = await probesOf(repository);
    if (!stack) throw new Error("there is no stack");
    terraform = await terraformOf(stack, join(repository.folder, ".infra", "deployed"), moto.url, moto.environment);
    terraform.run("apply", "-input=false", "-auto-approve");
    await record(deployed);
  }, 2 * MINUTE);

  afterAll(async () => {
    await moto?.stop();
    await github?.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(repository.folder, { recursive: true, force: true });
  });

  it("finds what was changed behind Terraform's back, once, shows no secret, and opens an issue", async () => {
    await tag("reports", { Owner: "mallory" });
    await tag("archive", { Owner: "mallory" });
    await putParameter(moto.url, SECRET);
    repository.write("catalogue/drift.yaml", IGNORED);
    const { code, stdout, stderr } = await drift("--issues", "--summary", summary);
    const short = deployed.slice(0, 7);
    // What versioning, a resource of its own, makes of the bucket's attributes since it was made is none.
    expect(stdout.split("\n")).toEqual([
      `dev-probe drifted (catalogue/probes/dev-probe.yaml). It is not as deployed from ${short}; in state → there:`,
      "  ! aws_s3_bucket.reports",
      '      tags.Owner: "backend" → "mallory"',
      "  ! aws_ssm_parameter.key",
      "      value: (sensitive), changes",
      "",
      "2 differences ignored:",
      "    dev-probe  aws_s3_bucket.archive tags.Owner: ignored by configuration (lifecycle.ignore_changes)",
      "    dev-probe  aws_ssm_parameter.key version: ignored by catalogue/drift.yaml:2 until 2999-12-31: Whoever writes a parameter counts it up.",
      "",
      "dev: 2 resources drifted, in 1 of 1 stack",
      "",
    ]);
    expect(code).toBe(3);
    expect(stderr).toContain("dev-probe: opened issue 8\n");
    const [issue] = github.state.issues.values();
    expect(issue).toMatchObject({ title: "Drift in dev-probe", labels: ["drift"], state: "open" });
    expect(issue?.body).toContain('! aws_s3_bucket.reports\n    tags.Owner: "backend" → "mallory"\n');
    expect(readFileSync(summary, "utf8")).toContain('    tags.Owner: "backend" → "mallory"\n');
    for (const text of [stdout, stderr, issue?.body, readFileSync(summary, "utf8")]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain("as-it-was-deployed");
    }
  });

  it("finds none once a deployment took it back, and closes the issue", async () => {
    terraform.run("apply", "-input=false", "-auto-approve");
    const { code, stdout, stderr } = await drift("--issues", "--json");
    const report = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(report.stacks).toMatchObject([{ stack: "dev-probe", commit: deployed, status: "in-sync", resources: [] }]);
    expect(stderr).toContain("dev-probe: closed issue 8\n");
    expect(github.state.issues.get(8)?.state).toBe("closed");
  });

  it("fails for a stack whose commit nobody has any more, and says what to do", async () => {
    await record("f".repeat(40));
    const { code, stdout } = await drift();
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `dev-probe could not be looked at:
    It was deployed from the commit fffffff, which this clone does not have: fetch it: git fetch origin dev, or, when the branch was rewritten, git fetch origin ${"f".repeat(40)}.

dev: nothing was compared; 1 could not be looked at
`,
    });
    await record(deployed);
  });

  it("fails for a stack whose commit cannot be synthesized any more, with the words of that commit", async () => {
    const sound = repository.git("rev-parse", "HEAD").trim();
    repository.write("cli/infra.js", 'console.error("Cannot find module gone"); process.exit(1);');
    await record(repository.commit());
    repository.git("reset", "--quiet", "--hard", sound);
    const { code, stdout } = await drift();
    await record(deployed);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^dev-probe could not be looked at:\n {4}the commit [0-9a-f]{7} cannot be synthesized \(.*\); check it out, .*\n {4}Cannot find module gone\n/,
    );
  });

  it("says what to fetch when the clone has no more than the last commit", async () => {
    repository.commitStacks({ "dev-probe": {} });
    const shallow = `${repository.folder}-shallow`;
    repository.git("clone", "--quiet", "--depth", "1", `file://${repository.folder}`, shallow);
    symlinkSync(join(repository.folder, "node_modules"), join(shallow, "node_modules"));
    const words = ["drift", "--branch", "dev", "--endpoint", moto.url];
    const { code, stdout, stderr } = await infraBeside(words, { root: shallow });
    rmSync(shallow, { recursive: true });
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: `dev-probe was deployed from the commit ${deployed.slice(0, 7)}, which this clone does not have: its history is cut off. Fetch the rest: git fetch --unshallow\n`,
    });
  });

  it("says which bucket is missing, and who makes it", async () => {
    const { code, stdout, stderr } = await infraBeside(["drift", "--branch", "main", "--endpoint", moto.url]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /^could not read deployments\/main\/stacks\.json in the bucket equipweb-main-records-222222222222: .*main-bootstrap.*\n$/,
    );
  });
});

/** What may differ; the first entry stands in the second line. */
const IGNORED = `ignore:
  - type: aws_ssm_parameter
    path: version
    reason: Whoever writes a parameter counts it up.
    owner: platform
    until: 2999-12-31
`;

async function putParameter(url: string, value: string): Promise<void> {
  const credential = `dummy/20260302/${PROBED.region}/ssm/aws4_request`;
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonSSM.PutParameter",
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ Name: "/probe/key", Type: "SecureString", Value: value, Overwrite: true }),
  });
  if (!answer.ok) throw new Error(`the emulator answered ${answer.status}: ${await answer.text()}`);
}
