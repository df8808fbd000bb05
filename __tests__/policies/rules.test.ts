import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { judge, refusing } from "../../policies/judge";
import type { Example, Rule } from "../../policies/rule";
import { RULES } from "../../policies/rules";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import type { JsonObject } from "../../terraform-json/json";

const FOLDER = join(__dirname, "..", "..", "policies", "rules");

const judged = (rule: Rule, { configuration }: Example) =>
  judge([rule], viewOfConfiguration("example", configuration as JsonObject));

describe("the rules", () => {
  it("are those of the folder, each in the file of its id", () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && basename(name) !== "index.ts")
      .map((name) => basename(name, ".ts"));
    expect(RULES.map(({ id }) => id).sort()).toEqual(files.sort());
    expect(RULES.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id).sort());
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))("%s is whole", (id, rule) => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    for (const sentence of [rule.what, rule.why, rule.fix]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    for (const check of rule.checks) expect([...Array(30).keys()].map((index) => index + 1)).toContain(check);
    for (const control of rule.controls) expect(control).toMatch(/^(FSBP|CIS|AwsSolutions|NIST) \S/);
  });
});

const examples = (kind: "passes" | "fails") =>
  RULES.flatMap((rule) => rule[kind].map((example) => [rule.id, example.shows, rule, example] as const));

describe("what a rule passes", () => {
  it.each(examples("passes"))("%s: %s", (_, __, rule, example) => {
    expect(judged(rule, example)).toEqual([]);
  });
});

describe("what a rule refuses", () => {
  it.each(examples("fails"))("%s: %s", (_, __, rule, example) => {
    const findings = judged(rule, example);
    expect(refusing(findings).map(({ answer }) => answer)).toContain("violation");
    for (const { answer, message } of findings) {
      expect(answer).not.toBe("error");
      expect(message).toMatch(/^[^A-Z].*[^.]$/);
    }
  });
});
