import { withoutSecrets } from "../../../../operations/report/secrets/job-secrets";
import { withoutSecretShapes, withoutSecretsInText } from "../../../../operations/report/secrets/suspects";
import { letters, TOKENS } from "./fakes";

const GONE = "(looks like a secret)";
const KEY_ID = String(TOKENS["an AWS access key id"]);

describe("tokens inside a text", () => {
  const cut = "a private key that is cut off";
  test.each(Object.entries(TOKENS).filter(([name]) => name !== cut))("%s", (_, token) => {
    expect(withoutSecretsInText(`before ${token} after`)).toBe(`before ${GONE} after`);
  });
  test.each(Object.entries(TOKENS).filter(([name]) => name !== cut))("%s behind an escaped line break", (_, token) => {
    expect(withoutSecretsInText(`before\\n${token}`)).toBe(`before\\n${GONE}`);
  });
  it("a private key that is cut off, to the end", () => {
    expect(withoutSecretsInText(`before ${TOKENS[cut]} after`)).toBe(`before ${GONE}`);
  });
  it("the secret half beside an id", () => {
    expect(withoutSecretsInText(`${KEY_ID} ${letters(40)}`)).toBe(`${GONE} ${GONE}`);
  });
  it("the part of an address by which anyone may write to a channel", () => {
    expect(withoutSecretsInText(`https://hooks.sla${"ck.com/services"}/T0123/B0123/${letters(24)}`)).toBe(
      `https://hooks.slack.com/services/${GONE}`,
    );
  });
});

describe("secrets in a text", () => {
  test.each([
    ["a line of a file of variables", "A=b\nDB_PASSWORD=hunter2 x\nC=d", `A=b\nDB_PASSWORD=${GONE}\nC=d`],
    ["a script", "#!/bin/sh\nexport TOKEN=abc\nrun", `#!/bin/sh\nexport TOKEN=${GONE}\nrun`],
    ["an option with a sign", "run --password=abc -h db", `run --password=${GONE} -h db`],
    ["an option with a space", "run --password abc -h db", `run --password ${GONE} -h db`],
    ["an option in quotes", "run --password 'a b' -h db", `run --password '${GONE}' -h db`],
    ["a header in quotes", "curl -H 'Authorization: Bearer abc' x", `curl -H 'Authorization: ${GONE}' x`],
    ["a header by itself", "Authorization: Basic abc", `Authorization: ${GONE}`],
    ["a header in a sentence", `sent Bearer ${letters(20)} to it`, `sent Bearer ${GONE} to it`],
    ["an API key's header", 'curl -H "X-Api-Key: abc" x', `curl -H "X-Api-Key: ${GONE}" x`],
    ["a user and a password", "curl -u me:abc x", `curl -u me:${GONE} x`],
    ["an address with a password", "postgres://app:s3cret@db:5432/app", `postgres://app:${GONE}@db:5432/app`],
    ["a password with signs in it", "postgres://app:a/b@c?d@db/app", `postgres://app:${GONE}@db/app`],
    ["a token for a user", `https://${letters(20)}@git.example.com/x`, `https://${GONE}@git.example.com/x`],
    ["no user", "redis://:abc@cache:6379/0", `redis://:${GONE}@cache:6379/0`],
    ["a query", "https://h/?token=abc&next_token=z&a=b", `https://h/?token=${GONE}&next_token=z&a=b`],
    [
      "a signed address",
      "https://h/?X-Amz-Signature=0123&X-Amz-Date=1",
      `https://h/?X-Amz-Signature=${GONE}&X-Amz-Date=1`,
    ],
    ["a signature of Azure", "https://h/?sv=1&sig=a%3D&se=2", `https://h/?sv=1&sig=${GONE}&se=2`],
    ["an account of Azure", "AccountName=a;AccountKey=b==;X=y", `AccountName=a;AccountKey=${GONE};X=y`],
    ["a connection", "Server=db;Password=abc;Database=x", `Server=db;Password=${GONE};Database=x`],
    ["HCL", 'a = 1\n  password = "hunter2"\n', `a = 1\n  password = "${GONE}"\n`],
    ["a heredoc", "private_key = <<EOT\nabc\nEOT\nx = 1", `private_key = <<EOT\n${GONE}\nEOT\nx = 1`],
    ["YAML", "user: me\npassword: two words\nhost: db", `user: me\npassword: ${GONE}\nhost: db`],
    ["YAML with a block", "a:\n  password: |\n    x\n    y\n  b: 1", `a:\n  password: |\n    ${GONE}\n  b: 1`],
    [
      "a variable in YAML",
      "- name: DB_PASSWORD\n  value: x\n- name: A",
      `- name: DB_PASSWORD\n  value: ${GONE}\n- name: A`,
    ],
    ["XML", "<a><password>x</password></a>", `<a><password>${GONE}</password></a>`],
    ["npm", "//registry.npmjs.org/:_authToken=abc", `//registry.npmjs.org/:_authToken=${GONE}`],
    ["netrc", "machine h login me password abc", `machine h login me password ${GONE}`],
    ["SQL", "CREATE USER a IDENTIFIED BY 'abc'", `CREATE USER a IDENTIFIED BY '${GONE}'`],
    ["JSON inside a text", 'echo {"password":"a\\"b"} x', `echo {"password":"${GONE}"} x`],
    ["escaped JSON", 'x "{\\"token\\":\\"abc\\"}"', `x "{\\"token\\":\\"${GONE}\\"}"`],
    ["JSON", '{"name":"A","password":"x"}', `{"name":"A","password":"${GONE}"}`],
    ["a pair in JSON, the value first", '[{"value":"x","name":"PASSWORD"}]', `[{"name":"PASSWORD","value":"${GONE}"}]`],
    ["JSON with line breaks", '{\n  "token": "x"\n}', `{\n  "token": "${GONE}"\n}`],
    ["JSON with escapes in a name", '{"p\\u0061ssword":"x"}', `{"password":"${GONE}"}`],
    ["JSON in JSON", '{"a":"{\\"token\\":\\"x\\"}"}', `{"a":"{\\"token\\":\\"${GONE}\\"}"}`],
    ["an option in a list", '["run","--password","x"]', `["run","--password","${GONE}"]`],
    ["a text in a program", "const password = 'hunter2';", `const password = '${GONE}';`],
    ["a short name", "DB_PW=hunter2", `DB_PW=${GONE}`],
    ["an error that quotes a value", "invalid password: hunter2!", `invalid password: ${GONE}`],
  ])("takes out %s", (_, text, clean) => {
    expect(withoutSecretsInText(text)).toBe(clean);
    expect(withoutSecretsInText(clean)).toBe(clean);
  });

  test.each([
    "creating Secrets Manager Secret (db): InvalidRequestException: You can't create this secret",
    "Error: invalid token: expired",
    "reading arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf: AccessDenied",
    "password = var.db_password",
    "TOKEN=$(curl -s http://169.254.169.254/latest/api/token)",
    'PASSWORD="$(aws ssm get-parameter --name /app/db --query Parameter.Value)"',
    "docker login --username AWS --password-stdin 123456789012.dkr.ecr.eu-central-1.amazonaws.com",
    "function handler(event) { var token = event.request.headers.token; const secret = await secretOf(event); }",
    '{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:octo-org/app:ref:refs/heads/main"}}',
    'parse @message "token=*" as token',
    "PASSWORD=${DB_PASSWORD}",
    "PASSWORD=$DB_PASSWORD",
    "http_tokens = required",
    "Basic authentication is required",
    "https://example.com:8080/a?b=c",
    "ssh://git@github.com/a/b",
    "write to me@example.com about https://example.com/x",
    "DB_SECRET_ARN=arn:aws:secretsmanager:eu-central-1:1:secret:x",
    "TOKEN_TYPE=jwt KEY_NAME=deployer MAX_TOKENS=4096",
    '{"Action":["secretsmanager:GetSecretValue","iam:PassRole"],"Resource":"*"}',
    '{"password": null, "token": true, "password_policy": {"min": 12}}',
    '{"secrets":[{"name":"DB_PASSWORD","valueFrom":"db-password"}]}',
    "if [ $TOKEN == null ]; then exit; fi",
    "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ me@example.com",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "the tokenizer of the secretary; compass, passive, monkey",
    "task-definition/app:12, AIDAEXAMPLE, i-0123456789abcdef0",
    "password_policy: { minimum_length: 12 }",
    "Password must be at least 8 characters long.",
    "",
  ])("leaves %j", (text) => {
    expect(withoutSecretsInText(text)).toBe(text);
  });
});

