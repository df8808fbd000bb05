import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { cloud } from "../../adapters/aws/cloud";
import { settingsFor } from "../../adapters/aws/connection";
import { overviewOf } from "../../operations/secrets/overview";
import { SecretValue } from "../../operations/secrets/secret-value";
import { cellsOf } from "../../operations/secrets/wording";
import { type WriteKind, writeSecret } from "../../operations/secrets/write-secret";
import { aSecret } from "../operations/secrets/organisation";
import { catalogueOf, SOUND } from "../support/catalogue";
import { infra, type Ran } from "../support/infra";
import { type Moto, startMoto } from "../support/moto";

const ROOT = join(__dirname, "..", "..");
const ACCOUNT = "111111111111";
const NAME = "dev/orders/database-url";

/** Values that nothing but Secrets Manager may ever hold. */
const FIRST = "postgres://orders:tr0ub4dor-first@db/orders";
const SECOND = "postgres://orders:tr0ub4dor-second@db/orders";
const VALUE = /tr0ub4dor/;

let moto: Moto;
let client: SecretsManagerClient;
let catalogue: { readonly directory: string; readonly remove: () => void };
/** Everything that the command printed in these tests. */
const printed: string[] = [];

beforeAll(async () => {
  moto = await startMoto(ACCOUNT);
  catalogue = catalogueOf({
    ...SOUND,
    "services/users.yaml": `${SOUND["services/users.yaml"]}secrets: { KEY: { name: users/key, owner: backend/lead, rotation: { by: apple, days: 365 } } }\n`,
  });
  client = new SecretsManagerClient(settingsFor({ endpoint: moto.url }, "eu-west-1"));
}, 120_000);

afterAll(async () => {
  catalogue?.remove();
  client?.destroy();
  await moto?.stop();
});

/** The command as a person calls it, with --debug, and what may be piped into it. */
function secret(words: readonly string[], input: string | Uint8Array = ""): Ran {
  const where = ["--catalogue", catalogue.directory, "--endpoint", moto.url];
  const ran = infra(["--debug", "secret", ...words, ...where], { input });
  printed.push(ran.stdout, ran.stderr);
  return ran;
}

/** The first line of an error: with --debug its stack follows. */
const said = ({ stderr }: Ran): string => stderr.split("\n")[0] ?? "";

const create = (name: string) => client.send(new CreateSecretCommand({ Name: name }));
const valueWith = async (label: string) =>
  (await client.send(new GetSecretValueCommand({ SecretId: NAME, VersionStage: label }))).SecretString;

