import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const ROOT = join(__dirname, "..");
const read = (...path: readonly string[]): string => readFileSync(join(ROOT, ...path), "utf8");
const yaml = (...path: readonly string[]) => parse(read(...path));

describe("CODEOWNERS", () => {
  const { teams, github } = yaml("catalogue", "organisation.yaml") as { teams: string[]; github: { owner: string } };
  const lines = read(".github", "CODEOWNERS")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(/\s+/))
    .map(([path = "", ...owners]) => ({ path, owners }));
  const teamOf = (name: string): string => `@${github.owner}/${name}`;

  it("names teams of the catalogue alone, and files that there are", () => {
    for (const { path, owners } of lines) {
      expect(owners).not.toEqual([]);
      for (const owner of owners) expect(teams.map(teamOf)).toContain(owner);
      if (path !== "*") expect(existsSync(join(ROOT, path))).toBe(true);
    }
  });

  it("gives everything to the team that owns this repository, first, so that nothing is left out", () => {
    const { owners } = yaml("catalogue", "repositories", "infra.yaml") as { owners: string };
    expect(lines[0]).toEqual({ path: "*", owners: [teamOf(owners)] });
  });

  it("gives each service to its team", () => {
    const services = readdirSync(join(ROOT, "catalogue", "services")).map((file) => ({
      path: `/catalogue/services/${file}`,
      owners: [teamOf((yaml("catalogue", "services", file) as { team: string }).team)],
    }));
    expect(lines.slice(1)).toEqual(services.sort((a, b) => (a.path < b.path ? -1 : 1)));
  });
});

describe("Dependabot", () => {
  interface Update {
    readonly "package-ecosystem": string;
    readonly directory?: string;
    readonly directories?: readonly string[];
    readonly cooldown?: { readonly "default-days"?: number };
    readonly groups?: object;
    readonly "target-branch"?: string;
  }
  const { updates } = yaml(".github", "dependabot.yml") as { updates: readonly Update[] };

  it("looks after everything that is pinned", () => {
    expect(updates.map((update) => [update["package-ecosystem"], update.directory ?? update.directories])).toEqual([
      ["npm", "/"],
      ["github-actions", ["/", "/.github/actions/*"]],
      ["pip", "/scripts/tools/python"],
      ["gomod", "/scripts/tools/go"],
    ]);
    for (const file of ["package.json", "scripts/tools/python/requirements.txt", "scripts/tools/go/go.mod"])
      expect(existsSync(join(ROOT, file))).toBe(true);
  });

  it.each(updates.map((update) => [update["package-ecosystem"], update] as const))(
    "%s: waits a week, proposes together, and to the default branch, as fixes of known holes need",
    (_, update) => {
      expect(update.cooldown?.["default-days"]).toBeGreaterThanOrEqual(7);
      expect(Object.keys(update.groups ?? {})).toHaveLength(1);
      expect(update["target-branch"]).toBeUndefined();
    },
  );
});

describe("programs of others", () => {
  it("are pinned in Python by version and hash, each of them", () => {
    const packages = read("scripts", "tools", "python", "requirements.txt").split(/\n(?=[a-z0-9])/);
    expect(packages.length).toBeGreaterThan(50);
    for (const each of packages) {
      expect(each).toMatch(/^[\w.-]+(\[[\w,-]+\])?==\d\S* \\\n/);
      expect(each).toMatch(/--hash=sha256:[0-9a-f]{64}/);
    }
    for (const [line] of read("scripts", "tools", "python", "requirements.in").matchAll(/^[a-z].*$/gm))
      expect(packages.map((each) => each.split(" ")[0])).toContain(line);
  });

  it("are pinned in Go by version and hash", () => {
    const wanted = read("scripts", "tools", "go", "go.mod");
    const sums = read("scripts", "tools", "go", "go.sum");
    for (const pin of ["github.com/rhysd/actionlint v1.7.12", "github.com/zricethezav/gitleaks/v8 v8.30.1"]) {
      expect(wanted).toContain(pin);
      expect(sums).toMatch(new RegExp(`^${pin.replaceAll(".", "\\.")} h1:`, "m"));
    }
  });
});

describe("SECURITY.md", () => {
  it("says how to report a hole without telling everybody", () => {
    expect(read("SECURITY.md")).toContain("Report a vulnerability");
  });
});
