import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogueOf, SOUND } from "../support/catalogue";
import { type AwsAnswer, awsError, failingAws } from "../support/failing-aws";
import { infra, infraBeside, type Ran } from "../support/infra";

/** The value is repeated by an AWS that goes wrong, and must not be repeated by the command. */
const VALUE = "tr0ub4dor&3";

const catalogue = catalogueOf(SOUND);
afterAll(() => catalogue.remove());

const SET = ["secret", "set", "orders", "dev", "DATABASE_URL"];
const NAME = "dev/orders/database-url";

/** Everything the command says when AWS answers like that, and what AWS was asked. */
async function sayWith(
  words: readonly string[],
  answers: Readonly<Record<string, AwsAnswer>>,
): Promise<Ran & { readonly asked: readonly string[] }> {
  const aws = await failingAws(() => answers);
  try {
    const where = ["--catalogue", catalogue.directory, "--endpoint", aws.url];
    const ran = await infraBeside([...words, ...where], { input: VALUE });
    return { ...ran, stderr: ran.stderr.replaceAll(aws.url, "AWS"), asked: aws.asked };
  } finally {
    await aws.close();
  }
}

const WHERE = `The first value for the secret ${NAME}
  account  development (111111111111), emulated at AWS
  region   eu-west-1
  read by  dev-service-orders, as DATABASE_URL
  owner    backend; rotated by hand every 90 days
`;

describe("infra secret set, when AWS refuses the value and quotes it", () => {
  const denied =
    "access was denied. These credentials need secretsmanager:PutSecretValue, and kms:GenerateDataKey and kms:Decrypt of its key.";
  it.each<[string, AwsAnswer, string]>([
    ["access denied", awsError("AccessDeniedException", `no ${VALUE}`), denied],
    [
      "an answer that quotes what was sent",
      awsError("ValidationException", `Value '${VALUE}' at 'secretString' failed to satisfy constraint`),
      "AWS answered 400, for a reason that is not shown, as it may quote the value.",
    ],
    [
      "an error that is named like the value",
      awsError(VALUE, VALUE),
      "AWS answered 400, for a reason that is not shown, as it may quote the value.",
    ],
    [
      "a key that was switched off",
      awsError("EncryptionFailure", VALUE),
      "its key cannot be used. See whether the key is enabled.",
    ],
    [
      "a page of a proxy",
      { status: 403, body: `<html>${VALUE}</html>` },
      "AWS answered 403, for a reason that is not shown, as it may quote the value.",
    ],
    [
      "an answer that cannot be read",
      { status: 200, body: VALUE },
      "AWS answered 200, for a reason that is not shown, as it may quote the value.",
    ],
    [
      "credentials that ended meanwhile",
      awsError("ExpiredTokenException", VALUE),
      "AWS does not accept these credentials: they are wrong, or they ended. Sign in again.",
    ],
  ])("says so, and neither the value nor a stack: %s", async (_, answer, reason) => {
    const ran = await sayWith(SET, { PutSecretValue: answer });
    expect(ran).toEqual({
      code: 1,
      stdout: "",
      stderr: `${WHERE}could not write the secret ${NAME}: ${reason}\n`,
      asked: ["GetCallerIdentity", "DescribeSecret", "PutSecretValue"],
    });
  });

  it.each<[string, AwsAnswer, string]>([
    [
      "throttled",
      awsError("ThrottlingException", VALUE),
      "AWS limits the rate of requests, for longer than is waited here. Run this again later.",
    ],
    ["trouble at AWS", awsError("InternalServiceError", VALUE, 500), "AWS has trouble. Run this again."],
    [
      "a connection that breaks",
      "reset",
      "AWS did not answer (ECONNRESET). It may have been done nevertheless: see `infra secret list` before you run this again.",
    ],
  ])("asks again first: %s", async (_, answer, reason) => {
    const { code, stderr, asked } = await sayWith(SET, { PutSecretValue: answer });
    expect([code, stderr]).toEqual([1, `${WHERE}could not write the secret ${NAME}: ${reason}\n`]);
    expect(asked.slice(2)).toEqual(Array.from({ length: 4 }, () => "PutSecretValue"));
  });

  it("keeps the value to itself with --debug, too", async () => {
    const { code, stdout, stderr } = await sayWith(["--debug", ...SET], {
      PutSecretValue: awsError("ValidationException", VALUE),
    });
    expect([code, stdout, stderr.includes(VALUE), /\n {4}at /.test(stderr)]).toEqual([1, "", false, true]);
  });
});

