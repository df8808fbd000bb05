import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { readHeader } from "../../operations/report/history/header";
import { codePointsIn } from "../../operations/report/wording/code-points";
import { HEAD, NEXT_HEAD } from "../support/github";
import { infra } from "../support/infra";

const ROOT = join(__dirname, "..", "..");
const PLANS = join(ROOT, "__tests__", "fixtures", "plans");
/** Destroys and replaces. */
const PLAN = join(PLANS, "stateful-deletes.json");
const HARMLESS = join(PLANS, "moves-only.json");

const schema = JSON.parse(readFileSync(join(ROOT, "docs", "report.schema.json"), "utf8"));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infra-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const text = (name: string): string => readFileSync(at(name), "utf8");
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(at(name), content);
  return at(name);
};

describe("infra report", () => {
  it("prints a report on plan files of any Terraform project, and nothing else", () => {
    const { code, stdout, stderr } = infra(["report", PLAN, HARMLESS]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^<!-- infra:plan:record .* -->\n\n## Plan: 2 of 2 stacks change · ±1 −9 · /);
  });

  it("tells plans of the same name apart", () => {
    const copies = ["a", "b"].map((name) => join(folder, name, "plan.json"));
    for (const copy of copies) {
      mkdirSync(join(copy, ".."));
      cpSync(PLAN, copy);
    }
    const { stdout } = infra(["report", ...copies]);
    for (const copy of copies) expect(stdout).toContain(copy);
  });

  it("is never longer than it may be", () => {
    const { code, stdout } = infra(["report", PLAN, "--budget", "2500"]);
    expect(code).toBe(0);
    expect(codePointsIn(stdout)).toBeLessThanOrEqual(2500);
    expect(stdout).toContain("## Plan: 1 of 1 stack changes · ±1 −9");
  });

  it("says which commit it is of, and where the whole of it is", () => {
    const page = "https://github.com/equipweb/infra/actions/runs/991/artifacts/7";
    const { stdout } = infra(["report", PLAN, "--commit", HEAD, "--full-report", page]);
    expect(readHeader(stdout)?.commit).toBe(HEAD);
    expect(stdout).toContain("<sub>commit <code>3f9c1e7</code>");
    expect(stdout).toContain(`[full report](${page})`);
    expect(infra(["report", PLAN, "--full-report", ""])).toMatchObject({ code: 0, stderr: "" });
  });

  it("hides what the job was handed as a secret, wherever it stands", () => {
    const env = { ORDERS_API_TOKEN: "gateway" };
    const { stdout } = infra(["report", PLAN, "--json"], { env });
    expect(stdout).toContain("aws_eip.(a secret of this job)");
    expect(stdout).not.toContain("gateway");
  });

  it("allows what is said to be, and tells it from what is not", () => {
    const allowed = (...rules: readonly string[]) =>
      JSON.parse(infra(["report", PLAN, "--json", ...rules.map((rule) => `--allow=${rule}`)]).stdout).dangers.flatMap(
        ({ allowed: isAllowed, address }: { readonly allowed: boolean; readonly address: string }) =>
          isAllowed ? [address] : [],
      );
    expect(allowed()).toEqual([]);
    expect(allowed("aws_cloudwatch_*", "aws_eip@plan-*").sort()).toEqual(["aws_cloudwatch_metric_alarm.errors"]);
    expect(allowed("aws_eip@stateful-*")).toEqual(["aws_eip.gateway"]);
    expect(allowed("*").length).toBe(10);
  });
});

describe("infra report, its forms", () => {
  it("writes a page that loads nothing", () => {
    const { code, stdout, stderr } = infra(["report", PLAN, "--html", at("plan.html")]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "",
      stderr: `the report stands in ${at("plan.html")}\n`,
    });
    expect(text("plan.html")).toMatch(/^<!doctype html>/i);
    expect(text("plan.html")).toContain("aws_dynamodb_table.orders");
    expect(text("plan.html")).not.toMatch(/(?:src|href)="https?:/);
  });

  it("adds to a job summary what other steps wrote before", () => {
    const summary = file("summary.md", "Before.\n");
    expect(infra(["report", PLAN, "--summary", summary])).toMatchObject({ code: 0, stdout: "" });
    const once = text("summary.md");
    expect(once).toMatch(/^Before\.\n<!-- infra:plan:record .* -->\n\n## Plan: /);
    infra(["report", PLAN, "--summary", summary]);
    expect(text("summary.md")).toBe(`${once}${once.slice("Before.\n".length)}`);
  });

  it("writes to a file what it prints", () => {
    const { stdout } = infra(["report", PLAN]);
    expect(infra(["report", PLAN, "--output", at("report.md")]).stdout).toBe("");
    expect(text("report.md")).toBe(stdout);
  });

  it("prints JSON as its schema says, of every kind of plan", () => {
    const files = readdirSync(PLANS, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
    expect(files.length).toBeGreaterThan(20);
    const { code, stdout } = infra(["report", "--json", "--commit", HEAD, ...files.map((name) => join(PLANS, name))]);
    const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);
    expect(code).toBe(0);
    validate(JSON.parse(stdout));
    expect(validate.errors).toBeNull();
    expect(JSON.parse(stdout).stacks).toHaveLength(files.length);
  });

  it("prints all of a report that no pipe holds at once", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      address: `aws_sqs_queue.many[${index}]`,
      mode: "managed",
      type: "aws_sqs_queue",
      name: "many",
      index,
      change: { actions: ["create"], before: null, after: { name: `queue-${index}` }, after_unknown: {} },
    }));
    const plan = file("many.json", JSON.stringify({ format_version: "1.2", resource_changes: many }));
    const { code, stdout } = infra(["report", plan, "--json"]);
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(2 ** 20);
    expect(JSON.parse(stdout).stacks[0].plan.changes).toHaveLength(20_000);
  });

  it("writes all of them at once", () => {
    const { code, stdout } = infra([
      "report",
      PLAN,
      "--json",
      ...["body", "output", "html", "summary"].map((form) => `--${form}=${at(form)}`),
    ]);
    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["body", "html", "output", "summary"]);
    expect(JSON.parse(stdout).format).toBe(1);
  });
});

