import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ActionPin } from "../../../scripts/pins/action-pins";
import { pinsText } from "../../../scripts/pins/action-pins";
import { lostHashes, requirementsOf } from "../../../scripts/pins/provider-lock";
import type { JsonObject } from "../../../terraform-json/json";

const ROOT = join(__dirname, "..", "..", "..");
const ACTIONS = join("scripts", "pins", "actions.json");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

describe("completing the pins without a network", () => {
  const NOWHERE = Object.fromEntries(
    ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) => [
      [name, "http://127.0.0.1:9"],
      [name.toLowerCase(), "http://127.0.0.1:9"],
    ]),
  );

  it("says what it could not look up and what it needs, and changes nothing", () => {
    const files = [
      ACTIONS,
      join("scripts", "pins", "images.json"),
      join("runtime", "deployer", "Dockerfile"),
      ".terraform.lock.hcl",
    ];
    const before = files.map(read);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--require", "tsx/cjs", join("scripts", "pins.ts")],
      { cwd: ROOT, encoding: "utf8", env: { ...process.env, ...NOWHERE, NO_PROXY: "", no_proxy: "" } },
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^the commit of \S+ v\S+ could not be looked up: /);
    expect(stderr).toContain(
      "\n\nNothing was changed. make pins needs GitHub, Docker Hub and the Terraform registry: run it where there is a network, and commit what it writes.\n",
    );
    expect(files.map(read)).toEqual(before);
  });
});

describe("the table of actions", () => {
  it("stands as it would be written", () => {
    expect(read(ACTIONS)).toBe(pinsText(JSON.parse(read(ACTIONS)) as readonly ActionPin[]));
  });
});

describe("what stacks need of providers", () => {
  const stack = (name: string, version: string) => ({
    terraform: { required_providers: { [name]: { source: name, version } } },
  });

  it("is everything that any of them needs, once", () => {
    const stacks = new Map<string, JsonObject>([
      ["one", stack("github", "6.9.0")],
      ["two", stack("aws", "5.100.0")],
      ["three", stack("aws", "5.100.0")],
      ["four", {}],
    ]);
    expect(Object.entries(requirementsOf(stacks))).toEqual([
      ["aws", { source: "aws", version: "5.100.0" }],
      ["github", { source: "github", version: "6.9.0" }],
    ]);
  });

  it("is one version of each", () => {
    const stacks = new Map([
      ["one", stack("aws", "5.100.0")],
      ["two", stack("aws", "6.0.0")],
    ]);
    expect(() => requirementsOf(stacks)).toThrow('two needs the provider aws as {"source":"aws","version":"6.0.0"}');
  });
});

describe("a hash that was locked", () => {
  const provider = (version: string, ...hashes: readonly string[]) => ({ address: "a/b/c", version, hashes, text: "" });

  it.each([
    ["is still there beside others", [provider("1.0.0", "h1:x", "zh:y")], []],
    ["is gone", [provider("1.0.0", "zh:y")], ["h1:x"]],
    ["went with its version, which nothing needs any more", [provider("2.0.0", "zh:y")], []],
  ])("%s", (_, after, lost) => {
    expect(lostHashes([provider("1.0.0", "h1:x")], after)).toEqual(lost);
  });
});
