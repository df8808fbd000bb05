import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { workflowOnBranch } from "../model/github-subjects";
import { SITE_WORKFLOWS_BRANCH } from "../model/sites";
import { infra, withoutActions } from "./support/infra";
import {
  all,
  EXAMPLES,
  files,
  github,
  hosting,
  INPUTS,
  inputsOf,
  jobOf,
  named,
  ROOT,
  siteLines,
  stepOf,
  withoutLine,
} from "./support/site-workflows";
import { type Step, siteTemplates } from "./support/workflows";

const templates = siteTemplates();

describe("a command", () => {
  /** What a shell makes of a command's words, with these inputs. */
  function wordsOf({ run = "", env = {} }: Step, inputs: Readonly<Record<string, string>>): readonly string[] {
    const given = Object.entries(env).map(([name, value]) => [
      name,
      value.replace(/^\$\{\{ inputs\.([\w-]+) \}\}$/, (_, input) => inputs[input] ?? ""),
    ]);
    return execFileSync("bash", ["-e", "-c", run.replace("npx infra", "printf '%s\\0'")], {
      env: { PATH: process.env.PATH, GITHUB_STEP_SUMMARY: "/s m", ...Object.fromEntries(given) },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    })
      .split("\0")
      .slice(0, -1);
  }

  const steps = named.flatMap(([name, way]) =>
    ["Check", "Publish", "Promote"].flatMap((title) =>
      [...jobOf(way.file, "check").steps, ...jobOf(way.file, "deploy").steps]
        .filter((step) => step.name === title)
        .map((step) => [`${name}: ${title}`, way, step] as const),
    ),
  );
  const NASTY = "x\"; $(touch y) `touch z` * \n'--debug";

  it.each(steps)("%s: passes every input on as one word, whatever it is", (_, { stage, from, source }, step) => {
    const words = wordsOf(step, { line: "qro", domain: NASTY, "api-url": "-", branch: "--debug" });
    const commit = "${{ needs.build.outputs.commit }}";
    const only = source.kind === "branch" && "only" in source.branches ? source.branches.only : undefined;
    const isBranch = only === undefined && (source.kind === "branch" || source.sameClient);
    const branch = isBranch ? ["--branch=--debug"] : [];
    const client = stage.sites === "many" ? [`--client=${NASTY}`, "--api-url=-"] : [];
    const promote = ["promote", "qro", stage.name, ...(from ? ["--from", from] : []), ...branch, ...client];
    const expected = {
      Check: [...promote, "--dry-run", "--check-inputs"],
      Publish: ["site", "publish", "qro", "site-build", `--branch=${only ?? "--debug"}`, `--commit=${commit}`],
      Promote: [...promote, ...(source.kind === "branch" ? [`--commit=${commit}`] : []), "--summary", "/s m"],
    };
    expect(words).toEqual(expected[step.name as keyof typeof expected]);
  });

  it.each([
    ["roll-back-site.yml", ["rollback", "qro", "--debug", `--client=${NASTY}`, "--to=-"], "Roll back", []],
    ["deploy-to-all-clients.yml", ["promote", "qro", "client", "--all"], "Promote", ["--wait", "5"]],
  ])("%s: passes every input on as one word, whatever it is", (file, words, title, more) => {
    const inputs = { line: "qro", stage: "--debug", domain: NASTY, to: "-" };
    const check = wordsOf(stepOf(jobOf(file, "check"), "Check"), inputs);
    const done = wordsOf(stepOf(jobOf(file, "deploy"), title), inputs);
    expect([check, done]).toEqual([
      [...words, "--dry-run", "--check-inputs"],
      [...words, ...more, "--summary", "/s m"],
    ]);
  });

  it("roll back: passes on nothing where nothing is said", () => {
    const inputs = { line: "qro", stage: "prod", domain: "", to: "" };
    const check = wordsOf(stepOf(jobOf("roll-back-site.yml", "check"), "Check"), inputs);
    expect(check).toEqual(["rollback", "qro", "prod", "--dry-run", "--check-inputs"]);
  });

  /** The check of a workflow, as its job runs it. */
  function checked(file: string, inputs: Readonly<Record<string, string>>) {
    const words = wordsOf(stepOf(jobOf(file, "check"), "Check"), { line: "qro", ...inputs });
    return infra(words, { env: withoutActions() });
  }

  it.each([
    ["roll-back-site.yml", { stage: "prod" }, "prod"],
    ["roll-back-site.yml", { stage: "client", domain: "AmazingCafe.qro.equipweb.biz", to: "0a1b2c3" }, "client"],
    ["roll-back-site.yml", { stage: "rc", domain: "amazingcafe.qro-rc.equipweb.biz" }, "rc"],
    ["deploy-to-all-clients.yml", {}, "client"],
  ])("%s: takes %j, with nothing of AWS or GitHub at hand", (file, inputs, stage) => {
    const { code, stdout, stderr } = checked(file, inputs);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${stage} of qro: the inputs will do.\n`, stderr: "" });
  });

  const good = (file: string): Readonly<Record<string, string>> => {
    const [domain = "", apiUrl = ""] = EXAMPLES[file] ?? [];
    return { branch: "hotfix/menu", domain, "api-url": apiUrl };
  };

  it.each(named)("%s: takes the examples, with nothing of AWS or GitHub at hand", (_, { file, stage, source }) => {
    const { code, stdout, stderr } = checked(file, good(file));
    const warning = source.warning === undefined ? "" : `Warning: ${source.warning}\n`;
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `${stage.name} of qro: the inputs will do.\n`,
      stderr: warning,
    });
  });

  it.each([
    ["deploy-to-client.yml", { domain: "amazingcafe.qro-rc.equipweb.biz" }, "is one of the stage rc, not of client"],
    ["deploy-to-client.yml", { domain: "--debug" }, "is not under qro.equipweb.biz"],
    ["deploy-to-client.yml", { "api-url": "http://s2.equipweb.biz/x" }, "use a URL that begins with https://"],
    ["deploy-to-rc.yml", { branch: "Main" }, "means main, which goes the normal way"],
    ["deploy-to-dev.yml", { line: "x" }, 'there is no line of sites "x"'],
    ["deploy-to-all-clients.yml", { line: "x" }, 'there is no line of sites "x"'],
    ["roll-back-site.yml", { stage: "rc-to-client" }, 'no stage "rc-to-client"'],
    ["roll-back-site.yml", { stage: "client" }, "client has a site for each client. Say which"],
    ["roll-back-site.yml", { stage: "prod", domain: "edgecafe.qro.equipweb.biz" }, "it takes no client"],
    [
      "roll-back-site.yml",
      { stage: "client", domain: "a.qro-rc.equipweb.biz" },
      "is one of the stage rc, not of client",
    ],
    ["roll-back-site.yml", { stage: "prod", to: "HEAD~1" }, '--to is "HEAD~1": use the first seven characters'],
  ])("%s: refuses %j before anything else", (file, bad, why) => {
    const { code, stdout, stderr } = checked(file, { ...good(file), ...bad });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(why);
    expect(stderr.replace(/^Warning: .*\n/, "").trim()).not.toContain("\n");
  });
});

describe("the page about sites", () => {
  const page = readFileSync(join(ROOT, "docs", "sites.md"), "utf8");
  const rowOf = (name: string): string => page.match(new RegExp(`^\\| ${name} \\|.*$`, "m"))?.[0] ?? "";

  it.each(files)("%s: has a row with its examples, and nothing else to fill in", (file, { name }) => {
    const row = rowOf(name);
    expect(row).not.toBe("");
    // The other way to a client takes the same.
    if (file === "deploy-from-rc-to-client.yml") return expect(row).toContain("branch, domain and API URL");
    if (file === "roll-back-site.yml") return expect(row).toContain("stage; domain, for Client and RC; commit, if not");
    const values = [...row.matchAll(/: `([^`]+)`/g)].map(([, value]) => value);
    expect(values.filter((value) => value !== "hotfix/menu")).toEqual([...(EXAMPLES[file] ?? [])]);
    expect(values.includes("hotfix/menu")).toBe(INPUTS[file]?.includes("branch"));
  });

  it.each(siteLines.flatMap(({ stages }) => stages.map((stage) => [stage.name, stage] as const)))(
    "%s: has a row with where its sites are",
    (name, { site, place }) => {
      const title = { dev: "Dev", uat: "UAT", prod: "Prod", client: "Client", rc: "RC" }[name] ?? name;
      const address = (site?.host ?? `<clientname>.${place.suffix}`).replace(".equipweb.biz", "");
      expect(rowOf(title)).toContain(`| \`${address}\` |`);
    },
  );

  it.each(["docs/sites.md", "docs/runbooks/site-line.md", "templates/sites/README.md"])(
    "%s: leads to files that there are",
    (path) => {
      const text = readFileSync(join(ROOT, path), "utf8");
      const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = ""]) => link);
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) expect(`${link}: ${existsSync(join(ROOT, path, "..", link))}`).toBe(`${link}: true`);
    },
  );
});

