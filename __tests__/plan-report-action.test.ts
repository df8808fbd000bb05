import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { HEAD, localGitHub } from "./support/github";
import type { Step } from "./support/workflows";

const ROOT = join(__dirname, "..");
const FOLDER = join(ROOT, ".github", "actions", "plan-report");
const PLANS = join(__dirname, "fixtures", "plans");

interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly (Step & { readonly id?: string; readonly shell?: string })[];
  };
}

const text = readFileSync(join(FOLDER, "action.yml"), "utf8");
const action: Action = parse(text);
const { steps } = action.runs;

function stepNamed(name: string): Action["runs"]["steps"][number] {
  const step = steps.find((each) => each.name === name);
  if (!step) throw new Error(`the action has no step "${name}"`);
  return step;
}

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;

/** Runs a step's own command as GitHub's runner does, with the inputs where its `env` wants them. */
function runStep(name: string, inputs: Readonly<Record<string, string>>, more: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const { run = "", env = {} } = stepNamed(name);
  const given = Object.fromEntries(
    Object.entries(env).map(([key, expression]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1];
      return [key, input === undefined ? "" : (inputs[input] ?? action.inputs[input]?.default ?? "")];
    }),
  );
  const environment = {
    PATH: process.env.PATH,
    HOME: folder,
    GITHUB_ACTION_PATH: FOLDER,
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
    RUNNER_TEMP: folder,
    ...given,
    ...more,
  };
  return new Promise((resolve) => {
    execFile(
      "bash",
      ["--noprofile", "--norc", "-eo", "pipefail", "-c", run],
      { cwd: folder, env: environment, encoding: "utf8" },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const written = (name: string): string => readFileSync(join(folder, name), "utf8");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plan-report-"));
  writeFileSync(join(folder, "summary.md"), "Before.\n");
  mkdirSync(join(folder, "plans", "deep er"), { recursive: true });
  cpSync(join(PLANS, "moves-only.json"), join(folder, "plans", "dev-network.json"));
  cpSync(join(PLANS, "stateful-deletes.json"), join(folder, "plans", "deep er", "dev-data.json"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the action", () => {
  it("takes what a Terraform project has, and asks for nothing but its plans", () => {
    expect(Object.entries(action.inputs).map(([name, { required }]) => [name, required ?? false])).toEqual([
      ["plans", true],
      ["pull-request", false],
      ["token", false],
      ["app", false],
      ["commit", false],
      ["budget", false],
      ["html", false],
      ["artifact", false],
      ["allow", false],
      ["label", false],
    ]);
  });

  it("installs what the report needs, and nothing that runs at its installation", () => {
    expect(stepNamed("Packages")).toMatchObject({
      run: "npm ci --omit=dev --ignore-scripts --no-audit --no-fund",
      "working-directory": "${{ github.action_path }}/../../..",
    });
  });

  it("runs the Node of this repository", () => {
    expect(stepNamed("Node").with).toEqual({
      "node-version": readFileSync(join(ROOT, ".node-version"), "utf8").trim(),
      "package-manager-cache": false,
    });
  });

  it("pins every foreign action by its commit, with the version beside it", () => {
    const uses = text.match(/uses: .*/g) ?? [];
    expect(uses).toHaveLength(2);
    for (const line of uses) expect(line).toMatch(/^uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("pastes nothing into a command: what comes from outside goes through the environment", () => {
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });

  it("hands every input on", () => {
    const used = new Set([...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  it("needs nothing that only this repository's developers have", () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const imported = ["operations", "adapters", "cli", "model"].flatMap((part) => importsBelow(join(ROOT, part)));
    expect(imported.length).toBeGreaterThan(5);
    expect(imported.filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });
});

describe("the page", () => {
  it("is made of every plan that a line fits, in any folder, with the report as JSON beside it", async () => {
    const ran = await runStep("Page", { plans: "plans/**/*.json" });
    expect(ran).toMatchObject({ code: 0 });
    expect(written("output")).toBe(`json=${join(folder, "plan-report.json")}\n`);
    expect(
      JSON.parse(written("plan-report.json"))
        .stacks.map(({ id }: { id: string }) => id)
        .sort(),
    ).toEqual(["dev-data", "dev-network"]);
    expect(written("plan-report.html")).toMatch(/^<!doctype html>/i);
    expect(written("plan-report.html")).toContain("aws_dynamodb_table.orders");
  });

  it("takes paths with spaces, empty lines, and lines of Windows", async () => {
    const plans = "\r\n  plans/deep er/dev-data.json \r\n\r\nplans/dev-network.json\r\n";
    expect(await runStep("Page", { plans })).toMatchObject({ code: 0 });
    expect(JSON.parse(written("plan-report.json")).stacks).toHaveLength(2);
  });

  it.each([
    ["fits no file", "plans/*.json\nplans/prod-*.json", 'no plan file fits "plans/prod-*.json"'],
    ["is empty", "\n", 'the input "plans" names no file'],
  ])(
    "is refused when a line %s: a report that leaves out a stack could be taken for whole",
    async (_, plans, message) => {
      const { code, stderr } = await runStep("Page", { plans });
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
    },
  );

  it.each([["$(touch hacked)"], ["`touch hacked`"], ['"; touch hacked; "'], ["--output=hacked"], ["-h"]])(
    "never takes %j for anything but a name",
    async (name) => {
      for (const inputs of [
        { plans: name },
        { plans: "plans/*.json", allow: name },
        { plans: "plans/*.json", html: name },
      ]) {
        await runStep("Page", inputs);
      }
      expect(() => written("hacked")).toThrow("ENOENT");
    },
  );
});

describe("in a checkout of another repository", () => {
  /** File names as somebody might choose them who knows how the action is written; `.plan.json` comes after each. */
  const HOSTILE = [
    "--html=hacked",
    "-h",
    "$(touch hacked)",
    "`touch hacked`",
    "; touch hacked;",
    "a'b\"c",
    "[x]*?",
    "two\nlines",
    "<details>@mara #1 <!-- infra:plan:end -->",
    "😀\u202e",
  ];

  beforeEach(() => {
    const hostile = `require("node:fs").writeFileSync(${JSON.stringify(join(folder, "hacked"))}, "")`;
    for (const name of HOSTILE) cpSync(join(PLANS, "moves-only.json"), join(folder, `${name}.plan.json`));
    // What Node and the loader of TypeScript look for where they are called.
    const settings = { compilerOptions: { baseUrl: ".", paths: { "*": ["./hostile.cjs"] } } };
    writeFileSync(join(folder, "hostile.cjs"), hostile);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    mkdirSync(join(folder, "node_modules", "zod"), { recursive: true });
    writeFileSync(join(folder, "node_modules", "zod", "index.js"), hostile);
  });

  it("takes every name for a name, and nothing of the checkout for code", async () => {
    const plans = "*.plan.json";
    expect(await runStep("Page", { plans, html: "page.html" })).toMatchObject({ code: 0 });
    expect(JSON.parse(written("plan-report.json")).stacks).toHaveLength(HOSTILE.length);
    expect(await runStep("Summary and pull request", { plans })).toMatchObject({ code: 0 });
    expect(written("summary.md").replace(/<!-- infra:plan:record .* -->/, "")).not.toMatch(
      /@mara|<details>@|<!-- infra|\u202e/,
    );
    expect(written("page.html")).not.toMatch(/<details>@|<!-- infra|\u202e/);
    expect(() => written("hacked")).toThrow("ENOENT");
  });

  it("takes no line of an input for an option", async () => {
    const ran = await runStep("Page", { plans: "*.plan.json", allow: "aws_x\n --html=hacked x" });
    expect(ran).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("use a type, or type@stack") });
    expect(() => written("hacked")).toThrow("ENOENT");
  });
});

describe("the publication", () => {
  it("without a pull request goes to the job summary, after what stands there, and nowhere else", async () => {
    expect(await runStep("Summary and pull request", { plans: "plans/**/*.json" })).toMatchObject({
      code: 0,
      stdout: "",
    });
    expect(written("summary.md")).toMatch(/^Before\.\n[\s\S]*## Plan: /);
    expect(written("summary.md")).toContain("dev-data");
  });

  it("with one goes into its body as well, and what its author wrote stays", async () => {
    const github = await localGitHub("Why.\n", "token-of-the-job");
    try {
      const ran = await runStep(
        "Summary and pull request",
        { plans: "plans/**/*.json", "pull-request": "7", token: "token-of-the-job", commit: HEAD, budget: "9000" },
        { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "equipweb/infra" },
      );
      expect(ran).toMatchObject({ code: 0 });
      expect(github.body()).toMatch(/^Why\.\n/);
      expect(github.body()).toContain("aws_dynamodb_table");
      expect((github.body() ?? "").length).toBeLessThan(9_100);
    } finally {
      await github.close();
    }
  });

  it("is refused before anything is written when a plan is damaged", async () => {
    writeFileSync(join(folder, "plans", "broken.json"), '{"format_version":"1.2","resource_ch');
    const { code, stderr } = await runStep("Summary and pull request", { plans: "plans/*.json" });
    expect({ code, lines: stderr.trim().split("\n").length }).toEqual({ code: 2, lines: 1 });
    expect(stderr).toContain("plans/broken.json is cut off");
    expect(written("summary.md")).toBe("Before.\n");
  });
});

/** The packages that the TypeScript files below a folder import while they run; types are gone by then. */
function importsBelow(part: string): readonly string[] {
  return readdirSync(part, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(join(part, file), "utf8").matchAll(/^import (?!type )[^;]*? from "([^".][^"]*)";/gm),
    ])
    .map(([, name = ""]) =>
      (name.startsWith("@") ? name.split("/").slice(0, 2) : name.split("/").slice(0, 1)).join("/"),
    )
    .filter((name) => !name.startsWith("node:"));
}
