import { createHash } from "node:crypto";
import { suspectMarks, suspectMarksOfSides } from "../../../../operations/report/secrets/suspects";
import { RANDOM_BASE64, RANDOM_HEX, TOKENS } from "./fakes";

const ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf";
const UUID = "0b5f2c1e-7a3d-4c55-9e0a-1f2e3d4c5b6a";

describe("hidden by its name", () => {
  test.each([
    ["a password", "password", "hunter2"],
    ["a password of digits", "password", 12345678],
    ["a password that is a word", "DB_PASSWORD", "changeme"],
    ["a secret key", "secret_access_key", "abc"],
    ["a token that looks like a name", "auth_token", "my-token"],
    ["an API key that is a UUID", "api_key", UUID],
    ["a path with capitals and signs, as keys in base64 have", "secret", "/aB3/x+Z"],
    ["the secret half of an AppRole", "secret_id", UUID],
    ["a key of encryption", "encryption_key", "0123456789abcdef"],
    ["an authorization with its proof", "authorization", "Bearer abc"],
    ["a user and a password in one", "basic_auth", "user:pass"],
    ["a header that is long and mixed", "auth", "dXNlcjpwYXNzd29yZA"],
    ["an address with a password", "database_url", "postgres://app:s3cret@db/app"],
    ["an address of a form that is not known", "connection_string", "app/s3cret@db"],
    ["an address in a chat", "webhook_url", "https://chat.example.com/hooks/abc"],
    ["a reference with a default", "password", "${DB_PASSWORD:-hunter2}"],
    ["a very long value", "token", "a".repeat(10_000)],
  ])("%s", (_, name, value) => {
    expect(suspectMarks({ [name]: value, other: "shown" }, false)).toEqual({ [name]: true });
  });
});

describe("readable in spite of its name", () => {
  test.each([
    ["an ARN", "secret", ARN],
    ["an ARN with a key of the secret", "password", `${ARN}:password::`],
    ["a reference of Terraform", "password", "${aws_secretsmanager_secret.db.arn}"],
    ["a reference of CloudFormation", "password", "{{resolve:secretsmanager:db:SecretString:password}}"],
    ["a variable of a shell", "password", "$DB_PASSWORD"],
    ["a secret of Google", "secret", "projects/p/secrets/db/versions/latest"],
    ["a secret of 1Password", "token", "op://vault/item/field"],
    ["a vault of Azure", "secret", "https://kv.vault.azure.net/secrets/db"],
    ["a parameter's name", "secret", "/prod/db/password"],
    ["a mounted file", "token", "/run/secrets/token"],
    ["an empty text", "password", ""],
    ["white space", "password", "  \n"],
    ["null", "password", null],
    ["true", "manage_master_user_password", true],
    ["true as a text", "ENABLE_PASSWORD", "true"],
    ["a small number as a text", "secret", "30"],
    ["a number that is no password", "token", 4096],
    ["an ARN's list", "secret_arn_list", [ARN]],
    ["what instances require", "http_tokens", "required"],
    ["a kind of authorization", "authorization", "COGNITO_USER_POOLS"],
    ["a way to authorize", "auth", "basic"],
    ["an alias of a key", "encryption_key", "alias/aws/s3"],
    ["the id of a key", "kms_key", UUID],
    ["the name of a secret", "secret_id", "prod/db"],
    ["an address without a password", "database_url", "postgres://db.internal:5432/app"],
    ["a host", "redis_url", "cache.internal:6379"],
    ["the name of a secret, by its key", "secret_name", "db-password"],
    ["a type", "token_type", "Bearer"],
    ["units", "token_validity_units", [{ access_token: "hours", id_token: "minutes", refresh_token: "days" }]],
    ["where a key is looked for", "securitySchemes", { api_key: { type: "apiKey", name: "x-api-key", in: "header" } }],
    ["who GitHub's tokens are for", "StringEquals", { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }],
    ["how much a model may say", "LLM_MAX_TOKENS", "4096"],
    ["a role of any account", "credentials", "arn:aws:iam::*:user/*"],
    ["stars", "password", "****"],
    ["a policy", "password_policy", { minimum_length: 12, require_symbols: true }],
    ["what the DNS says", "dkim_tokens", ["abcdefabcdefabcdefabcdefabcdef12"]],
    ["what is hidden already", "password", "(sensitive)"],
    ["a public key", "public_key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ app@example"],
  ])("%s", (_, name, value) => {
    expect(suspectMarks({ [name]: value, other: "shown" }, false)).toBe(false);
  });
});

