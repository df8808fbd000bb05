import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { checkCatalogue } from "../../model/catalogue";
import { catalogueOf, type Files, SOUND } from "../support/catalogue";
import { HOSTING } from "../support/hosting";
import { infra } from "../support/infra";

const WHY = ["--reason", "nobody calls it any more", "--backup", "s3://backups/shop", "--until", "2099-12-31"];

/** A service with everything that must stay as it is. */
const PAYMENTS = `# Payments, kept by hand.
name: payments
team: backend
image: {repository: payments}   # two spaces missing
port: 8080

size: { cpu: 256, memory: 512 }
dependsOn: [users]
environments:
  # Small on purpose.
  dev: { tasks: 1 }  # one is enough
  prod:
    tasks: { min: 2, max: 6 }
`;

describe("infra retire", () => {
  let directory: string;
  let remove: () => void;
  const start = (files: Files = {}) => {
    ({ directory, remove } = catalogueOf({ ...SOUND, "services/payments.yaml": PAYMENTS, ...files }));
  };
  afterEach(() => remove());

  const retire = (...words: readonly string[]) => infra(["retire", ...words, "--catalogue", directory]);
  const read = (path: string): string => readFileSync(join(directory, path), "utf8");
  const all = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      readdirSync(directory, { recursive: true, encoding: "utf8" })
        .filter((path) => statSync(join(directory, path)).isFile())
        .map((path) => [path, read(path)]),
    );

  it("takes a service out of one environment, all else byte for byte, and says what comes next", () => {
    start();
    const { code, stdout, stderr } = retire("payments@dev", ...WHY);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(read("services/payments.yaml")).toBe(
      PAYMENTS.replace("  # Small on purpose.\n  dev: { tasks: 1 }  # one is enough\n", ""),
    );
    expect(parse(read("retiring/dev-service-payments.yaml"))).toEqual({
      stack: "dev-service-payments",
      network: "dev",
      reads: ["dev-service-users"],
      reason: "nobody calls it any more",
      owner: "backend",
      backup: "s3://backups/shop",
      until: "2099-12-31",
    });
    expect(checkCatalogue(directory).problems).toEqual([]);
    for (const text of [
      "dev-service-payments, with all that it holds",
      "npx infra plan --offline",
      "docs/runbooks/retire.md",
    ])
      expect(stdout).toContain(text);
    expect(retire("payments@dev", ...WHY)).toMatchObject({
      code: 2,
      stderr: 'payments does not run in "dev". Known: prod.\n',
    });
  });

  it("takes a whole service out, with its images in the registries of all networks", () => {
    start();
    expect(retire("payments", ...WHY).code).toBe(0);
    expect(existsSync(join(directory, "services/payments.yaml"))).toBe(false);
    expect(readdirSync(join(directory, "retiring")).sort()).toEqual([
      "dev-registry.yaml",
      "dev-service-payments.yaml",
      "main-registry.yaml",
      "prod-service-payments.yaml",
    ]);
    expect(parse(read("retiring/dev-registry.yaml")).addresses).toEqual([
      expect.stringMatching(/^aws_ecr_repository\.payments-release_/),
      expect.stringMatching(/^aws_ecr_repository\.payments-snapshot_/),
    ]);
    expect(checkCatalogue(directory).problems).toEqual([]);
  });

  it("lets resources leave a stack that lives on, and more of them later", () => {
    start();
    const words = ["dev-registry", ...WHY, "--owner", "backend", "--address"];
    expect(retire(...words, "aws_ecr_repository.a").code).toBe(0);
    expect(retire(...words, "aws_ecr_repository.b").code).toBe(0);
    expect(parse(read("retiring/dev-registry.yaml")).addresses).toEqual([
      "aws_ecr_repository.a",
      "aws_ecr_repository.b",
    ]);
  });

  it("lets no resource leave that is still declared: it would stay, and a reader would think it goes", () => {
    start();
    const { stdout } = retire("payments", ...WHY, "--print");
    const [declared = "no image"] = /aws_ecr_repository\.payments-release_\w+/.exec(stdout) ?? [];
    const words = ["dev-registry", ...WHY, "--owner", "backend", "--address", "aws_ecr_repository.gone", "--address"];
    expect(retire(...words, declared)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `dev-registry still declares ${declared}, so no plan would destroy it. Take it out of the catalogue or the code first, and run this again.\n`,
    });
    expect(existsSync(join(directory, "retiring"))).toBe(false);
  });

  it("takes a repository out, for the team that owns it, and says what GitHub makes of it", () => {
    start(HOSTING);
    const { code, stdout, stderr } = retire("github-orders", ...WHY);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(existsSync(join(directory, "repositories", "orders.yaml"))).toBe(false);
    expect(parse(read("retiring/github-orders.yaml"))).toEqual({
      stack: "github-orders",
      network: "main",
      reason: "nobody calls it any more",
      owner: "backend",
      backup: "s3://backups/shop",
      until: "2099-12-31",
    });
    expect(checkCatalogue(directory).problems).toEqual([]);
    expect(stdout).toContain("  A repository is archived, not deleted: ");
    expect(stdout).toContain("  A branch goes with the commits that no other branch has: ");
  });

  it("refuses to take out the repository that describes all others", () => {
    start(HOSTING);
    const before = all();
    const { code, stderr } = retire("github-infra", ...WHY);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining("no repository of the catalogue is infra"),
    });
    expect(all()).toEqual(before);
  });

  it("lets a stack leave that vanished", () => {
    start();
    expect(retire("dev-service-gone", "--vanished", ...WHY, "--owner", "backend").code).toBe(0);
    expect(parse(read("retiring/dev-service-gone.yaml")).stack).toBe("dev-service-gone");
  });

  it("prints what it would write, and writes nothing", () => {
    start();
    const before = all();
    const { code, stdout } = retire("payments@dev", ...WHY, "--print");
    expect(code).toBe(0);
    expect(stdout).toContain("--- services/payments.yaml\n# Payments, kept by hand.\n");
    expect(stdout).toContain("stack: dev-service-payments\n");
    expect(all()).toEqual(before);
  });

  it.each<readonly [string, readonly string[], string]>([
    [
      "a service that another one calls",
      ["users@dev", ...WHY],
      "catalogue/services/orders.yaml:6:13  orders runs in dev and depends on users, which does not\n    Add dev to the environments of users, or take the dependency away.",
    ],
    [
      "a team that there is not",
      ["payments@dev", ...WHY, "--owner", "backnd"],
      'owner names "backnd", which is no team',
    ],
    ["no owner", ["dev-service-gone", "--vanished", ...WHY], "who answers for it is not known: give --owner TEAM"],
    [
      "a day that is none",
      ["payments@dev", ...WHY, "--until", "tomorrow"],
      "--until tomorrow is no day. Use one such as 2026-12-31.",
    ],
    [
      "a day that is over",
      ["payments@dev", ...WHY, "--until", "2020-01-01"],
      "--until 2020-01-01 is over. Name the last day on which it may be destroyed.",
    ],
    [
      "no backup, without a reason",
      ["payments@dev", ...WHY, "--backup", "none"],
      "Add because: why no backup is needed.",
    ],
    ["a reason of several lines", ["payments@dev", ...WHY, "--reason", "one of\nseveral lines"], "Use one line"],
    [
      "a path for the id of a stack that vanished",
      ["../../gone", "--vanished", ...WHY, "--owner", "backend"],
      '"../../gone" is no id of a stack.',
    ],
    ["nothing of that name", ["paymnts@dev", ...WHY], '"paymnts" is no service. Did you mean "payments"?'],
  ])("writes nothing for %s, and says what is wrong", (_, words, message) => {
    start();
    const before = all();
    const { code, stdout, stderr } = retire(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(all()).toEqual(before);
  });

  it("is asked for a reason, a backup and a day", () => {
    start();
    for (const option of ["--reason", "--backup", "--until"]) {
      const index = WHY.indexOf(option);
      const { code, stderr } = retire("payments@dev", ...WHY.slice(0, index), ...WHY.slice(index + 2));
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`required option '${option}`) });
    }
  });

  it("writes nothing into a catalogue that has problems already", () => {
    start({ "services/users.yaml": SOUND["services/users.yaml"]?.replace("backend", "backnd") });
    const before = all();
    expect(retire("payments@dev", ...WHY)).toMatchObject({ code: 2, stderr: expect.stringContaining("backnd") });
    expect(all()).toEqual(before);
  });
});
