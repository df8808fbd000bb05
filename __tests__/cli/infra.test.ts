import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edited, SOUND, withCatalogue } from "../support/catalogue";
import { infra } from "../support/infra";

const ROOT = join(__dirname, "..", "..");
const PLAN = join(ROOT, "__tests__", "fixtures", "plans");

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
      for (const command of ["check", "schema", "synth", "stacks", "plan", "report"])
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
      [["report", "--pull-request", "x"], "argument 'x' is invalid. use a whole number from 1 on."],
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
        stdout: "4 schemas, 4 of them changed.\n",
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

  describe("report", () => {
    const plan = join(PLAN, readdirSync(PLAN).find((name) => name.endsWith(".json")) ?? "");

    it("renders plan files of any Terraform project", () => {
      const { code, stdout } = infra(["report", plan]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^## Plan: 1 of 1 stack changes|^## Plan: /);
    });

    it("merges into a body whose text stays, and does it twice without a difference", () => {
      const body = join(folder, "body.md");
      writeFileSync(body, "Why.\r\n\r\nHow.\n");
      expect(infra(["report", plan, "--body", body]).code).toBe(0);
      const once = readFileSync(body, "utf8");
      expect(once.startsWith("Why.\r\n\r\nHow.\n")).toBe(true);
      infra(["report", plan, "--body", body]);
      expect(readFileSync(body, "utf8")).toBe(once);
    });

    it.each([
      ["a file that is not JSON", "{ x", "is not JSON"],
      ["a file that is not a plan", "{}", "is not a plan"],
      ["a format that nobody knows", '{"format_version":"9.0","resource_changes":[]}', 'is a plan of format "9.0"'],
    ])("refuses %s and leaves the body alone", (_, text, message) => {
      const [body, file] = [join(folder, "body.md"), join(folder, "plan.json")];
      writeFileSync(body, "Why.\n");
      writeFileSync(file, text);
      const { code, stderr } = infra(["report", file, "--body", body]);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
      expect(readFileSync(body, "utf8")).toBe("Why.\n");
    });

    it.each([
      ["one mark", "Why.\n<!-- infra:plan:begin -->\n"],
      ["two pairs", "<!-- infra:plan:begin -->\n<!-- infra:plan:end -->\n".repeat(2)],
    ])("refuses a body with %s and leaves it alone", (_, text) => {
      const body = join(folder, "body.md");
      writeFileSync(body, text);
      const { code, stderr } = infra(["report", plan, "--body", body]);
      expect(code).toBe(2);
      expect(stderr).toContain("The pull request's description was not changed");
      expect(readFileSync(body, "utf8")).toBe(text);
    });

    it("makes the body when there is none yet", () => {
      const body = join(folder, "new.md");
      expect(infra(["report", plan, "--body", body]).code).toBe(0);
      expect(readFileSync(body, "utf8")).toMatch(/^<!-- infra:plan:begin -->\n## Plan: /);
    });

    it("writes nothing at all when one of its places cannot be written", () => {
      const body = join(folder, "body.md");
      writeFileSync(body, "Why.\n");
      const { code, stderr } = infra(["report", plan, "--body", body, "--output", join(folder, "nowhere", "x.md")]);
      expect(code).toBe(2);
      expect(stderr).toContain("x.md cannot be written: ");
      expect(readFileSync(body, "utf8")).toBe("Why.\n");
    });

    it("refuses a body that it could not give back byte for byte", () => {
      const body = join(folder, "latin.md");
      const bytes = Buffer.from([0x63, 0x61, 0x66, 0xe9]);
      writeFileSync(body, bytes);
      expect(infra(["report", plan, "--body", body])).toMatchObject({ code: 2 });
      expect(readFileSync(body)).toEqual(bytes);
    });

    it("tells plans of the same name apart", () => {
      const copies = ["a", "b"].map((name) => join(folder, name, "plan.json"));
      for (const copy of copies) {
        mkdirSync(join(copy, ".."));
        cpSync(plan, copy);
      }
      const { stdout } = infra(["report", ...copies]);
      for (const copy of copies) expect(stdout).toContain(copy);
    });

    it.each([
      ["a repository that is none", { GITHUB_REPOSITORY: "o/r/x" }, 'the repository is "o/r/x"; use owner/name'],
      ["no repository", { GITHUB_REPOSITORY: "" }, "set GITHUB_REPOSITORY (owner/name)"],
      ["an address that is none", { GITHUB_API_URL: "foo" }, 'the address of GitHub\'s API is "foo"'],
    ])("refuses to write a pull request with %s", (_, wrong, message) => {
      const env = { GITHUB_REPOSITORY: "o/r", GITHUB_TOKEN: "t", GITHUB_API_URL: "http://127.0.0.1:9", ...wrong };
      const { code, stderr } = infra(["report", plan, "--pull-request", "7"], { env });
      expect(stderr).toContain(message);
      expect(code).toBe(2);
    });

    it("refuses a file that does not exist", () => {
      expect(infra(["report", "nowhere.json"])).toMatchObject({ code: 2 });
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