describe("tokens as whole values, under a name that says nothing", () => {
  test.each(Object.entries(TOKENS))("%s", (_, token) => {
    expect(suspectMarks({ text: token, other: "shown" }, false)).toEqual({ text: true });
  });
  test.each(Object.entries(TOKENS))("%s as a key hides the object", (_, token) => {
    expect(suspectMarks({ map: { [token]: 1 } }, false)).toEqual({ map: true });
  });
});

describe("random texts", () => {
  test.each([
    ["base64 under a neutral name", { setting: RANDOM_BASE64 }, { setting: true }],
    ["hexadecimal under a neutral name", { setting: RANDOM_HEX }, { setting: true }],
    ["a variable", { name: "SETTING", value: RANDOM_HEX }, { value: true }],
    ["a made-up key", { b64_std: RANDOM_BASE64 }, { b64_std: true }],
  ])("hides %s", (_, value, marks) => {
    expect(suspectMarks(value, false)).toEqual(marks);
  });
  test.each([
    ["a digest of code", { source_code_hash: RANDOM_BASE64 }],
    ["an ETag", { etag: RANDOM_HEX }],
    ["a checksum", { sha256: RANDOM_HEX, content_sha1: RANDOM_HEX, checksum: RANDOM_HEX }],
    ["an image", { image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/app@sha256:${RANDOM_HEX}` }],
    ["a digest of an image", { digest: `sha256:${RANDOM_HEX}` }],
    ["what a trigger compares", { triggers: { redeployment: RANDOM_HEX.slice(0, 40), other: RANDOM_HEX } }],
    ["what a random id keeps", { keepers: { anything: RANDOM_HEX } }],
    ["a commit", { tags: { GitCommit: RANDOM_HEX.slice(0, 40), Version: RANDOM_HEX } }],
    ["a variable with a commit", { name: "GIT_SHA", value: RANDOM_HEX.slice(0, 40) }],
    ["a canonical user", { owner: { id: RANDOM_HEX } }],
    ["a digest of a file", { filebase64sha256: RANDOM_BASE64, filemd5: RANDOM_HEX.slice(0, 40) }],
    ["a caller's reference", { caller_reference: RANDOM_HEX }],
    ["a thumbprint", { thumbprint_list: [RANDOM_HEX.slice(0, 40)] }],
    [
      "a certificate in base64",
      {
        certificate_authority: [
          { data: Buffer.from("-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n").toString("base64") },
        ],
      },
    ],
    [
      "a public key without armour",
      { key: `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${RANDOM_BASE64.slice(0, 40)}` },
    ],
    ["a long name", { function: "my-company-production-EuCentral1-OrderProcessingFunction-V2" }],
    ["words run together", { function: "MyCompanyProductionEuCentral1OrderProcessingFunctionVersion2" }],
    ["a path", { prefix: "exports/production/2026/January/OrdersWithItemsAndPrices" }],
    ["a machine image and ids", { ami: "ami-0abcdef1234567890", subnet: "subnet-0123456789abcdef0" }],
    ["a short key", { setting: RANDOM_HEX.slice(0, 32) }],
    ["a host", { domain: "d111111abcdef8.cloudfront.net" }],
    ["digits", { setting: "1".repeat(50) }],
    ["one letter", { setting: "a".repeat(50) }],
    ["a script in base64", { user_data_base64: Buffer.from("#!/bin/bash\nyum install -y nginx\n").toString("base64") }],
    ["a digest in the place of a script", { user_data: RANDOM_HEX.slice(0, 40) }],
  ])("shows %s", (_, value) => {
    expect(suspectMarks(value, false)).toBe(false);
  });
  it("hides a text in base64 that holds a secret", () => {
    const script = Buffer.from("#!/bin/bash\nexport DB_PASSWORD=hunter2\n\n").toString("base64");
    const long = Buffer.from(`${"# a line\n".repeat(1_200)}export DB_PASSWORD=hunter2\n`).toString("base64");
    const inLines = long.replace(/.{76}/g, "$&\n");
    expect(suspectMarks({ user_data_base64: script, setting: long, other: `${inLines}\n` }, false)).toEqual({
      user_data_base64: true,
      setting: true,
      other: true,
    });
  });
});

describe("names and values side by side", () => {
  test.each([
    ["a container's variable", { name: "DB_PASSWORD", value: "x" }, { value: true }],
    ["a tag", { key: "api-token", value: "x" }, { value: true }],
    ["with capitals", { Name: "DB_PASSWORD", Value: "x" }, { Value: true }],
    ["a stack's parameter", { ParameterKey: "DbPassword", ParameterValue: "x" }, { ParameterValue: true }],
    ["a header", { header_name: "X-Api-Key", header_value: "x" }, { header_value: true }],
    ["a header of an origin", { name: "X-Origin-Verify", value: "x" }, { value: true }],
    ["a number", { name: "DB_PASSWORD", value: 1234 }, { value: true }],
    ["several values", { name: "TOKENS", values: ["x", "y"] }, { values: [true, true] }],
    [
      "a list of variables",
      [
        { name: "A", value: "x" },
        { name: "PGPASSWORD", value: "y" },
      ],
      [false, { value: true }],
    ],
    ["a map of variables", { variables: { A: "x", DB_PASSWORD: "y" } }, { variables: { DB_PASSWORD: true } }],
    ["an option of a command", { command: ["run", "--password", "x", "y"] }, { command: [false, false, true, false] }],
    ["what credentials hold", { credentials: { user: "u", pw: "x", id: "i" } }, { credentials: { pw: true } }],
    ["a list of secrets", { passwords: ["x", ARN] }, { passwords: [true, false] }],
    [
      "a secret of Kubernetes",
      { kind: "Secret", type: "Opaque", data: { a: "eA==" }, stringData: { b: "x" } },
      { data: { a: true }, stringData: { b: true } },
    ],
  ])("hides %s", (_, value, marks) => {
    expect(suspectMarks(value, false)).toEqual(marks);
  });
  test.each([
    ["a reference", { name: "DB_PASSWORD", valueFrom: ARN }],
    ["a reference by name", { secrets: [{ name: "DB_PASSWORD", valueFrom: "db-password" }] }],
    ["the ARN of a secret", { name: "DB_SECRET_ARN", value: "x" }],
    ["a setting", { name: "ENABLE_TOKEN", value: "true" }],
    ["a parameter of a database", { name: "password_encryption", value: "scram-sha-256" }],
    ["an ordinary variable", { name: "LEVEL", value: "info" }],
    ["a configuration of Kubernetes", { kind: "ConfigMap", data: { a: "x" } }],
    ["an option without a secret", { command: ["run", "--token-type", "jwt-like"] }],
    ["what AWS keeps", { master_user_secret: [{ kms_key_id: UUID, secret_arn: ARN, secret_status: "active" }] }],
  ])("shows %s", (_, value) => {
    expect(suspectMarks(value, false)).toBe(false);
  });
});

describe("copies and digests of what Terraform marks", () => {
  const content = "the content of a file";
  const digest = (algorithm: string, encoding: "hex" | "base64") =>
    createHash(algorithm).update(content).digest(encoding);
  test.each([
    [
      "a digest by its name",
      { content_md5: "x", content_base64sha256: "y" },
      { content_md5: true, content_base64sha256: true },
    ],
    ["an ETag", { etag: "x", version_id: "v" }, { etag: true }],
    ["a checksum", { checksum_crc32: "x" }, { checksum_crc32: true }],
    ["a length", { content_length: 21 }, { content_length: true }],
    ["the id of a file, which is its SHA-1", { id: digest("sha1", "hex") }, { id: true }],
    ["MD5", { any: digest("md5", "hex") }, { any: true }],
    ["SHA-256 in capitals", { any: digest("sha256", "hex").toUpperCase() }, { any: true }],
    ["SHA-256 in base64", { any: digest("sha256", "base64") }, { any: true }],
    ["SHA-512", { any: digest("sha512", "hex") }, { any: true }],
    ["a copy", { output: content }, { output: true }],
    ["a copy deeper inside", { output: [{ a: { b: content } }] }, { output: [{ a: { b: true } }] }],
    ["a text with a copy in it", { output: `before ${content} after` }, { output: true }],
    ["a copy in base64", { output: Buffer.from(content).toString("base64") }, { output: true }],
    ["a copy in a URL", { output: `https://x/?q=${encodeURIComponent(content)}` }, { output: true }],
    ["a key with a copy in it", { output: { [`k ${content}`]: 1 } }, { output: true }],
  ])("%s", (_, more, marks) => {
    expect(suspectMarks({ content, ...more, plain: "shown" }, { content: true })).toEqual(marks);
  });
  test.each([
    ["the digest of something else", { content: "x".repeat(9), source_hash: "y" }],
    ["a digest where nothing is hidden", { content: null, content_md5: "y", etag: "z" }],
    ["a length that is a setting", { content: "x".repeat(9), length: 9 }],
    ["a text that holds a short secret by chance", { content: "app", name: "my-app" }],
    ["a setting", { content: "true", other: "true" }],
  ])("shows %s", (_, value) => {
    expect(suspectMarks(value, { content: true })).toBe(false);
  });
  it("finds copies of what only the second net hides", () => {
    expect(suspectMarks({ password: "old-swordfish", output: "old-swordfish" }, false)).toEqual({
      password: true,
      output: true,
    });
  });
  it("finds copies of a short value when they are all of a text", () => {
    expect(suspectMarks({ input: "ab", output: "ab" }, { input: true })).toEqual({ output: true });
  });
  it("does not mark again what is marked", () => {
    expect(suspectMarks({ password: "x", nested: { token: "y" } }, { password: true, nested: true })).toBe(false);
  });
  it("takes a whole value that is marked", () => {
    expect(suspectMarks({ password: "x" }, true)).toBe(false);
  });
  it("judges a value by the name that it is given", () => {
    expect([suspectMarks("x", false, "db_password"), suspectMarks("x", false, "db_host")]).toEqual([true, false]);
  });
});

describe("both sides of a change", () => {
  test.each([
    [
      "a copy of one side's secret on the other",
      { before: { input: "old-swordfish" }, after: { input: "x", output: "old-swordfish" } },
      { before: { input: true }, after: false },
      { before: { output: true }, after: { output: true } },
    ],
    [
      "a token that becomes a word",
      { before: { text: TOKENS["an AWS access key id"] }, after: { text: "a word" } },
      { before: false, after: false },
      { before: { text: true }, after: { text: true } },
    ],
    [
      "the digest of what is marked on one side",
      { before: { content: "a", content_md5: "m" }, after: { content: "b", content_md5: "n" } },
      { before: { content: true }, after: false },
      { before: { content_md5: true }, after: { content_md5: true } },
    ],
    [
      "items of arrays, each by itself",
      {
        before: [
          { name: "A", value: "a" },
          { name: "PASSWORD", value: "p" },
        ],
        after: [{ name: "PASSWORD", value: "p" }],
      },
      { before: false, after: false },
      { before: [false, { value: true }], after: [{ value: true }] },
    ],
    [
      "a side that is not there",
      { before: undefined, after: { password: "p" } },
      { before: false, after: false },
      { before: { password: true }, after: { password: true } },
    ],
  ])("%s", (_, sides, marked, marks) => {
    expect(suspectMarksOfSides(sides, marked)).toEqual(marks);
  });
});
