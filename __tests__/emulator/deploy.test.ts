import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { DeleteObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { type EmulatedNetwork, emulatedNetwork } from "../support/emulated-network";
import { type LocalGitHub, localGitHub } from "../support/github";
import { type Ran, withoutActions } from "../support/infra";
import { type TinyStack, tf, writeTinyStacks } from "./tiny-stacks";

jest.setTimeout(240_000);

const TOKEN = "ghs_a1b2c3d4e5f6";

let network: EmulatedNetwork;
let github: LocalGitHub;
beforeAll(async () => {
  network = await emulatedNetwork("dev");
});
afterAll(() => network.stop());
beforeEach(async () => {
  github = await localGitHub("Adds a network.", TOKEN);
  // What an earlier test left would count as stacks that vanished.
  for (const bucket of [network.network.state.bucket, network.network.recordBucket]) await empty(bucket);
});
afterEach(() => github.close());

async function empty(Bucket: string): Promise<void> {
  const { Contents = [] } = await network.s3.send(new ListObjectsV2Command({ Bucket }));
  for (const { Key } of Contents) await network.s3.send(new DeleteObjectCommand({ Bucket, Key }));
}

/** A file whose presence lets an apply go on; without it, it waits. */
const gate = (): string => join(network.checkout.folder, ".infra", "gate");

/** Three stacks in a row; the second waits for the gate while it is applied. */
const stacks = (tag: string): Readonly<Record<string, TinyStack>> => ({
  [`dev-${tag}-network`]: { makes: { vpc: { input: tag } } },
  [`dev-${tag}-platform`]: {
    reads: `dev-${tag}-network`,
    makes: {
      cluster: { input: tf(`data.terraform_remote_state.dev-${tag}-network.outputs.id`) },
      balancer: {
        input: tf("terraform_data.cluster.id"),
        provisioner: {
          "local-exec": { command: `for i in $(seq 600); do test -e '${gate()}' && exit 0; sleep 0.1; done; exit 1` },
        },
      },
    },
  },
  [`dev-${tag}-service`]: {
    reads: `dev-${tag}-platform`,
    makes: { task: { input: tf(`data.terraform_remote_state.dev-${tag}-platform.outputs.id`) } },
  },
});

/** Commits stacks, as what GitHub has at the head of `dev`. */
function commit(written: Readonly<Record<string, TinyStack>>): string {
  rmSync(join(network.checkout.folder, "tiny"), { recursive: true, force: true });
  writeTinyStacks(network.checkout, network.network, written);
  const head = network.checkout.commit();
  github.state.branches.set("dev", head);
  return head;
}

const onGitHub = () => ({ GITHUB_TOKEN: TOKEN, GITHUB_REPOSITORY: "equipweb/infra", GITHUB_API_URL: github.url });

const PLACE = () => ["--from", join(network.checkout.folder, "tiny"), "--endpoint", network.url, "--branch", "dev"];

/** Plans, and shows the plan on pull request 7; then that is merged as the commit. */
async function shownAndMerged(head: string): Promise<void> {
  github.pull.head = head;
  succeeded(await network.infra(["plan", ...PLACE()]));
  succeeded(await network.infra(["report", "--pull-request", "7", "--commit", head], onGitHub()));
  Object.assign(github.pull, { state: "closed", merged: true, mergeCommit: head });
}

function succeeded({ code, stdout, stderr }: Ran): void {
  if (code !== 0) throw new Error(`it ended with ${code}:\n${stderr}\n${stdout}`);
}

const deploy = (words: readonly string[] = [], env: NodeJS.ProcessEnv = onGitHub()): Promise<Ran> =>
  network.infra(["deploy", ...PLACE(), ...words], env);

/** What came of each stack: `{ "dev-a-network": "applied" }`. */
const statusesIn = ({ stdout }: Ran): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (JSON.parse(stdout).stacks as { id: string; status: string }[]).map(({ id, status }) => [id, status]),
  );

const open = (): void => {
  mkdirSync(join(network.checkout.folder, ".infra"), { recursive: true });
  writeFileSync(gate(), "");
};
const close = (): void => rmSync(gate(), { force: true });

const comment = (): string => github.state.comments.map(({ body }) => body).join("\n");

describe("a merge", () => {
  test("is deployed as its pull request showed it, placeholders and all, and says so there; then nothing is left", async () => {
    open();
    const head = commit(stacks("a"));
    await shownAndMerged(head);
    const done = await deploy(["--json"]);
    expect([done.code, statusesIn(done)]).toEqual([
      0,
      { "dev-a-network": "applied", "dev-a-platform": "applied", "dev-a-service": "applied" },
    ]);
    expect(comment()).toContain(`## Deployed <code>${head.slice(0, 7)}</code> to <code>dev</code>: 3 applied`);
    const again = await network.infra(["plan", ...PLACE()]);
    expect(again.stdout).toContain("0 of 3 stacks change");
    expect((await deploy()).code).toBe(0);
  });

  test("that does something else than was shown is refused, and goes on by the digest of what was shown then", async () => {
    open();
    await shownAndMerged(commit(stacks("b")));
    const tampered = { ...stacks("b"), "dev-b-service": { makes: { task: { input: "somebody else's" } } } };
    Object.assign(github.pull, { mergeCommit: commit(tampered) });
    const refused = await deploy(["--json"]);
    const { result, digest } = JSON.parse(refused.stdout);
    expect([refused.code, result]).toEqual([1, "refused"]);
    expect(comment()).toContain("## Nothing was deployed");
    expect(comment()).toContain('+ terraform_data.task (in "dev-b-service")');
    expect(comment()).toContain(digest);

    const wrong = await deploy(["--approve", `sha256:${"0".repeat(64)}`]);
    expect([wrong.code, wrong.stdout]).toEqual([1, expect.stringContaining("something changed since that report")]);
    const approved = await deploy(["--approve", digest, "--json"]);
    expect([approved.code, statusesIn(approved)["dev-b-service"]]).toEqual([0, "applied"]);
    expect(comment()).toMatch(/^<!-- infra:deploy -->\n## Deployed /);
  });

  test("that is not the head of its branch any more is refused by name", async () => {
    commit(stacks("c"));
    github.state.branches.set("dev", "f".repeat(40));
    const refused = await deploy();
    expect([refused.code, refused.stdout]).toEqual([
      1,
      expect.stringContaining("is not the head of dev, which is fffffff"),
    ]);
  });
});

/** A deployment that goes on beside us, in a process of its own. */
function begin(
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { readonly child: ChildProcess; said: () => string } {
  const { folder } = network.checkout;
  const args = [join(folder, "cli", "infra.js"), "deploy", ...PLACE(), ...words];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...withoutActions(), ...network.environment, ...onGitHub(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk));
  return { child, said: () => said };
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 1200) throw new Error(`it never came to: ${what}`);
    await wait(50);
  }
}

