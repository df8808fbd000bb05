import { looksSecret } from "../../../policies/parse/secret-names";

describe("the name of a secret", () => {
  it.each([
    "PASSWORD",
    "DB_PASSWORD",
    "dbPassword",
    "db-password-2",
    "PGPASSWORD",
    "SMTP_PASS",
    "GITHUB_TOKEN",
    "githubToken",
    "API_KEY",
    "apikey",
    "STRIPE_SECRET",
    "AWS_SECRET_ACCESS_KEY",
    "PRIVATE_KEY",
    "JWT",
    "DB_CREDENTIALS",
    "CONNECTION_STRING",
    "SENTRY_DSN",
  ])("%s", (name) => expect(looksSecret(name)).toBe(true));
});

describe("a name of something else", () => {
  it.each([
    "",
    "LOG_LEVEL",
    "PORT",
    "DB_PASSWORD_ARN",
    "SECRET_NAME",
    "TOKEN_URL",
    "TOKEN_TTL_SECONDS",
    "PASSWORD_MIN_LENGTH",
    "MAX_TOKENS",
    "PUBLIC_KEY",
    "JWT_PUBLIC_SIGNING_KEY",
    "KEYSPACE",
    "MONKEY",
    "COMPASS",
    "AUTHOR",
    "SECRETARY",
  ])("%p", (name) => expect(looksSecret(name)).toBe(false));
});
