import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Connection } from "../../adapters/aws/connection";
import { s3Client } from "../../adapters/aws/s3-client";
import { stateBucket } from "../../adapters/aws/state-bucket";
import { dependencies } from "../../cli/commands/state/dependencies";
import { diff } from "../../cli/commands/state/diff";
import { find } from "../../cli/commands/state/find";
import { history } from "../../cli/commands/state/history";
import { list } from "../../cli/commands/state/list";
import { locks } from "../../cli/commands/state/locks";
import { orphans } from "../../cli/commands/state/orphans";
import { show } from "../../cli/commands/state/show";
import { versions } from "../../cli/commands/state/versions";
import type { StateOptions } from "../../cli/inspection";
import { withStacks } from "../../cli/stacks";
import { policyDocument } from "../../constructs/iam/policy-document";
import { readStates } from "../../constructs/iam/state-access";
import { scratchOf } from "../../operations/plan/scratch";
import { stateOf, stateText } from "../operations/inspect/states";
import { catalogueOf, SOUND } from "../support/catalogue";
import { type Moto, startMoto } from "../support/moto";
import { terraformIn } from "../support/terraform";

jest.setTimeout(180_000);

const REGION = "eu-west-1";
const DEV = "equipweb-dev-state-111111111111";
const MAIN = "equipweb-main-state-222222222222";

const folder = mkdtempSync(join(tmpdir(), "state-"));
const catalogue = catalogueOf(SOUND);
let moto: Moto;
let admin: S3Client;
let reader: Connection;

/** What commands get: an emulator that asks what a user may, and a user who may read states and nothing else. */
const options = (more: Partial<StateOptions> = {}): StateOptions => ({
  catalogue: catalogue.directory,
  refresh: false,
  json: false,
  folder: join(folder, ".infra"),
  open: ({ name, state }) => stateBucket(reader, { ...state, network: name }),
  ...more,
});

