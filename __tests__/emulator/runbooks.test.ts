import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { digestOfRecord } from "../../operations/report/history/digest";
import { readHeader } from "../../operations/report/history/header";
import { blocks, type JsonObject } from "../../terraform-json/json";
import { KEY_ARN, logGroup, type MailStacks, writeMailStacks } from "./mail-stacks";
import { run, succeeded } from "./programs";
import { openRunbook } from "./runbook";
import { type Desk, desk } from "./typing";

jest.setTimeout(10 * 60_000);

let at: Desk;

beforeAll(async () => {
  at = await desk();
  writeMailStacks(at.checkout, { mail: [] });
  at.checkout.commit();
  await at.git("branch", "--move", "dev");
  const origin = join(at.folder, ".infra", "origin.git");
  await at.git("clone", "--quiet", "--bare", at.folder, origin);
  await at.git("remote", "add", "origin", origin);
  // What somebody made by hand.
  const group = ["--log-group-name", "/dev/mail/outgoing"];
  await aws("create-log-group", ...group, "--kms-key-id", KEY_ARN);
  await aws("put-retention-policy", ...group, "--retention-in-days", "30");
});

afterAll(() => at?.stop());

const aws = async (...words: readonly string[]) =>
  succeeded("aws", await run("aws", ["logs", ...words], at.folder, at.environment));

/** What the report says that was made last. */
const report = (): string => readFileSync(join(at.folder, ".infra", "report.md"), "utf8");

/** Merges what the work tree holds, and lets a deployment apply what the report showed, and nothing else. */
async function merged(change: string): Promise<string> {
  const record = readHeader(report());
  if (!record) throw new Error("no plan was shown");
  await at.git("switch", "--quiet", "--create", change);
  at.checkout.commit();
  await at.git("switch", "--quiet", "dev");
  await at.git("merge", "--quiet", "--no-ff", "--no-edit", change);
  await deployed(digestOfRecord(record));
  return at.git("rev-parse", "HEAD");
}

async function deployed(digest: string): Promise<void> {
  await at.git("push", "--quiet", "origin", "dev");
  const words = ["deploy", "--branch", "dev", "--endpoint", at.url, "--approve", digest];
  succeeded("infra deploy", await at.infra(words));
}

/** Plans the branch, and shows it. */
async function shown(stacks: MailStacks): Promise<void> {
  writeMailStacks(at.checkout, stacks);
  succeeded("infra plan", await at.infra(["plan", "--branch", "dev", "--endpoint", at.url]));
  succeeded("infra report", await at.infra(["report", "--output", ".infra/report.md"]));
}

/** The verdict of the report: its heading without what it is about. */
const verdict = (): string | undefined => /^## Plan for .*?: (.*)$/m.exec(report())?.[1];

/** What AWS says of a log group: it is the one of before, as long as this is the same. */
async function groupCalled(name: string): Promise<JsonObject> {
  const { logGroups } = JSON.parse(await aws("describe-log-groups", "--log-group-name-prefix", name)) as JsonObject;
  return blocks(logGroups)[0] ?? {};
}

/** The ids of the versions of a state, newest first. */
async function versionsOf(stack: string): Promise<readonly string[]> {
  const words = ["state", "history", stack, "--branch", "dev", "--endpoint", at.url];
  return rowsOf(succeeded("infra state history", await at.infra(words)))
    .slice(1)
    .map(([, id = ""]) => id);
}

/** The rows of a table that a command printed, as texts in columns. */
const rowsOf = (table: string): readonly (readonly string[])[] =>
  table.split("\n").flatMap((line) => (/^\S+ {2,}\S/.test(line) ? [line.trim().split(/ {2,}/)] : []));

const OUTGOING = "aws_cloudwatch_log_group.outgoing_C68740CC";
const INCOMING = "aws_cloudwatch_log_group.incoming_0B397865";
const SENT = "aws_cloudwatch_log_group.sent_FB484DFF";

const INCOMING_GROUP = logGroup("incoming", "/dev/mail/incoming");

