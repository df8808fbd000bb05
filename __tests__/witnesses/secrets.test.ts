import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, run } from "./tools";

const gitleaks = (folder: string) =>
  run("gitleaks", [
    ...["dir", folder, "--config", join(ROOT, ".gitleaks.toml")],
    ...["--no-banner", "--no-color", "--redact", "--verbose", "--log-level", "error"],
  ]);

describe("gitleaks", () => {
  it("finds no secret in the work tree but those that tests made up", () => {
    const { status, stdout } = gitleaks(ROOT);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });

  const folder = mkdtempSync(join(tmpdir(), "secrets-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ["generic-api-key", "planted.ts", `const apiKey = "${["zQ7t", "Wm2K", "x9Lp", "4Vc8", "Rb1N"].join("")}";\n`],
    ["github-pat", "planted.yaml", `token: ${["ghp", "J8sKq2LmN4vXy6Tz1Rb3Wc5Pd7Fg9Hk0Aq2Z"].join("_")}\n`],
    [
      "private-key",
      "planted.pem",
      `-----BEGIN ${"RSA PRIVATE"} KEY-----\n${"MIIEpAIBAAKCAQEAx9".repeat(6)}\n-----END ${"RSA PRIVATE"} KEY-----\n`,
    ],
  ])("finds a real one: %s, and does not print it", (rule, file, text) => {
    writeFileSync(join(folder, file), text);
    const { status, stdout } = gitleaks(folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(new RegExp(`RuleID: +${rule}\\n`));
    expect(stdout).toContain("REDACTED");
    rmSync(join(folder, file));
  });
});