interface Said {
  readonly code: number | string;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process. */
async function run(command: () => Promise<number>): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []];
  const spies = [
    jest.spyOn(process.stdout, "write").mockImplementation((text) => out.push(String(text)) > 0),
    jest.spyOn(process.stderr, "write").mockImplementation((text) => err.push(String(text)) > 0),
  ];
  try {
    return { code: await command(), out: out.join(""), err: err.join("") };
  } catch (error) {
    return { code: (error as Error).name, out: out.join(""), err: (error as Error).message };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const put = (Bucket: string, Key: string, Body: string) => admin.send(new PutObjectCommand({ Bucket, Key, Body }));

async function iam(action: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  const body = new URLSearchParams({ Action: action, Version: "2010-05-08", ...parameters });
  const authorization =
    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0";
  const answer = await fetch(moto.url, { method: "POST", body, headers: { authorization } });
  return answer.text();
}

/** A user with exactly the statements by which the plan role reads states. */
async function userWhoReads(): Promise<Connection> {
  await iam("CreateUser", { UserName: "reader" });
  const keyArn = `arn:aws:kms:${REGION}:111111111111:alias/dev-state`;
  const statements = [DEV, MAIN].map((bucket) => readStates({ bucket, keyArn }));
  for (const [index, each] of statements.entries())
    await iam("PutUserPolicy", {
      UserName: "reader",
      PolicyName: `read-${index}`,
      PolicyDocument: policyDocument(each),
    });
  const key = await iam("CreateAccessKey", { UserName: "reader" });
  const told = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(key)?.[1] ?? "";
  return {
    endpoint: moto.url,
    emulated: { accessKeyId: told("AccessKeyId"), secretAccessKey: told("SecretAccessKey") },
  };
}

/** Applies a stack of the catalogue with the real Terraform, its state in S3. */
async function apply(id: string): Promise<void> {
  await withStacks({ catalogue: catalogue.directory }, async ({ stacks }) => {
    const stack = stacks.find((each) => each.id === id);
    if (!stack) throw new Error(`there is no stack ${id}`);
    const place = join(folder, id);
    mkdirSync(place);
    for (const [name, text] of scratchOf(stack, { kind: "endpoint", url: moto.url }, new Map()).files)
      writeFileSync(join(place, name), text);
    const terraform = await terraformIn(place, moto.environment);
    terraform.run("init", "-input=false", "-lockfile=readonly");
    terraform.run("apply", "-input=false", "-auto-approve");
  });
}

beforeAll(async () => {
  moto = await startMoto("111111111111");
  admin = s3Client({ endpoint: moto.url }, REGION);
  for (const Bucket of [DEV, MAIN]) {
    await admin.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
    await admin.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  }
  await apply("dev-registry");
  for (const version of ["before", "after"] as const) await put(DEV, "dev-service-orders", stateText(version));
  const lock = {
    ID: "7b1f",
    Operation: "OperationTypeApply",
    Who: "ann@laptop\u001b[2J",
    Version: "1.11.4",
    Created: "2026-03-04T05:06:07Z",
  };
  await put(DEV, "dev-service-orders.tflock", JSON.stringify(lock));
  await put(DEV, "dev-service-gone", '{"version": 4, "serial": 9, "resources": []}');
  await put(DEV, "dev-service-deleted", stateText("after"));
  await admin.send(new DeleteObjectCommand({ Bucket: DEV, Key: "dev-service-deleted" }));
  await put(
    MAIN,
    "prod-service-old",
    stateOf([{ type: "aws_sqs_queue", name: "q", attributes: { id: "q", name: "old\u001b[2J" } }]),
  );
  await put(MAIN, "main-dns", stateText("after").slice(0, 500));
  await put(MAIN, "main-network", '{"version": 5, "terraform_version": "2.0.0"}');
  reader = await userWhoReads();
  await fetch(`${moto.url}/moto-api/reset-auth`, { method: "POST", body: "0" });
}, 180_000);

afterAll(async () => {
  catalogue.remove();
  admin?.destroy();
  rmSync(folder, { recursive: true, force: true });
  await moto?.stop();
});

/** What is broken in the network main, as each command that reads all states says. */
const PROBLEMS = `main: the state of main-dns cannot be read: it is damaged: its 500 characters are not JSON. Its older versions: \`infra state history main-dns\`.
main: the state of main-network cannot be read: its format is 5, and only 4 can be read here. It was written by Terraform 2.0.0. Use a newer version of this repository. Its older versions: \`infra state history main-network\`.
`;

describe("infra state, with credentials that may only read", () => {
  it("finds whose an ARN is, with one command, by a state that Terraform wrote", async () => {
    const arn = `arn:aws:ecr:${REGION}:111111111111:repository/dev/orders`;
    const { code, out, err } = await run(() => find(arn, { ...options({ branch: "dev" }), limit: 50 }));
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n").slice(0, 9)).toEqual([
      expect.stringMatching(/^aws_ecr_repository\.orders-release_[0-9A-F]{8}$/),
      "  stack      dev-registry (network dev)",
      "  owner      platform (registry)",
      "  catalogue  catalogue/networks/dev.yaml",
      "  construct  dev-registry/orders-release/Resource",
      "  id         dev/orders",
      `  arn        ${arn}`,
      "  console    https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/111111111111/dev%2Forders?region=eu-west-1",
      "  found      this is its arn",
    ]);
  });

  it("lists what exists, and what could not be read", async () => {
    const { code, out, err } = await run(() => list({ ...options(), stack: "*-service-*" }));
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n").map((line) => line.split(/ {2,}/).slice(0, 2).join(" "))).toEqual([
      "stack address",
      'dev-service-orders module.part["north"].terraform_data.first',
      'dev-service-orders module.part["north"].terraform_data.second["a"]',
      'dev-service-orders module.part["north"].terraform_data.second["b"]',
      'dev-service-orders module.part["south.east"].terraform_data.first',
      'dev-service-orders module.part["south.east"].terraform_data.second["a"]',
      'dev-service-orders module.part["south.east"].terraform_data.second["b"]',
      "dev-service-orders terraform_data.counted[0]",
      "dev-service-orders terraform_data.settings",
      "dev-service-orders terraform_data.stays",
      "dev-service-orders terraform_data.stays (deposed 69b5c857)",
      "dev-service-orders terraform_data.tainted",
      "prod-service-old aws_sqs_queue.q",
      "",
    ]);
    expect(await run(() => list(options({ branch: "main" })))).toMatchObject({ code: 1, err: PROBLEMS });
  });

  it("shows a resource without its secrets", async () => {
    const words = ["dev-service-orders", "terraform_data.settings"];
    const { code, out, err } = await run(() => show(words, options()));
    expect([code, err]).toEqual([0, ""]);
    expect(out.replace(/"[0-9a-f-]{36}"/, '"ID"')).toBe(`terraform_data.settings
  stack      dev-service-orders (network dev)
  owner      backend (orders)
  catalogue  catalogue/services/orders.yaml
  construct  the configuration of today does not make it

  id  "ID"

  input.endpoint   "postgres://orders:(looks like a secret)@db.internal/orders"
  input.login      "(sensitive)"
  input.user       "orders"
  output.endpoint  "postgres://orders:(looks like a secret)@db.internal/orders"
  output.login     "(looks like a secret)"
  output.user      "orders"
`);
  });

  it("never prints a control character of a state", async () => {
    const plain = await run(() => show(["aws_sqs_queue.q"], options({ branch: "main" })));
    expect(plain.out).toContain('name  "old\\u001b[2J"');
    const json = await run(() => show(["aws_sqs_queue.q"], options({ branch: "main", json: true })));
    expect([json.out.includes("\u001b"), JSON.parse(json.out).instances[0].attributes.name]).toEqual([
      false,
      "old\u001b[2J",
    ]);
  });

  it("says what depends on what", async () => {
    const words = ['module.part["north"].terraform_data.first'];
    const { code, out } = await run(() => dependencies(words, options({ branch: "dev" })));
    expect([code, out]).toEqual([
      0,
      `module.part.terraform_data.first in dev-service-orders

needs nothing else that a state describes

if it goes, 1 resource in 1 stack breaks
  module.part.terraform_data.second  dev-service-orders
`,
    ]);
  });

  it("tells what became of a state, and what differs", async () => {
    const past = await run(() => history("dev-service-orders", { ...options({ json: true }), limit: 20 }));
    expect([past.code, JSON.parse(past.out)]).toMatchObject([
      0,
      {
        format: 1,
        stack: "dev-service-orders",
        total: 2,
        versions: [
          { serial: 20, resources: 11, changes: { added: 1, removed: 1, changed: 4 } },
          { resources: 11, changes: { added: 11, removed: 0, changed: 0 } },
        ],
      },
    ]);
    const { code, out } = await run(() => diff("dev-service-orders", ["~1", "20"], options()));
    expect([code, out.split("\n")[1]]).toEqual([0, "1 added, 4 changed, 1 removed, 2 outputs changed"]);
    expect(out).not.toContain("swordfish");
  });

  it("tells what became of a state that was deleted, of a stack that nothing configures", async () => {
    const { code, out } = await run(() => history("dev-service-deleted", { ...options({ json: true }), limit: 20 }));
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      { total: 2, versions: [{ unreadable: "deleted" }, { serial: 20, resources: 11 }] },
    ]);
  });

  it("says of an address that is nowhere what it may mean, also when some states cannot be read", async () => {
    expect(await run(() => show(["aws_sqs_queue.queue"], options({ branch: "main" })))).toEqual({
      code: 1,
      out: "",
      err: `${PROBLEMS}no state that could be read has a resource "aws_sqs_queue.queue". Did you mean "aws_sqs_queue.q"?\n`,
    });
  });

  it("names who holds a lock, and what to do", async () => {
    const { code, out } = await run(() => locks(options()));
    expect([code, out.split("\n").map((line) => line.split(/ {2,}/).filter((_, column) => column !== 5))]).toEqual([
      0,
      [
        ["network", "stack", "held by", "for", "since", "lock id"],
        ["dev", "dev-service-orders", "ann@laptop\\u001b[2J", "apply", "2026-03-04 05:06:07Z", "7b1f"],
        [""],
        [expect.stringContaining("docs/runbooks/stuck-lock.md")],
        [""],
      ],
    ]);
  });

  it("finds states that nobody looks after, and none of stacks that are gone", async () => {
    const { code, out } = await run(() => orphans(options({ json: true })));
    const { statesWithoutStack, stacksWithoutState } = JSON.parse(out);
    expect([code, statesWithoutStack.map(({ stack }: { stack: string }) => stack)]).toEqual([1, ["prod-service-old"]]);
    const missing = stacksWithoutState.map(({ stack }: { stack: string }) => stack);
    expect(missing).toContain("dev-service-users");
    for (const present of ["dev-registry", "dev-service-orders", "main-dns", "main-network"])
      expect(missing).not.toContain(present);
  });

  it("tells which Terraform wrote each state", async () => {
    const { code, out } = await run(() => versions(options({ branch: "dev" })));
    expect([code, out.split("\n").map((line) => line.split(/ {2,}/).slice(0, 6).join(" "))]).toEqual([
      0,
      [
        "network stack terraform format serial resources",
        expect.stringMatching(/^dev dev-registry 1\.\d+\.\d+ 4 \d+ \d+$/),
        "dev dev-service-orders 1.11.4 4 20 11",
        "",
        expect.stringMatching(/^Terraform 1\./),
        "",
      ],
    ]);
  });

  it("keeps what it read for nobody else, and no secret of it", () => {
    const kept = join(folder, ".infra", "states");
    const files = readdirSync(kept);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      expect(statSync(join(kept, file)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(kept, file), "utf8")).not.toContain("swordfish");
    }
  });

  it("could not write, if it tried", async () => {
    const client = s3Client(reader, REGION);
    const refused = (attempt: Promise<unknown>) =>
      expect(attempt).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    await client.send(new GetObjectCommand({ Bucket: DEV, Key: "dev-service-orders" }));
    await refused(client.send(new PutObjectCommand({ Bucket: DEV, Key: "dev-service-orders", Body: "{}" })));
    await refused(client.send(new DeleteObjectCommand({ Bucket: DEV, Key: "dev-service-orders.tflock" })));
    client.destroy();
  });
});