describe("the templates for repositories of sites", () => {
  const pairs = Object.entries(templates).map(([file, template]) => [file, template, all[file]] as const);

  it("are one for each workflow, by the same names", () => {
    expect(pairs.map(([file, { name }]) => [file, name])).toEqual(files.map(([file, { name }]) => [file, name]));
  });

  it.each(pairs)("%s: runs by hand, and after each merge when it is the one of Dev", (file, { on }) => {
    expect(Object.keys(on)).toEqual(
      file === "deploy-to-dev.yml" ? ["push", "workflow_dispatch"] : ["workflow_dispatch"],
    );
    if (file === "deploy-to-dev.yml") expect(on.push).toEqual({ branches: ["main"] });
  });

  it.each(pairs)("%s: asks for what the workflow that it calls asks for", (file, { on, jobs }) => {
    const inputs = on.workflow_dispatch?.inputs ?? {};
    expect(inputs).toEqual(withoutLine(inputsOf(file, "workflow_dispatch")));
    expect(jobs.deploy?.with).toEqual({
      line: "qro",
      ...Object.fromEntries(Object.keys(inputs).map((name) => [name, `\${{ inputs.${name} }}`])),
    });
  });

  it.each(pairs)(
    "%s: calls a workflow that there is, on the branch that AWS trusts, and does nothing else",
    (file, template) => {
      const { jobs, permissions, concurrency } = template;
      expect(Object.keys(jobs)).toEqual(["deploy"]);
      expect(jobs.deploy?.uses).toBe(workflowOnBranch(github, file, SITE_WORKFLOWS_BRANCH).replace("refs/heads/", ""));
      expect(existsSync(join(ROOT, ".github", "workflows", file))).toBe(true);
      expect({ permissions, concurrency }).toEqual({ permissions: {}, concurrency: undefined });
    },
  );

  it("may call them: this repository lets others of the organisation do so, and no other repository does", () => {
    const sharing = hosting?.repositories.filter(({ sharesWorkflows }) => sharesWorkflows).map(({ name }) => name);
    expect(sharing).toEqual([github.repository]);
  });

  it.each(pairs)(
    "%s: gives it the rights that its jobs ask for, and the secrets that it names",
    (_, { jobs }, called) => {
      const asked = Object.assign({}, ...Object.values(called?.jobs ?? {}).map(({ permissions }) => permissions));
      expect(jobs.deploy?.permissions).toEqual(asked);
      expect(jobs.deploy?.secrets).toEqual(
        Object.fromEntries(
          Object.keys(called?.on.workflow_call?.secrets ?? {}).map((name) => [name, `\${{ secrets.${name} }}`]),
        ),
      );
    },
  );
});
