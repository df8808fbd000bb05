import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edited, SOUND, withCatalogue } from "../support/catalogue";
import { infra } from "../support/infra";

const ROOT = join(__dirname, "..", "..");

describe("infra", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "infra-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  describe("as a command line", () => {
    it("lists its commands, and names no path of the machine", () => {
      const { code, stdout } = infra(["--help"]);
      expect(code).toBe(0);
      for (const command of ["check", "schema", "synth", "stacks", "plan", "report", "announce", "confirm"])
        expect(stdout).toContain(`  ${command} `);
      for (const command of ["check", "synth", "plan"]) expect(infra([command, "--help"]).stdout).not.toContain(ROOT);
    });

    it.each([
      [["chek"], "error: unknown command 'chek'\n(Did you mean check?)"],
      [["check", "--jsn"], "error: unknown option '--jsn'\n(Did you mean --json?)"],
      [["plan", "--parallel", "0"], "option '--parallel <n>' argument '0' is invalid. use a whole number from 1 on."],
      [
        ["plan", "--endpoint", "localhost"],
        "argument 'localhost' is invalid. use a URL such as http://127.0.0.1:5000.",
      ],
      [
        ["plan", "--offline", "--endpoint", "http://127.0.0.1:1"],
        "option '--offline' cannot be used with option '--endpoint <url>'",
      ],
    ])("refuses %j, with exit code 2 and a hint", (words, message) => {
      const { code, stderr } = infra(words);
      expect(stderr).toContain(message);
      expect(code).toBe(2);
    });
  });

  describe("check", () => {
    it("says that the repository's own catalogue has no problems", () => {
      expect(infra(["check"])).toMatchObject({ code: 0, stdout: "No problems.\n" });
    });

    it("works from any folder", () => {
      expect(infra(["check"], { cwd: folder })).toMatchObject({ code: 0, stdout: "No problems.\n" });
    });

    it("prints every problem and ends with 1", () => {
      const files = {
        ...SOUND,
        ...edited("services/users.yaml", "backend", "backnd"),
        ...edited("networks/dev.yaml", "nat: one", "nat: two"),
      };
      const { code, stdout } = withCatalogue(files, (catalogue) => infra(["check", "--catalogue", catalogue]));
      expect(code).toBe(1);
      expect(stdout).toBe(`catalogue/networks/dev.yaml:7:6  nat is "two"
    Known: none, one, one-per-zone.
catalogue/services/users.yaml:2:7  team names "backnd", which is no team
    Did you mean "backend"?
2 problems in 2 files.
`);
    });

    it("prints problems for machines", () => {
      const files = { ...SOUND, ...edited("services/users.yaml", "backend", "backnd") };
      const { code, stdout } = withCatalogue(files, (catalogue) =>
        infra(["check", "--json", "--catalogue", catalogue]),
      );
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toEqual({
        problems: [
          {
            severity: "error",
            at: { file: "catalogue/services/users.yaml", line: 2, column: 7 },
            message: 'team names "backnd", which is no team',
            fix: 'Did you mean "backend"?',
          },
        ],
      });
    });
  });

  describe("schema", () => {
    it("finds the committed ones up to date", () => {
      expect(infra(["schema", "--check"])).toMatchObject({ code: 0, stdout: "" });
    });

    it("says which are not, and writes them", () => {
      expect(infra(["schema", "--check", "--catalogue", folder]).code).toBe(1);
      expect(infra(["schema", "--catalogue", folder])).toMatchObject({
        code: 0,
        stdout: "9 schemas, 9 of them changed.\n",
      });
      expect(infra(["schema", "--check", "--catalogue", folder]).code).toBe(0);
    });
  });

  describe("synth", () => {
    it("writes the same bytes twice, and takes away stacks that are gone", () => {
      const [one, two] = [join(folder, "one"), join(folder, "two")];
      withCatalogue(SOUND, (catalogue) => infra(["synth", "--catalogue", catalogue, "--output", one]));
      withCatalogue(
        { ...SOUND, "services/extra.yaml": SOUND["services/users.yaml"]?.replaceAll("users", "extra") },
        (catalogue) => infra(["synth", "--catalogue", catalogue, "--output", two]),
      );
      expect(existsSync(join(two, "stacks", "dev-service-extra"))).toBe(true);
      const { code } = withCatalogue(SOUND, (catalogue) => infra(["synth", "--catalogue", catalogue, "--output", two]));
      expect(code).toBe(0);
      expect(filesOf(two)).toEqual(filesOf(one));
      expect(Object.keys(filesOf(one))).toContain("stacks/dev-service-users/cdk.tf.json");
    });

    it("leaves files that no synthesis wrote", () => {
      const output = join(folder, "out");
      mkdirSync(join(output, "stacks", "precious"), { recursive: true });
      writeFileSync(join(output, "stacks", "precious", "file"), "kept");
      expect(
        withCatalogue(SOUND, (catalogue) => infra(["synth", "--catalogue", catalogue, "--output", output])).code,
      ).toBe(0);
      expect(filesOf(output)).toMatchObject({ "stacks/precious/file": "kept" });
    });

    it("leaves what stood there when the catalogue has a problem, and ends with 2", () => {
      const output = join(folder, "out");
      withCatalogue(SOUND, (catalogue) => infra(["synth", "--catalogue", catalogue, "--output", output]));
      const before = filesOf(output);
      const broken = { ...SOUND, ...edited("services/users.yaml", "memory: 512", "memory: 600") };
      const { code, stderr } = withCatalogue(broken, (catalogue) =>
        infra(["synth", "--catalogue", catalogue, "--output", output]),
      );
      expect(code).toBe(2);
      expect(
        stderr,
      ).toBe(`catalogue/services/users.yaml:5:27  size.memory is 600, which Fargate does not offer with cpu 256
    Use 512, 1024 or 2048.
1 problem in 1 file.
Nothing was synthesized.
`);
      expect(filesOf(output)).toEqual(before);
    });

    it("prints a stack trace only when asked", () => {
      expect(infra(["synth", "--catalogue", "nowhere", "--output", folder]).stderr).not.toContain("    at ");
      expect(infra(["--debug", "synth", "--catalogue", "nowhere", "--output", folder]).stderr).toContain("    at ");
    });
  });

  describe("stacks", () => {
    it("lists the stacks of a branch in the order in which they deploy", () => {
      const { code, stdout } = withCatalogue(SOUND, (catalogue) =>
        infra(["stacks", "--branch", "main", "--catalogue", catalogue]),
      );
      expect(code).toBe(0);
      expect(stdout.split("\n").map((line) => line.split(/ {2,}/).slice(0, 4).join(" | "))).toEqual([
        "wave | stack | branch | kind",
        "1 | main-bootstrap | main | bootstrap",
        "1 | main-dns | main | dns",
        "1 | main-network | main | network",
        "1 | main-registry | main | registry",
        "2 | main-platform | main | platform",
        "3 | prod-service-users | main | service",
        "4 | prod-service-orders | main | service",
        "",
      ]);
    });

    it("prints them for machines", () => {
      const { stdout } = withCatalogue(SOUND, (catalogue) => infra(["stacks", "--json", "--catalogue", catalogue]));
      expect(JSON.parse(stdout).stacks).toContainEqual({
        id: "dev-service-orders",
        branch: "dev",
        kind: "service",
        environment: "dev",
        source: "catalogue/services/orders.yaml",
        dependencies: ["dev-dns", "dev-network", "dev-platform", "dev-service-users"],
        wave: 4,
      });
    });

    it("refuses a branch that deploys nothing", () => {
      expect(
        withCatalogue(SOUND, (catalogue) => infra(["stacks", "--branch", "develop", "--catalogue", catalogue])),
      ).toMatchObject({
        code: 2,
        stderr: 'no stack is deployed from the branch "develop"; there are dev, main\n',
      });
    });
  });
});

/** Every file below a folder, with its text. */
const filesOf = (directory: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(directory.length + 1), readFileSync(path, "utf8")]),
  );