/** One story, told in order: each test goes on from what the one before left. */
describe("the secrets of an environment", () => {
  const DAY = 86_400_000;

  it("cannot be filled before Terraform created them", () => {
    const ran = secret(["set", "orders", "dev", "DATABASE_URL"], FIRST);
    expect([ran.code, ran.stdout, said(ran)]).toEqual([
      2,
      "",
      `SecretRefusal: the secret ${NAME} does not exist yet: Terraform creates it with the stack dev-service-orders. Deploy that first.`,
    ]);
  });

  it("are named where they are not created, or not filled", async () => {
    await create(NAME);
    expect(secret(["check", "--environment", "dev"])).toMatchObject({
      code: 1,
      stdout: [
        `orders in dev cannot start: its secret ${NAME} (DATABASE_URL) was never filled. backend fills it: infra secret set orders dev DATABASE_URL`,
        "users in dev cannot start: its secret dev/users/key (KEY) does not exist yet. Deploy the stack dev-service-users, then let backend/lead fill it.",
        "",
      ].join("\n"),
    });
    expect(JSON.parse(secret(["check", "--environment", "dev", "--json"]).stdout)).toEqual({
      environment: "dev",
      unfilled: [
        {
          service: "orders",
          stack: "dev-service-orders",
          name: NAME,
          variables: ["DATABASE_URL"],
          owner: "backend",
          because: "empty",
        },
        {
          service: "users",
          stack: "dev-service-users",
          name: "dev/users/key",
          variables: ["KEY"],
          owner: "backend/lead",
          because: "missing",
        },
      ],
    });
  });

  it("cannot be rotated before they have a value", () => {
    const ran = secret(["rotate", "orders", "dev", "DATABASE_URL"], FIRST);
    expect([ran.code, said(ran)]).toEqual([
      2,
      `SecretRefusal: the secret ${NAME} was never filled. To give it its first value, use \`infra secret set orders dev DATABASE_URL\`.`,
    ]);
  });

  it.each([
    ["nothing", "", "the value is empty. Nothing was written."],
    [
      "too much",
      `${FIRST}${"x".repeat(70_000)}`,
      "the value is larger than 65,536 bytes, the most that Secrets Manager keeps. Nothing was written.",
    ],
    [
      "no text",
      Buffer.concat([Buffer.from(FIRST), Buffer.from([0xff])]),
      "the value is no text in UTF-8. Encode it, for example as Base64, and let the service decode it. Nothing was written.",
    ],
  ])("take no %s", (_, input, message) => {
    const ran = secret(["set", "orders", "dev", "DATABASE_URL"], input);
    expect([ran.code, ran.stdout, ran.stderr.includes(`SecretRefusal: ${message}\n`)]).toEqual([2, "", true]);
  });

  it("are filled from standard input, and what goes where is told first", async () => {
    expect(secret(["set", "orders", "dev", "DATABASE_URL"], `${FIRST}\n`)).toEqual({
      code: 0,
      stdout: `${NAME} is filled. Tasks of dev-service-orders that start from now on get it.\n`,
      stderr: `The first value for the secret ${NAME}
  account  development (${ACCOUNT}), emulated at ${moto.url}
  region   eu-west-1
  read by  dev-service-orders, as DATABASE_URL
  owner    backend; rotated by hand every 90 days
`,
    });
    expect(await valueWith("AWSCURRENT")).toBe(FIRST);
  });

  it("are not overwritten by mistake", async () => {
    const ran = secret(["set", "orders", "dev", "DATABASE_URL"], SECOND);
    expect([ran.code, said(ran)]).toEqual([
      2,
      `SecretRefusal: the secret ${NAME} has a value already. To give it another one, use \`infra secret rotate orders dev DATABASE_URL\`.`,
    ]);
    expect(await valueWith("AWSCURRENT")).toBe(FIRST);
  });

  it("get another value when they are rotated; the one before is kept, and who must restart is told", async () => {
    expect(secret(["rotate", "orders", "dev", "DATABASE_URL"], SECOND)).toEqual({
      code: 0,
      stdout: `${NAME} has another value; the one before is kept as AWSPREVIOUS until the next rotation.
Tasks read it when they start, so restart dev-service-orders:
  aws ecs update-service --region eu-west-1 --cluster dev --service dev-service-orders --force-new-deployment
`,
      stderr: expect.stringContaining(`Another value for the secret ${NAME}\n`),
    });
    expect([await valueWith("AWSCURRENT"), await valueWith("AWSPREVIOUS")]).toEqual([SECOND, FIRST]);
  });

  it("are listed with their owner, their state and their dates; those of other accounts stay unknown", () => {
    const { code, stdout } = secret(["list"]);
    const rows = stdout.split("\n").map((row) => row.split(/ {2,}/));
    const [changed = ""] = /\d{4}-\d\d-\d\d/.exec(stdout) ?? [];
    expect(Math.abs(Date.parse(changed) - Date.now())).toBeLessThan(2 * DAY);
    const due = new Date(Date.parse(changed) + 90 * DAY).toISOString().slice(0, 10);
    expect([code, ...rows]).toEqual([
      0,
      ["secret", "variable", "stack", "environment", "owner", "status", "last changed", "rotation due"],
      [NAME, "DATABASE_URL", "dev-service-orders", "dev", "backend", "filled", changed, due],
      ["dev/users/key", "KEY", "dev-service-users", "dev", "backend/lead", "not created", "-", "-"],
      ["prod/orders/database-url", "DATABASE_URL", "prod-service-orders", "prod", "backend", "other account", "-", "-"],
      ["prod/users/key", "KEY", "prod-service-users", "prod", "backend/lead", "other account", "-", "-"],
      [""],
    ]);
  });

  it("are listed for machines, too", () => {
    const { stdout } = secret(["list", "--environment", "dev", "--service", "users", "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      secrets: [
        {
          service: "users",
          environment: "dev",
          stack: "dev-service-users",
          variables: ["KEY"],
          name: "dev/users/key",
          account: ACCOUNT,
          region: "eu-west-1",
          owner: "backend/lead",
          rotation: { days: 365, by: "apple" },
          status: "missing",
        },
      ],
    });
  });

  it("are overdue once their interval is over", async () => {
    const linesAt = async (days: number) => {
      const now = new Date(Date.now() + days * DAY);
      const lines = await overviewOf([aSecret()], cloud({ endpoint: moto.url }), now);
      return lines.map((line) => [line.overdue, cellsOf(line).at(-1)]);
    };
    const [[, due] = []] = await linesAt(89);
    expect(await linesAt(89)).toEqual([[false, due]]);
    expect(await linesAt(91)).toEqual([[true, `${due}, overdue`]]);
  });

  it("of another account are refused: nothing goes elsewhere, and nothing is made up", () => {
    const refusal = `SecretRefusal: the environment prod stands in the account production (222222222222), and the credentials in use are of the account ${ACCOUNT}. Use those of production. Nothing was touched.`;
    const ran = secret(["set", "orders", "prod", "DATABASE_URL"], FIRST);
    expect([ran.code, ran.stdout, said(ran)]).toEqual([2, "", refusal]);
    const checked = secret(["check", "--environment", "prod"]);
    expect([checked.code, checked.stdout, said(checked)]).toEqual([2, "", refusal]);
    const listed = secret(["list", "--environment", "prod"]);
    expect([listed.code, listed.stdout, said(listed)]).toEqual([
      2,
      "",
      `SecretRefusal: these secrets lie in the account production (222222222222), and the credentials in use are of the account ${ACCOUNT}. Use those of the former.`,
    ]);
  });

  it("are all filled in the end", async () => {
    await create("dev/users/key");
    expect(secret(["set", "users", "dev", "KEY"], "tr0ub4dor").code).toBe(0);
    expect(secret(["check", "--environment", "dev"])).toMatchObject({
      code: 0,
      stdout: "All secrets of dev are filled.\n",
    });
  });

  it("that were deleted are told as such, and not written", async () => {
    await client.send(new DeleteSecretCommand({ SecretId: "dev/users/key" }));
    expect(secret(["check", "--environment", "dev"])).toMatchObject({
      code: 1,
      stdout:
        "users in dev cannot start: its secret dev/users/key (KEY) was deleted and waits for its end. Restore it.\n",
    });
    const ran = secret(["rotate", "users", "dev", "KEY"], SECOND);
    expect([ran.code, said(ran)]).toEqual([
      2,
      "SecretRefusal: the secret dev/users/key was deleted and waits for its end. Restore it, or wait and deploy the stack dev-service-users.",
    ]);
  });
});