describe("a value", () => {
  it("comes back itself when it holds nothing", () => {
    const value = { a: ["b", { c: "password" }], d: null, e: 1, f: true };
    expect(withoutSecretShapes(value)).toBe(value);
  });
  it("is cleaned in its texts and in its keys", () => {
    expect(withoutSecretShapes({ a: ["x", `see ${KEY_ID}`], [`for ${KEY_ID}`]: { b: 1 } })).toEqual({
      a: ["x", `see ${GONE}`],
      [`for ${GONE}`]: { b: 1 },
    });
  });
  it("keeps a key that objects inherit", () => {
    expect(JSON.stringify(withoutSecretShapes(JSON.parse(`{"__proto__":"${KEY_ID}"}`)))).toBe(
      `{"__proto__":"${GONE}"}`,
    );
  });
});

describe("secrets of the job", () => {
  const clean = withoutSecrets([
    "hunter2",
    "hunter2-longer",
    'a"b c/d',
    "p&q<r>s",
    "short",
    "",
    `first-line-of-a-key\n}\nlast-line-of-a-key`,
  ]);
  test.each([
    ["as it is", "x hunter2 y", "x (a secret of this job) y"],
    ["the longer one first", "hunter2-longer", "(a secret of this job)"],
    ["in JSON", '{"x":"a\\"b c/d"}', '{"x":"(a secret of this job)"}'],
    ["as jsonencode writes it", '{"x":"p\\u0026q\\u003cr\\u003es"}', '{"x":"(a secret of this job)"}'],
    ["in a URL", "?q=a%22b%20c%2Fd", "?q=(a secret of this job)"],
    ["in base64", Buffer.from("hunter2").toString("base64"), "(a secret of this job)"],
    ["a line of several", "a last-line-of-a-key }", "a (a secret of this job) }"],
    ["not one that is short", "a short text", "a short text"],
  ])("%s", (_, text, expected) => {
    expect(clean(text)).toBe(expected);
  });
  it("none", () => {
    expect(withoutSecrets(["", "abc"])("abc")).toBe("abc");
  });
});