describe("infra secret, when AWS cannot be asked", () => {
  const whoami = "could not tell which account the credentials in use are of";
  it.each<[string, Readonly<Record<string, AwsAnswer>>, string]>([
    [
      "wrong credentials",
      { GetCallerIdentity: { status: 403, body: stsError("InvalidClientTokenId") } },
      `${whoami}: AWS does not accept these credentials: they are wrong, or they ended. Sign in again.`,
    ],
    [
      "an account that is none",
      { GetCallerIdentity: { status: 200, body: "<GetCallerIdentityResponse/>" } },
      `${whoami}: the answer is not what AWS answers to this.`,
    ],
    [
      "no permission to look at a secret",
      { DescribeSecret: awsError("AccessDeniedException", "no") },
      `could not look at the secret ${NAME}: access was denied. These credentials need secretsmanager:DescribeSecret and secretsmanager:ListSecretVersionIds.`,
    ],
    [
      "something that is not known here, of which no terminal must take commands",
      { DescribeSecret: awsError("NewException", "red\u001b[31m\nalert.") },
      `could not look at the secret ${NAME}: AWS answered 400: red [31m alert.`,
    ],
  ])("says so in one sentence: %s", async (_, answers, message) => {
    const { code, stdout, stderr } = await sayWith(["secret", "list", "--environment", "dev"], answers);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: `${message}\n` });
  });

  it("says so when nobody answers", () => {
    const where = ["--catalogue", catalogue.directory, "--endpoint", "http://127.0.0.1:9"];
    expect(infra(["secret", "check", "--environment", "dev", ...where])).toEqual({
      code: 1,
      stdout: "",
      stderr: `${whoami}: http://127.0.0.1:9 did not answer (ECONNREFUSED).\n`,
    });
  });

  it("says so when there are no credentials, and asks nobody", () => {
    const home = mkdtempSync(join(tmpdir(), "home-"));
    try {
      const none = Object.fromEntries(
        Object.keys(process.env).flatMap((name) => (/^AWS_/.test(name) ? [[name, undefined]] : [])),
      );
      const env = { ...none, HOME: home, AWS_EC2_METADATA_DISABLED: "true" };
      expect(infra([...SET, "--catalogue", catalogue.directory], { env, input: VALUE })).toEqual({
        code: 1,
        stdout: "",
        stderr: `${whoami}: there are no AWS credentials, or they ended. Sign in (\`aws sso login\`), and name the profile in AWS_PROFILE.\n`,
      });
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});

function stsError(code: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;
}

describe("infra secret, called wrongly", () => {
  const alone =
    "error: the command takes a service, an environment and a NAME, and reads the value from standard input alone\n(--help lists what there is)\n";
  it.each([
    ["the value as an argument", [...SET, VALUE], alone],
    ["the value as an option", [...SET, `--value=${VALUE}`], alone],
    ["the value in place of the name", ["secret", "set", "orders", "dev", VALUE], undefined],
    ["the same when it is rotated", ["secret", "rotate", "orders", "dev", "DATABASE_URL", VALUE], alone],
  ])("does not repeat %s", (_, words, message) => {
    const { code, stdout, stderr } = infra([...words, "--catalogue", catalogue.directory]);
    expect([code, stdout, stderr.includes(VALUE)]).toEqual([2, "", false]);
    if (message !== undefined) expect(stderr).toBe(message);
  });

  it.each([
    ["a service", ["set", "order", "dev", "DATABASE_URL"], 'there is no service "order". Did you mean "orders"?'],
    [
      "an environment",
      ["set", "orders", "deev", "DATABASE_URL"],
      'there is no environment "deev". Did you mean "dev"?',
    ],
    [
      "a variable",
      ["rotate", "orders", "dev", "DATABASE_URI"],
      'the service orders has no secret "DATABASE_URI" in dev. Did you mean "DATABASE_URL"?',
    ],
    ["an environment to check", ["check", "--environment", "x"], 'there is no environment "x". Known: dev, prod.'],
  ])("finds out before anything is asked: %s", (_, words, message) => {
    const where = ["--catalogue", catalogue.directory, "--endpoint", "http://127.0.0.1:9"];
    expect(infra(["secret", ...words, ...where])).toEqual({ code: 2, stdout: "", stderr: `${message}\n` });
  });

  it("needs an environment to check", () => {
    expect(infra(["secret", "check"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("required option '--environment <name>' not specified"),
    });
  });
});

describe("infra secret, where there is nothing to do", () => {
  it("says so, and asks nobody", () => {
    const where = ["--catalogue", catalogue.directory, "--endpoint", "http://127.0.0.1:9"];
    expect(infra(["secret", "list", "--service", "users", ...where])).toMatchObject({
      code: 0,
      stdout: "No secret is declared.\n",
    });
  });
});