describe("two people who write at the same time", () => {
  /** Writes a value; while it is typed, something else happens. */
  const write = (kind: WriteKind, name: string, value: string, meanwhile: () => Promise<unknown>) =>
    writeSecret(kind, aSecret({ name }), cloud({ endpoint: moto.url }), {
      announce: () => undefined,
      value: async () => {
        await meanwhile();
        return SecretValue.from(Buffer.from(value));
      },
    });
  const current = async (name: string) =>
    (await client.send(new GetSecretValueCommand({ SecretId: name }))).SecretString;
  const nothing = async () => undefined;

  it.each(["set", "rotate"] as const)("%s: the slower one is refused, and overwrites nothing", async (kind) => {
    const name = `dev/orders/at-once-${kind}`;
    await create(name);
    if (kind === "rotate") await write("set", name, "before", nothing);
    const slower = write(kind, name, "slower", () => write(kind, name, "faster", nothing));
    await expect(slower).rejects.toMatchObject({
      name: "SecretConflict",
      message: `somebody else gave ${name} a value at the same time, so this one was not written. Look at it with \`infra secret list\`, then run this again if it is still needed.`,
    });
    expect(await current(name)).toBe("faster");
  });

  it("a request that is repeated does no more than the first", async () => {
    await create("dev/orders/repeated");
    await write("set", "dev/orders/repeated", "same", () => write("set", "dev/orders/repeated", "same", nothing));
    const { Versions } = await client.send(new ListSecretVersionIdsCommand({ SecretId: "dev/orders/repeated" }));
    expect(Versions).toHaveLength(1);
  });

  it("a value that was taken back can be replaced again", async () => {
    const name = "dev/orders/taken-back";
    await create(name);
    await write("set", name, "one", nothing);
    await write("rotate", name, "two", nothing);
    const idOf = async (label: string) => {
      const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId: name }));
      return Versions.find(({ VersionStages }) => VersionStages?.includes(label))?.VersionId;
    };
    const [one, two] = [await idOf("AWSPREVIOUS"), await idOf("AWSCURRENT")];
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: name,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: one,
        RemoveFromVersionId: two,
      }),
    );
    expect(await idOf("AWSCURRENT")).toBe(one);
    await write("rotate", name, "three", nothing);
    expect(await current(name)).toBe("three");
  });
});

describe("a value that is typed at a terminal", () => {
  const folder = mkdtempSync(join(tmpdir(), "typed-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs the command in a terminal of its own, types when it asks, and returns its exit code and all that was seen. */
  function type(words: readonly string[], keys: string): { readonly code: number; readonly seen: string } {
    const command = [process.execPath, join(ROOT, "cli", "infra.js"), "--debug", ...words];
    const where = ["--catalogue", catalogue.directory, "--endpoint", moto.url];
    const options = { encoding: "utf8", env: { ...process.env, KEYS: keys } } as const;
    const text = execFileSync("python3", [join(__dirname, "type-at-terminal.py"), ...command, ...where], options);
    const { code, seen } = JSON.parse(text);
    printed.push(seen);
    return { code, seen };
  }

  it("is written, and never shown", async () => {
    const { code, seen } = type(["secret", "rotate", "orders", "dev", "DATABASE_URL"], `${FIRST}x\u007f\r`);
    expect(code).toBe(0);
    expect(seen).toContain("Value (one line, not shown; Ctrl-C gives up): \r\n");
    expect(await valueWith("AWSCURRENT")).toBe(FIRST);
  });

  it.each([
    ["several lines", `${SECOND}\r${SECOND}\r`, "these are several lines."],
    ["Ctrl-C", `${SECOND}\u0003`, "you gave up. Nothing was written."],
  ])("is not written after %s", async (_, keys, message) => {
    const { code, seen } = type(["secret", "rotate", "orders", "dev", "DATABASE_URL"], keys);
    expect([code, seen.includes(message)]).toEqual([2, true]);
    expect(await valueWith("AWSCURRENT")).toBe(FIRST);
  });
});

it("no value was printed in any of this, with --debug or without", () => {
  expect(printed.length).toBeGreaterThan(40);
  expect(printed.filter((text) => VALUE.test(text))).toEqual([]);
});
