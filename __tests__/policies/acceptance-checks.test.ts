import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ACCEPTANCE_CHECKS } from "../../policies/acceptance-checks";
import { ORGANISATION_RULES } from "../../policies/organisation-rules";
import { RULES } from "../../policies/rules";
import { securityDocument } from "../../scripts/security-document";
import { MUTATIONS } from "./mutations";

const ROOT = join(__dirname, "..", "..");

describe("the acceptance checks", () => {
  it("are thirty, in their order", () => {
    expect(ACCEPTANCE_CHECKS.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  it.each(ACCEPTANCE_CHECKS.map((check) => [check.number, check] as const))(
    "number %i is enforced by a rule that refuses something, or by a test that is there",
    (number, { tests = [] }) => {
      const mutations = MUTATIONS.filter((mutation) => mutation.check === number);
      const overAll = ORGANISATION_RULES.filter(({ checks }) => checks.includes(number));
      expect(mutations.length + overAll.length + tests.length).toBeGreaterThan(0);
      for (const { rule } of mutations) expect(RULES.map(({ id }) => id)).toContain(rule);
      for (const { file, name } of tests) {
        expect(readFileSync(join(ROOT, "__tests__", file), "utf8")).toContain(JSON.stringify(name));
      }
    },
  );
});

describe("docs/security.md", () => {
  const text = readFileSync(join(ROOT, "docs", "security.md"), "utf8");

  it("is what the rules say; npm run docs:security writes it", () => {
    expect(text).toBe(securityDocument());
  });

  it("lists every rule, and leads nowhere that is not there", () => {
    for (const { id } of [...RULES, ...ORGANISATION_RULES]) expect(text).toContain(`| [${id}](`);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = ""]) => path);
    expect(links.filter((path) => !existsSync(join(ROOT, "docs", path)))).toEqual([]);
  });
});