describe("infra state, when something is wrong", () => {
  it("says so of credentials that nobody knows, and looks at nothing", async () => {
    const stranger = { ...reader, emulated: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" } };
    const open = ({ name, state }: { name: string; state: { bucket: string; region: string } }) =>
      stateBucket(stranger, { ...state, network: name });
    expect(await run(() => list(options({ open })))).toEqual({
      code: 1,
      out: "",
      err: ["dev", "main"]
        .map(
          (network) =>
            `${network}: could not list the states in the bucket ${network === "dev" ? DEV : MAIN}: AWS does not accept these credentials: they are wrong, or they ended. Sign in again.\n`,
        )
        .join(""),
    });
  });

  it.each<[string, () => Promise<number>, string]>([
    [
      "no such branch",
      () => list(options({ branch: "mian" })),
      'no network is deployed from the branch "mian". Did you mean "main"?',
    ],
    [
      "no such stack",
      () => history("dev-registri", { ...options(), limit: 1 }),
      'there is no stack "dev-registri". Did you mean "dev-registry"?',
    ],
    [
      "no such address",
      () => show(["dev-service-orders", "terraform_data.setings"], options()),
      'the state of dev-service-orders has no resource "terraform_data.setings". Did you mean "terraform_data.settings"?',
    ],
    [
      "nothing to look for",
      () => find("  ", { ...options(), limit: 1 }),
      "there is nothing to look for: name an ARN, an id, an address, a tag, …",
    ],
    [
      "a stack that was not applied",
      () => diff("dev-service-users", [], options()),
      `there never was a state of dev-service-users in the bucket ${DEV}: the stack was not applied yet.`,
    ],
  ])("%s", async (_, command, message) => {
    expect(await run(command)).toEqual({
      code: expect.stringMatching(/^(Input|Inspection)Error$/),
      out: "",
      err: message,
    });
  });
});
