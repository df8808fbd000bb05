import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..");

/** What make prints; it is asked alone, and makes nothing. */
function make(...words: readonly string[]): string {
  const { stdout, error } = spawnSync("make", words, { cwd: ROOT, encoding: "utf8", env: { PATH: process.env.PATH } });
  if (error) throw error;
  return stdout;
}

/** The targets that make itself reads in the Makefile, without rules of its own. */
function targets(): { readonly phony: readonly string[]; readonly files: readonly string[] } {
  const database = make("--question", "--print-data-base", "--no-builtin-rules", "--no-builtin-variables", "help");
  const blocks = database.slice(database.indexOf("\n# Files\n")).split("\n\n");
  const all = blocks.flatMap((block) => {
    const [, name] = /^([A-Za-z][\w-]*):/m.exec(block) ?? [];
    return name === undefined || block.includes("# Not a target") ? [] : [name];
  });
  const phony = (/^\.PHONY: (.*)$/m.exec(database)?.[1] ?? "").split(" ").sort();
  return { phony, files: all.filter((name) => !phony.includes(name)).sort() };
}

it("`make help` lists every target with its sentence, and no other", () => {
  const listed = make("help")
    .trimEnd()
    .split("\n")
    .map((line) => /^ {2}make (\S+) +(\S.*)$/.exec(line)?.slice(1) ?? [line]);
  expect(targets().files.filter((name) => name !== "Makefile")).toEqual(["node_modules"]);
  expect(listed.map(([name]) => name).sort()).toEqual(targets().phony);
  expect(listed.filter(([, sentence = ""]) => sentence.length < 10)).toEqual([]);
});

it("other stages than dev are refused, unless they are meant", () => {
  const on = (...words: readonly string[]) => {
    const { status, stderr } = spawnSync("make", ["on-dev", ...words], { cwd: ROOT, encoding: "utf8" });
    return [status, stderr.split("\n")[0]];
  };
  expect([on(), on("STAGE=stg"), on("STAGE=stg", "CONFIRM=stg"), on("STAGE=prd", "CONFIRM=stg")]).toEqual([
    [0, ""],
    [2, "make works on dev; other stages are deployed by workflows. Say CONFIRM=stg if you mean it."],
    [0, ""],
    [2, "make works on dev; other stages are deployed by workflows. Say CONFIRM=prd if you mean it."],
  ]);
});