describe("infra report, a body in a file", () => {
  it("keeps the author's text, and does it twice without a difference", () => {
    const body = file("body.md", "Why.\r\n\r\nHow.\n");
    expect(infra(["report", PLAN, "--body", body]).code).toBe(0);
    const once = text("body.md");
    expect(once.startsWith("Why.\r\n\r\nHow.\n\n\n<!-- infra:plan:begin -->\n")).toBe(true);
    infra(["report", PLAN, "--body", body]);
    expect(text("body.md")).toBe(once);
  });

  it("makes one when there is none yet", () => {
    expect(infra(["report", PLAN, "--body", at("new.md")]).code).toBe(0);
    expect(text("new.md")).toMatch(/^<!-- infra:plan:begin -->\n<!-- infra:plan:record .* -->\n\n## Plan: /);
  });

  it("says what is new since the plan of another commit that stands there", () => {
    const body = file("body.md", "Why.\n");
    const two = ["report", PLAN, HARMLESS];
    infra(["report", PLAN, "--commit", HEAD, "--body", body]);
    expect(text("body.md")).not.toContain("Since the last plan");
    infra([...two, "--commit", NEXT_HEAD, "--body", body]);
    expect(text("body.md")).toMatch(/since the (?:last )?plan/i);
    expect(text("body.md")).toContain("3f9c1e7");
    expect(readHeader(text("body.md"))).toMatchObject({ commit: NEXT_HEAD, since: HEAD });
  });

  it.each([
    ["one mark", "Why.\n<!-- infra:plan:begin -->\n"],
    ["two pairs", "<!-- infra:plan:begin -->\n<!-- infra:plan:end -->\n".repeat(2)],
    ["a block of code that does not end", "```\nWhy.\n"],
  ])("with %s is refused, and left alone", (_, content) => {
    const body = file("body.md", content);
    const { code, stderr } = infra(["report", PLAN, "--body", body, "--html", at("plan.html")]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining("The pull request's description was not changed"),
    });
    expect([text("body.md"), existsSync(at("plan.html"))]).toEqual([content, false]);
  });

  it("is refused when it could not be given back byte for byte", () => {
    const bytes = Buffer.from([0x63, 0x61, 0x66, 0xe9]);
    expect(infra(["report", PLAN, "--body", file("latin.md", bytes)])).toMatchObject({ code: 2 });
    expect(readFileSync(at("latin.md"))).toEqual(bytes);
  });
});

