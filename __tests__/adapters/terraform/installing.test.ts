import { existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "../../../adapters/terraform/machine";
import { packageHash } from "../../../adapters/terraform/package-hash";
import { ProviderInstaller, type Requirements } from "../../../adapters/terraform/provider-installer";
import { TerraformFailure } from "../../../adapters/terraform/terraform-failure";
import { AWS, AWS_PLACE, aMachine, put, putProgram, temporaryFolder } from "./fakes";

const folder = temporaryFolder();

const AWS_ALONE: Requirements = new Map([[AWS.address, "5.100.0"]]);

/**
 * An installer whose Terraform does as `script` says. `configuration` is what it is configured with; `install()` links the
 * package in the mirror that this names.
 */
function installer(script: string, machine: Partial<Machine> = {}, lockText = AWS.text) {
  const file = putProgram(
    join(folder.path, "terraform"),
    `
    const fs = require("node:fs");
    const path = require("node:path");
    fs.appendFileSync(${JSON.stringify(join(folder.path, "calls"))}, args.join(" ") + "\\n");
    const named = process.env.TF_CLI_CONFIG_FILE;
    const configuration = named ? fs.readFileSync(named, "utf8") : "";
    const mirror = /path\\s*= "(.*)"/.exec(configuration)?.[1];
    const install = (from) => {
      const place = ".terraform/providers/${AWS_PLACE}";
      fs.mkdirSync(path.dirname(place), { recursive: true });
      fs.rmSync(place, { force: true, recursive: true });
      fs.symlinkSync(path.join(from, "${AWS_PLACE}"), place);
    };
    ${script}`,
  );
  const notes: string[] = [];
  const made = new ProviderInstaller({
    folder: join(folder.path, ".infra"),
    machine: aMachine(join(folder.path, "home"), {
      mirrorRoots: [{ folder: join(folder.path, "opt"), depth: 2 }],
      ...machine,
    }),
    binary: { file, version: "1.11.4" },
    env: { PATH: process.env.PATH ?? "" },
    lockText,
    note: (text) => notes.push(text),
  });
  const calls = () => {
    const log = join(folder.path, "calls");
    return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
  };
  return { made, notes, calls };
}

const putMirror = (...path: string[]): string => {
  const mirror = join(folder.path, ...path);
  put(join(mirror, AWS_PLACE, "terraform-provider-aws_v5.100.0_x5"), "binary");
  return mirror;
};

describe("installing providers", () => {
  test("lets Terraform check them against the lock file, and tells where they came from", async () => {
    const mirror = putMirror("opt", "mirror");
    const { made, notes, calls } = installer("install(mirror)");
    const installation = await made.install(AWS_ALONE);
    expect(calls()).toEqual(["init -backend=false -input=false -no-color -lockfile=readonly"]);
    expect(notes).toEqual([`provider registry.terraform.io/hashicorp/aws 5.100.0 from ${mirror}`]);
    expect(installation.packages).toEqual(
      new Map([[AWS.address, { folder: join(mirror, AWS_PLACE), place: AWS_PLACE }]]),
    );
    expect(installation.lockText).toBe(`${AWS.text}\n`);
  });

  test("asks for what the stacks ask for, so that Terraform compares it with the lock file", async () => {
    putMirror("opt", "mirror");
    const { made } = installer(`
      const wanted = JSON.parse(fs.readFileSync("main.tf.json", "utf8"));
      fs.writeFileSync(${JSON.stringify(join(folder.path, "wanted"))}, JSON.stringify(wanted));
      fs.copyFileSync(".terraform.lock.hcl", ${JSON.stringify(join(folder.path, "lock"))});
      install(mirror)`);
    await made.install(AWS_ALONE);
    expect(JSON.parse(readFileSync(join(folder.path, "wanted"), "utf8"))).toEqual({
      terraform: { required_providers: { "provider-0": { source: AWS.address, version: "5.100.0" } } },
    });
    expect(readFileSync(join(folder.path, "lock"), "utf8")).toBe(`${AWS.text}\n`);
  });

  test("happens once for all stacks that ask for the same", async () => {
    putMirror("opt", "mirror");
    const { made, calls } = installer("install(mirror)");
    const both = await Promise.all([made.install(AWS_ALONE), made.install(new Map(AWS_ALONE))]);
    expect(both[0]).toBe(both[1]);
    expect(calls()).toHaveLength(1);
  });

  test("keeps the configuration that it generates to the user, for it may repeat credentials", async () => {
    putMirror("opt", "mirror");
    const { made } = installer("install(mirror)");
    const { env } = await made.install(AWS_ALONE);
    expect(statSync(env.TF_CLI_CONFIG_FILE ?? "").mode & 0o777).toBe(0o600);
  });

  test("leaves Terraform as it is configured when that chooses", async () => {
    const chosen = putMirror("chosen");
    const named = put(
      join(folder.path, "tfrc"),
      `provider_installation {\n filesystem_mirror {\n path = "${chosen}"\n}\n}`,
    );
    const environment = { PATH: process.env.PATH, TF_CLI_CONFIG_FILE: named };
    const { made, notes } = installer("install(mirror)", { environment });
    const { env } = await made.install(AWS_ALONE);
    expect(env.TF_CLI_CONFIG_FILE).toBe(named);
    expect(notes).toEqual([
      `provider registry.terraform.io/hashicorp/aws 5.100.0 from Terraform's CLI configuration (${named})`,
    ]);
  });

  test("goes on to a mirror when what is configured cannot be reached", async () => {
    const mirror = putMirror("opt", "mirror");
    const named = put(join(folder.path, "tfrc"), 'plugin_cache_dir = "/cache"');
    const environment = { PATH: process.env.PATH, TF_CLI_CONFIG_FILE: named };
    const { made, notes } = installer(
      'if (mirror) install(mirror); else { console.error("no such host"); process.exit(1); }',
      { environment },
    );
    const { env } = await made.install(AWS_ALONE);
    expect(notes).toEqual([`provider registry.terraform.io/hashicorp/aws 5.100.0 from ${mirror}`]);
    expect(readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8")).toContain('plugin_cache_dir = "/cache"');
  });

  test("downloads when there is no mirror, and lets stacks take what was downloaded", async () => {
    const registry = putMirror("registry");
    const { made, notes, calls } = installer(`
      const place = ".terraform/providers/${AWS_PLACE}";
      if (!fs.existsSync(place)) { fs.mkdirSync(path.dirname(place), { recursive: true }); fs.cpSync(${JSON.stringify(join(registry, AWS_PLACE))}, place, { recursive: true }); }`);
    const { env, packages } = await made.install(AWS_ALONE);
    expect(notes).toEqual(["provider registry.terraform.io/hashicorp/aws 5.100.0 from registry.terraform.io"]);
    const installed = packages.get(AWS.address)?.folder.slice(0, -AWS_PLACE.length - 1) as string;
    expect(readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8")).toContain(`path    = "${installed}"`);

    // The next run finds what this one downloaded.
    const again = installer("process.exit(mirror ? 0 : 1)");
    await again.made.install(AWS_ALONE);
    expect(again.notes).toEqual([`provider registry.terraform.io/hashicorp/aws 5.100.0 from ${installed}`]);
    expect(calls()).toHaveLength(2);
  });
});

describe("installing providers fails", () => {
  const failure = async (promise: Promise<unknown>): Promise<string> => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(TerraformFailure);
    return (error as Error).message;
  };

  test("when the lock file does not name one", async () => {
    const { made, calls } = installer("");
    const github = new Map([["registry.terraform.io/integrations/github", "6.9.0"]]);
    expect(await failure(made.install(github))).toBe(
      '.terraform.lock.hcl does not lock registry.terraform.io/integrations/github. In a folder whose configuration requires it, run "terraform providers lock -platform=linux_amd64", and add the block that it writes.',
    );
    expect(calls()).toEqual([]);
  });

  test("when a mirror's copy is another one, rather than passing it over", async () => {
    const mirror = putMirror("opt", "mirror");
    const { made, calls } = installer('console.error("checksums"); process.exit(1)');
    expect(await failure(made.install(AWS_ALONE))).toBe(
      [
        `registry.terraform.io/hashicorp/aws 5.100.0 in ${mirror} is not what .terraform.lock.hcl allows:`,
        `  found   ${await packageHash(join(mirror, AWS_PLACE))}`,
        "  allowed h1:edXOJWE4ORX8Fm+dpVpICzMZJat4AX0VRCAy/xkcOc0=",
        'If the lock file lacks this platform, "terraform providers lock -platform=linux_amd64" adds it; otherwise do not use this copy.',
      ].join("\n"),
    );
    expect(calls()).toHaveLength(1);
  });

  test("in Terraform's own words when a mirror's copy is the right one", async () => {
    const mirror = putMirror("opt", "mirror");
    const lock = AWS.text.replace(AWS.hashes[0] as string, await packageHash(join(mirror, AWS_PLACE)));
    const { made } = installer('console.error("Error: version 5.99.0 was asked for"); process.exit(1)', {}, lock);
    expect(await failure(made.install(AWS_ALONE))).toMatch(
      new RegExp(
        `^From ${mirror}:\nError: version 5.99.0 was asked for\nWhere the registry can be reached, get the providers with\n`,
      ),
    );
  });

  test("with the command that gets them when they are nowhere", async () => {
    const { made } = installer('console.error("Error: no such host"); process.exit(1)');
    const words = await failure(made.install(AWS_ALONE));
    expect(words.replace(/providers\/\w+/, "providers/KEY")).toBe(
      [
        "From registry.terraform.io:",
        "Error: no such host",
        "Where the registry can be reached, get the providers with",
        `  terraform -chdir=${folder.path}/.infra/providers/KEY providers mirror -platform=linux_amd64 DIRECTORY`,
        "and name that directory in TF_PLUGIN_MIRROR.",
      ].join("\n"),
    );
  });
});

test("a mirror may be a link to a folder elsewhere", async () => {
  const real = putMirror("data", "mirror");
  symlinkSync(real, join(folder.path, "link"));
  const environment = { PATH: process.env.PATH, TF_PLUGIN_MIRROR: join(folder.path, "link") };
  const { made } = installer("install(mirror)", { environment });
  expect((await made.install(AWS_ALONE)).packages.get(AWS.address)?.folder).toBe(join(real, AWS_PLACE));
});
