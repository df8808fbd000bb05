import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { settingsFor } from "../../adapters/aws/connection";
import { keyValueStore } from "../../adapters/aws/key-value-store";
import { readPackage } from "../../adapters/package-file";
import { type AppWorld, appWorld, serving } from "../support/app-world";
import { newDistribution, newKeyValueStore } from "../support/emulated-edge";
import { infraBeside, withoutActions } from "../support/infra";

const ROOT = join(__dirname, "..", "..");

let world: AppWorld;
let folder: string;

beforeAll(async () => {
  world = await appWorld("portal", "dev");
  folder = mkdtempSync(join(tmpdir(), "app-make-"));
  // `npx`, of which the command of this checkout asks the emulator; what destroys is only repeated.
  const where = `--catalogue '${world.catalogue}' --endpoint '${world.url}'`;
  writeFileSync(
    join(folder, "npx"),
    `#!/bin/sh
shift
case "$1 $2" in
  destroy*) echo "infra $*"; exit 0 ;;
  package*) set -- "$@" --catalogue '${world.catalogue}' ;;
  "app deploy") set -- "$@" ${where} --through '${world.front.url}' ;;
  app*) set -- "$@" ${where} ;;
esac
exec '${process.execPath}' '${join(ROOT, "cli", "infra.js")}' "$@"
`,
  );
  chmodSync(join(folder, "npx"), 0o755);
});

afterAll(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs make without installing packages; Ctrl-C is pressed once that text is printed. */
function make(words: readonly string[], until?: string) {
  const env = {
    ...withoutActions(),
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    SITE_CREDENTIALS: "guest:not-so-secret",
  };
  const child = spawn("make", ["-s", "-o", "setup", "-o", "node_modules", ...words], {
    cwd: ROOT,
    env,
    detached: true,
  });
  let [stdout, stderr, isPressed] = ["", "", false];
  const press = () => {
    if (until === undefined || isPressed || !`${stdout}${stderr}`.includes(until)) return;
    isPressed = true;
    if (child.pid) process.kill(-child.pid, "SIGINT");
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    press();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    press();
  });
  return new Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, stdout, stderr })),
  );
}

/** Writes a line into a log as its stack would have it. */
async function logged(logGroupName: string, ...messages: readonly string[]): Promise<void> {
  const client = new CloudWatchLogsClient(settingsFor({ endpoint: world.url }, world.stage.region));
  const stream = { logGroupName, logStreamName: "one" };
  const timestamp = Date.now();
  await client.send(new CreateLogGroupCommand({ logGroupName }));
  await client.send(new CreateLogStreamCommand(stream));
  const logEvents = messages.map((message) => ({ timestamp, message }));
  await client.send(new PutLogEventsCommand({ ...stream, logEvents }));
  client.destroy();
}

it("`make build deploy` builds what lies in the work tree, hands it in, and sees what is served", async () => {
  const file = join(folder, "portal.zip");
  const built = await make(["build", `PACKAGE=${file}`]);
  const { version, commit } = (await readPackage(file, "portal")).manifest;
  world.tell((id) => [{ id: "mine", version: id, scenes: [{ from: 0, status: "Succeeded" }] }]);
  world.front.instead = serving(world.stage, version, commit);
  const deployed = await make(["deploy", `PACKAGE=${file}`]);
  world.tell((id) => [{ id: "mine", version: id, scenes: [{ from: 0, status: "InProgress" }] }]);
  const left = await make(["deploy", `PACKAGE=${file}`], "Following");
  expect(left.stderr).toContain(
    `${version} is handed in, and its pipeline goes on: https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/dev-deployer-portal/view?region=eu-west-1\n`,
  );
  expect([built.code, built.stdout.split("\n")[0], deployed.code, deployed.stdout.split("\n")[0]]).toEqual([
    0,
    `${file}: portal ${version}, commit ${commit}`,
    0,
    `portal ${version} is deployed to dev`,
  ]);
});

it("`make logs` says which stack makes a log that is not there, and follows one until Ctrl-C", async () => {
  const { functionLogGroup } = world.stage.api;
  const missing = await make(["logs"]);
  await logged(functionLogGroup, "one\n\u001b[31mtwo", "last");
  const followed = await make(["logs"], "last");
  const lines = followed.stdout.trimEnd().split("\n");
  expect([missing.code, missing.stderr.split("\n")[0], lines.map((line) => line.slice(25)), followed.stderr]).toEqual([
    2,
    `could not read the log ${functionLogGroup}: there is no such log group. The stack dev-app-portal makes it: deploy it.`,
    ["one\\n\\u001b[31mtwo", "last"],
    expect.not.stringContaining("at "),
  ]);
});

it("`make logs DEPLOYER=1` reads what the Deployer said", async () => {
  await logged(world.stage.deployer.logGroup, "is deployed");
  const { stdout } = await make(["logs", "DEPLOYER=1"], "is deployed");
  expect(stdout.slice(25)).toBe("is deployed\n");
});

it("`make destroy` takes the stage's own two stacks, and no other stage that is not meant", async () => {
  const [dev, prd] = [await make(["destroy"]), await make(["destroy", "STAGE=prd"])];
  expect([dev.code, dev.stdout, prd.code, prd.stdout]).toEqual([
    0,
    "infra destroy dev-deployer-portal dev-app-portal\n",
    2,
    "",
  ]);
});

it("`infra app logs` says when nothing was logged, however far back it looks", async () => {
  const where = ["--catalogue", world.catalogue, "--endpoint", world.url];
  const group = world.stage.deployer.logGroup;
  const of = (...words: readonly string[]) => infraBeside(["app", "logs", "portal", "dev", "--deployer", ...words]);
  const all = await of("--since", "999999d", ...where);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const none = await of("--since", "1s", ...where);
  expect([all.code, all.stdout.slice(25), none]).toEqual([
    0,
    "is deployed\n",
    { code: 0, stdout: "", stderr: `Nothing was logged in ${group} since then.\n` },
  ]);
});

it("`infra app password` sets the password of the stage's site, and repeats it nowhere", async () => {
  const { bucket, host } = world.stage.site;
  const where = ["--catalogue", world.catalogue, "--endpoint", world.url];
  const set = (stage: string, input: string, ...more: readonly string[]) =>
    infraBeside(["app", "password", "portal", stage, "--user", "qa", ...more, ...where], { input });
  const before = await set("dev", "correct horse battery");
  const keyValueStoreArn = await newKeyValueStore(world.url, "dev-app-portal");
  const location = { keyValueStoreArn, distributionId: await newDistribution(world.url) };
  await world.s3.send(
    new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
  await world.s3.send(new PutObjectCommand({ Bucket: bucket, Key: "stage.json", Body: JSON.stringify(location) }));
  const done = await set("dev", "correct horse battery\n");
  const store = keyValueStore({ endpoint: world.url }, { keyValueStoreArn, madeBy: "dev-app-portal" });
  const { user } = JSON.parse((await store.read("auth")) ?? "{}");
  const [short, open, stray] = [
    await set("dev", "hunter2"),
    await set("prd", "correct horse battery"),
    await set("dev", "", "correct horse battery"),
  ];
  expect([before.code, done, user, short.code, open.code, stray.code]).toEqual([
    1,
    {
      code: 0,
      stdout: `${host} asks for the new password within a minute.\n`,
      stderr: `The password of ${host} (portal dev) for the user qa\n`,
    },
    "qa",
    2,
    2,
    2,
  ]);
  expect([before, done, short, open, stray].map(({ stderr }) => stderr).join("")).not.toMatch(/horse|hunter2/);
});