/** Ends a process that was begun here, at once. */
async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** Terraform, and all that it started, of a stack that is being applied. */
function killTerraform(stack: string): void {
  const pid = Number(readFileSync(join(network.checkout.folder, ".infra", "scratch", stack, "terraform.pid"), "utf8"));
  process.kill(-pid, "SIGKILL");
}

describe("a deployment that is killed", () => {
  test("while Terraform applies, which goes on: the next run waits for it, and does the rest", async () => {
    close();
    const head = commit(stacks("d"));
    await shownAndMerged(head);
    const first = begin([]);
    await until("applying", () => first.said().includes("dev-d-platform: applying"));
    await wait(1500);
    await kill(first.child);
    const second = deploy(["--json"]);
    await wait(1500);
    open();
    const done = await second;
    expect([done.code, statusesIn(done)]).toEqual([
      0,
      { "dev-d-network": "applied", "dev-d-platform": "applied", "dev-d-service": "applied" },
    ]);
    expect(done.stderr).toContain("was begun before");
  });

  test("while Terraform applies, which goes on: whoever plans meanwhile waits for it, and takes no lock from it", async () => {
    close();
    await shownAndMerged(commit(stacks("i")));
    const first = begin([]);
    await until("applying", () => first.said().includes("dev-i-platform: applying"));
    await wait(1500);
    await kill(first.child);
    const planned = network.infra(["plan", ...PLACE()]);
    const isOver = await Promise.race([planned.then(() => true), wait(12_000, false)]);
    setTimeout(open, 4_000);
    await planned;
    const done = await deploy(["--json"]);
    expect([isOver, done.code, Object.values(statusesIn(done))]).toEqual([false, 0, ["applied", "applied", "applied"]]);
    expect(done.stderr).not.toContain("released the lock");
  });

  test("with all that it started: the next run releases the lock that is left, and does the rest", async () => {
    close();
    await shownAndMerged(commit(stacks("e")));
    const first = begin([]);
    await until("applying", () => first.said().includes("dev-e-platform: applying"));
    await wait(1500);
    await kill(first.child);
    killTerraform("dev-e-platform");
    open();
    const done = await deploy(["--json"]);
    expect([done.code, statusesIn(done)]).toEqual([
      0,
      { "dev-e-network": "applied", "dev-e-platform": "applied", "dev-e-service": "applied" },
    ]);
    expect(done.stderr).toContain("dev-e-platform: released the lock that the run of");
    const again = await network.infra(["plan", ...PLACE()]);
    expect(again.stdout).toContain("0 of 3 stacks change");
  });

  test("before anything was applied: the next run begins anew", async () => {
    open();
    await shownAndMerged(commit(stacks("f")));
    const first = begin([]);
    await until("planning", () => first.said().includes("[1/3]"));
    await kill(first.child);
    const done = await deploy(["--json"]);
    expect([done.code, Object.values(statusesIn(done))]).toEqual([0, ["applied", "applied", "applied"]]);
  });

  test("by Ctrl-C: Terraform ends what it does, and the next run does the rest", async () => {
    close();
    await shownAndMerged(commit(stacks("g")));
    const first = begin([]);
    await until("applying", () => first.said().includes("dev-g-platform: applying"));
    await wait(1500);
    const ended = once(first.child, "exit");
    first.child.kill("SIGINT");
    await wait(500);
    open();
    expect(await ended).toEqual([1, null]);
    expect(first.said()).toContain("interrupted (SIGINT)");
    const done = await deploy(["--json"]);
    expect([done.code, Object.values(statusesIn(done))]).toEqual([0, ["applied", "applied", "applied"]]);
  });
});

describe("two deployments at once", () => {
  test("the second waits for the first, or is refused with its name", async () => {
    close();
    await shownAndMerged(commit(stacks("h")));
    const first = begin([], { GITHUB_ACTOR: "mara" });
    await until("applying", () => first.said().includes("dev-h-platform: applying"));
    // Another machine, as far as files tell.
    rmSync(join(network.checkout.folder, ".infra", "planning"));
    const refused = await deploy(["--wait", "0"], { ...onGitHub(), GITHUB_ACTOR: "ann" });
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining("the lock locks/deploy-dev.json is held by mara"),
    ]);
    rmSync(join(network.checkout.folder, ".infra", "planning"), { force: true });
    const second = begin(["--wait", "2"], { GITHUB_ACTOR: "ann" });
    await until("waiting", () => second.said().includes("waiting for mara"));
    open();
    expect(await Promise.all([once(first.child, "exit"), once(second.child, "exit")])).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(existsSync(join(network.checkout.folder, ".infra", "planning"))).toBe(false);
  });
});