describe("infra report refuses", () => {
  it.each([
    ["a file that does not exist", undefined, "plan.json cannot be read: ENOENT"],
    ["a file that is not JSON", "{ x", "is not JSON"],
    ["a file that is not a plan", "{}", "is not a plan"],
    ["a format that nobody knows", '{"format_version":"9.0","resource_changes":[]}', 'is a plan of format "9.0"'],
    ["a file that is cut off", readFileSync(PLAN, "utf8").slice(0, 2000), "is cut off"],
  ])("%s, in one line, and writes nothing", (_, content, message) => {
    const body = file("body.md", "Why.\n");
    if (content !== undefined) file("plan.json", content);
    const places = ["--body", body, "--html", at("h"), "--summary", at("s"), "--output", at("o")];
    const { code, stdout, stderr } = infra(["report", PLAN, at("plan.json"), ...places]);
    expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 2, stdout: "", lines: 1 });
    expect(stderr).toContain(message);
    expect(text("body.md")).toBe("Why.\n");
    expect(readdirSync(folder).filter((name) => ["h", "s", "o"].includes(name))).toEqual([]);
  });

  it.each(["--body", "--output", "--html", "--summary"])("a place for %s that cannot be written", (option) => {
    const body = file("first.md", "Why.\n");
    const { code, stderr } = infra(["report", PLAN, "--body", body, option, join(folder, "nowhere", "x.md")]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("x.md cannot be written: ") });
    expect(text("first.md")).toBe("Why.\n");
    expect(infra(["report", PLAN, option, folder])).toMatchObject({ code: 2 });
  });

  it("to write one thing over another, by whatever name", () => {
    const body = file("body.md", "Why.\n");
    symlinkSync(body, at("link.md"));
    cpSync(PLAN, at("plan.json"));
    const refused = (...words: readonly string[]) => infra(["report", at("plan.json"), ...words]);
    for (const [option, path] of [
      ["--output", at("link.md")],
      ["--html", join(folder, ".", "body.md")],
      ["--summary", body],
    ] as const) {
      expect(refused("--body", body, option, path)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("cannot be written: something else is written there"),
      });
    }
    expect(refused("--html", at("plan.json"))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("cannot be written: it holds a plan"),
    });
    expect([text("body.md"), text("plan.json")]).toEqual(["Why.\n", readFileSync(PLAN, "utf8")]);
  });

  it.each([
    [["--budget", "0"], "use a whole number from 1 on."],
    [["--budget", "many"], "use a whole number from 1 on."],
    [["--commit", HEAD.slice(0, 7)], "use all forty digits of a commit."],
    [["--allow", "aws_x aws_y"], "use a type, or type@stack"],
    [["--allow", "aws_x@"], "use a type, or type@stack"],
    [["--full-report", "artifact 7"], "use a URL such as"],
    [["--full-report", "javascript:alert(1)"], "use a URL such as"],
    [["--label", ""], "use 1 to 50 characters, without a comma."],
    [["--label", "a,b"], "use 1 to 50 characters, without a comma."],
    [["--pull-request", "x"], "argument 'x' is invalid. use a whole number from 1 on."],
    [["--html"], "argument missing"],
    [["--htm", "x"], "unknown option '--htm'\n(Did you mean --html?)"],
  ])("%j, with a hint", (words, message) => {
    const { code, stdout, stderr } = infra(["report", PLAN, ...words]);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining(message) });
    expect(stderr).not.toContain("    at ");
  });

  it("with a stack trace only when asked for one", () => {
    expect(infra(["report", at("nowhere.json")]).stderr).not.toContain("    at ");
    expect(infra(["--debug", "report", at("nowhere.json")]).stderr).toContain("    at ");
  });
});

describe("infra report, wherever it is called", () => {
  it("reads no settings of the folder that it is called in", () => {
    file("tsconfig.json", JSON.stringify({ compilerOptions: { baseUrl: ".", paths: { "*": ["./hostile.js"] } } }));
    file("hostile.js", `require("node:fs").writeFileSync(${JSON.stringify(at("hacked"))}, "")`);
    cpSync(PLAN, at("plan.json"));
    const { code, stderr } = infra(["report", "plan.json", "--output", "report.md"], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "the report stands in report.md\n" });
    expect(readdirSync(folder).sort()).toEqual(["hostile.js", "plan.json", "report.md", "tsconfig.json"]);
  });
});