/** Each test goes on from where the one before left. */
describe("the runbook", () => {
  test("adopt-a-resource.md: what is there gets an owner, and is not touched", async () => {
    const book = openRunbook("adopt-a-resource.md", at);
    const before = await groupCalled("/dev/mail/outgoing");
    await book.type("infra state find", { codes: [1] });
    expect(await book.type("aws logs describe-log-groups")).toContain('"retentionInDays": 30');
    const [adopting = ""] = book.snippets;
    writeMailStacks(at.checkout, { mail: [adopting, INCOMING_GROUP] });
    await book.type("infra plan --branch dev");
    expect(verdict()).toBe("1 of 1 stack changes · +1 ~1 · 1 imported");
    expect(report()).toContain('# imported, id "/dev/mail/outgoing"');
    await merged("adopt");
    expect(await book.type("infra state find")).toContain(`${OUTGOING}\n  stack      dev-mail`);
    expect(await groupCalled("/dev/mail/outgoing")).toEqual(before);
    expect(book.untyped()).toEqual(["terraform import"]);
  });

  test("roll-back.md: a merge is reverted, shown and deployed", async () => {
    await shown({ mail: [logGroup("outgoing", "/dev/mail/outgoing", 90), INCOMING_GROUP] });
    // Nothing is left of the words that adopted, and nothing else comes of that.
    expect(verdict()).toBe("1 of 1 stack changes · ~1");
    const before = await versionsOf("dev-mail");
    const mistake = await merged("mistake");
    expect((await groupCalled("/dev/mail/outgoing")).retentionInDays).toBe(90);

    const book = openRunbook("roll-back.md", at);
    await book.type("git revert", { filledIn: { COMMIT: mistake } });
    await book.type("infra plan --branch dev");
    expect(report()).toContain("retention_in_days: 90 → 30");
    await book.type("git push");
    const record = readHeader(report());
    await at.git("switch", "--quiet", "dev");
    await at.git("merge", "--quiet", "--no-ff", "--no-edit", `origin/roll-back-${mistake}`);
    await deployed(record ? digestOfRecord(record) : "");
    expect((await groupCalled("/dev/mail/outgoing")).retentionInDays).toBe(30);
    expect(await book.type("infra state history")).toContain(before[0]);
    const compared = await book.type("infra state diff", { filledIn: { BEFORE: before[0] ?? "" } });
    expect(compared).toContain("the same resources and outputs");
    expect(book.untyped()).toEqual([]);
  });

  test("move-or-rename.md: a resource gets another name, one another stack, and both stay what they are", async () => {
    const book = openRunbook("move-or-rename.md", at);
    const before = [await groupCalled("/dev/mail/outgoing"), await groupCalled("/dev/mail/incoming")];
    const listed = await book.type("--stack dev-mail");
    expect(rowsOf(listed).slice(1)).toEqual([
      ["dev-mail", INCOMING, "/dev/mail/incoming"],
      ["dev-mail", OUTGOING, "/dev/mail/outgoing"],
    ]);
    const [renamed = "", forgotten = "", adopted = ""] = book.snippets;
    writeMailStacks(at.checkout, { mail: [renamed, forgotten], archive: [adopted] });
    await book.type("infra plan --branch dev");
    expect(verdict()).toBe("2 of 2 stacks change · ~1 · 1 forgotten · 1 imported · 1 moved");
    await merged("move");
    expect(rowsOf(await book.type("infra state list")).slice(1)).toEqual([
      ["dev-archive", INCOMING, "/dev/mail/incoming"],
      ["dev-mail", SENT, "/dev/mail/outgoing"],
    ]);
    expect([await groupCalled("/dev/mail/outgoing"), await groupCalled("/dev/mail/incoming")]).toEqual(before);
    expect(book.untyped()).toEqual([]);
  });

  test("recover-a-state.md: a damaged state becomes the one before, and plans as that did", async () => {
    const { bucket } = at.network.state;
    const whole = await versionsOf("dev-mail");
    // Nothing is left of the words that moved, and nothing comes of that.
    writeMailStacks(at.checkout, { mail: [logGroup("sent", "/dev/mail/outgoing")], archive: [INCOMING_GROUP] });
    await at.s3.send(new PutObjectCommand({ Bucket: bucket, Key: "dev-mail", Body: "damaged" }));

    const book = openRunbook("recover-a-state.md", at);
    const [, damaged, last] = rowsOf(await book.type("infra state history", { codes: [1] }));
    expect(damaged).toEqual(expect.arrayContaining(["~0", "it is damaged: its 7 characters are not JSON"]));
    expect(last).toEqual(expect.arrayContaining(["~1", whole[0]]));
    expect(await book.type("infra state diff")).toContain(whole[0]);
    expect(await book.type("aws s3api put-object")).toContain("recovering a state");
    await book.type("aws s3api copy-object", { filledIn: { VERSION: last?.[1] ?? "" } });
    expect(await book.type("infra plan --stack")).toContain("0 of 1 stacks change");
    const after = rowsOf(await book.type("aws s3api delete-object", { codes: [0, 1] })).slice(1);
    expect(after.map(([back, , , , serial]) => [back, serial]).slice(0, 3)).toEqual([
      ["~0", last?.[4]],
      ["~1", "-"],
      ["~2", last?.[4]],
    ]);
    expect(book.untyped()).toEqual(["terraform state push"]);
  });

  test("stuck-lock.md: the lock of a killed run is found, and released", async () => {
    const holder = await killedWhileLocked("dev-mail");
    const book = openRunbook("stuck-lock.md", at);
    const [, [, stack, who, , , , lock = ""] = []] = rowsOf(await book.type("infra state locks"));
    expect([stack, who]).toEqual(["dev-mail", expect.stringContaining("@")]);
    expect(() => process.kill(holder, 0)).toThrow("ESRCH");
    await book.type("pgrep", { codes: [0, 1] });
    await book.type("terraform force-unlock", { filledIn: { LOCK_ID: lock }, answer: "yes\n" });
    const after = await book.type("infra state locks");
    expect(after).toContain("No state is locked.");
    expect(after).toContain("0 of 1 stacks change");
    expect(book.untyped()).toEqual([]);
  });
});

/** Kills a Terraform, and all that it started, while it holds the lock of a stack; says which process it was. */
async function killedWhileLocked(stack: string): Promise<number> {
  const cwd = join(at.folder, ".infra", "scratch", stack);
  const terraform = spawn("terraform", ["plan", "-input=false"], {
    cwd,
    env: at.environment,
    stdio: "ignore",
    detached: true,
  });
  while (!(await isLocked(stack))) {
    if (terraform.exitCode !== null) throw new Error(`terraform ended with ${terraform.exitCode}`);
    await wait(20);
  }
  return kill(terraform);
}

async function isLocked(stack: string): Promise<boolean> {
  try {
    await at.s3.send(new HeadObjectCommand({ Bucket: at.network.state.bucket, Key: `${stack}.tflock` }));
    return true;
  } catch {
    return false;
  }
}

async function kill(program: ChildProcess): Promise<number> {
  const ended = once(program, "exit");
  const pid = program.pid as number;
  process.kill(-pid, "SIGKILL");
  await ended;
  return pid;
}
