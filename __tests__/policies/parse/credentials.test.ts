import { assignedSecretIn, credentialIn } from "../../../policies/parse/credentials";

/** Written in parts, so that nothing here is a credential itself. */
const made = (...parts: readonly string[]): string => parts.join("");

const HEX = "0a1b2c3d4e5f".repeat(6);

describe("a credential is told by its shape", () => {
  test.each([
    ["a private key", made("-----BEGIN EC ", "PRIVATE KEY-----")],
    ["a private key", made("PuTTY-User-", "Key-File-3")],
    ["the id of an AWS access key", made("AK", "IAQWERTYUIOPASDFGH")],
    ["the id of an AWS access key", made("AWS_KEY=AS", "IAQWERTYUIOPASDFGH;")],
    ["a token of GitHub", made("gh", "s_", HEX)],
    ["a token of GitHub", made("github", "_pat_", HEX)],
    ["a token of GitLab", made("gl", "pat-", HEX)],
    ["a token of Slack", made("xo", "xb-1234567890-abc")],
    ["a token of Slack", made("https://hooks.slack", ".com/services/T000/B000/abcdef")],
    ["a key of a payment service", made("sk", "_live_", HEX)],
    ["a token of a package registry", made("np", "m_", HEX.slice(0, 36))],
    ["a key of Google", made("AI", "za", HEX.slice(0, 35))],
    ["a token of HashiCorp", made("hv", "s.", HEX)],
    ["a key of a mail or monitoring service", made("SG", ".", HEX.slice(0, 20), ".", HEX)],
    ["a JSON Web Token", made("ey", "JhbGciOiJIUzI1NiJ9", ".ey", "JzdWIiOiIxIn0", ".", HEX)],
    ["the hash of a password", made("$2", "b$10$", HEX.slice(0, 53))],
    ["a password in an address", made("postgres://orders:", "hunter22@db:5432/orders")],
  ])("%s: %s", (kind, text) => {
    expect(credentialIn(text)).toBe(kind);
    expect(credentialIn(`before ${text} after`)).toBe(kind);
  });

  test.each([
    ["an ARN", "arn:aws:secretsmanager:eu-west-1:111111111111:secret:dev/orders-AbCdEf"],
    ["an address with a port", "https://orders.example.org:8443/a@b"],
    ["an address whose password comes later", "postgres://orders:${data.x.y.z}@db:5432"],
    ["a public key", "-----BEGIN PUBLIC KEY-----"],
    ["an id of a resource", "sg-0123456789abcdef0"],
    ["the name of a key", "AKIAS"],
    ["nothing", ""],
  ])("and %s is none", (_, text) => {
    expect(credentialIn(text)).toBeUndefined();
  });
});

describe("a program holds a secret", () => {
  test.each([
    ["in a shell", "export DB_PASSWORD=hunter2hunter2", "DB_PASSWORD"],
    ["in a program", 'const apiKey = "q8Zt4Rw1Lk0Pv7";', "apiKey"],
    ["in JSON", '{ "clientSecret": "q8Zt4Rw1Lk0Pv7" }', "clientSecret"],
    ["in YAML", "AUTH_TOKEN: 'q8Zt4Rw1Lk0Pv7'", "AUTH_TOKEN"],
  ])("%s", (_, program, name) => {
    expect(assignedSecretIn(program)).toBe(name);
  });

  test.each([
    ["it fetches it", "DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id prod/db)"],
    ["it reads it from a request", "const token = request.cookies.token;"],
    ["it names where it lies", 'DB_PASSWORD: "prod/orders/db-password"'],
    ["it names its ARN", "TOKEN=arn:aws:secretsmanager:eu-west-1:111111111111:secret:x"],
    ["it says something about it", 'TOKEN_TTL_SECONDS="3600000"'],
    ["it compares", "if (password == expectedPassword) return;"],
    ["it is something else", "LOG_LEVEL=information"],
  ])("but not when %s", (_, program) => {
    expect(assignedSecretIn(program)).toBeUndefined();
  });
});
