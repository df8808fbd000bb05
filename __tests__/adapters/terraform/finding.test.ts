import { join } from "node:path";
import { findTerraform } from "../../../adapters/terraform/binary";
import { readCliConfiguration } from "../../../adapters/terraform/cli-configuration";
import { lockFileOf, readLockFile } from "../../../adapters/terraform/lock-file";
import { impliedMirrors, registryPlatform, thisMachine } from "../../../adapters/terraform/machine";
import { findMirrors } from "../../../adapters/terraform/mirrors";
import { type ProviderSource, providerSources } from "../../../adapters/terraform/provider-sources";
import { AWS, AWS_PLACE, aMachine, put, putProgram, temporaryFolder } from "./fakes";

const folder = temporaryFolder();

describe("the machine", () => {
  test.each([
    ["linux", "x64", "linux_amd64"],
    ["linux", "arm64", "linux_arm64"],
    ["darwin", "arm64", "darwin_arm64"],
    ["win32", "x64", "windows_amd64"],
    ["win32", "ia32", "windows_386"],
  ] as const)("%s on %s is %s in the registry", (platform, architecture, name) => {
    expect(registryPlatform(aMachine("/home/me", { platform, architecture }))).toBe(name);
  });

  test("has mirrors where Terraform expects them, and the user may have moved them", () => {
    expect(impliedMirrors(aMachine("/home/me"))).toEqual([
      "/home/me/.terraform.d/plugins",
      "/home/me/.local/share/terraform/plugins",
      "/usr/local/share/terraform/plugins",
      "/usr/share/terraform/plugins",
    ]);
    const environment = { XDG_DATA_HOME: "/data", XDG_DATA_DIRS: "/one:/two" };
    expect(impliedMirrors(aMachine("/home/me", { environment })).slice(1)).toEqual([
      "/data/terraform/plugins",
      "/one/terraform/plugins",
      "/two/terraform/plugins",
    ]);
    expect(impliedMirrors(aMachine("/Users/me", { platform: "darwin" }))).toEqual([
      "/Users/me/.terraform.d/plugins",
      "/Users/me/Library/Application Support/io.terraform/plugins",
      "/Library/Application Support/io.terraform/plugins",
    ]);
  });

  test("is searched for mirrors below the usual roots and the home", () => {
    const { mirrorRoots, home } = thisMachine();
    expect(mirrorRoots).toEqual([
      ...["/opt", "/usr/local", "/usr/share", "/usr/lib", "/var/lib", "/srv"].map((root) => ({
        folder: root,
        depth: 3,
      })),
      { folder: home, depth: 2 },
    ]);
  });
});

describe("finding Terraform", () => {
  const find = (environment: Record<string, string>, script?: string) => {
    if (script !== undefined) putProgram(join(folder.path, "bin", "terraform"), script);
    const PATH = join(folder.path, "bin");
    return findTerraform(aMachine(folder.path, { environment: { PATH, ...environment } }), { PATH });
  };
  const answering = (version: string) => `console.log(JSON.stringify({ terraform_version: "${version}" }))`;
  const offer = [
    "Get it with:",
    "  curl -fsSLO https://releases.hashicorp.com/terraform/1.11.4/terraform_1.11.4_linux_amd64.zip && unzip -o terraform_1.11.4_linux_amd64.zip terraform -d ~/.local/bin",
    "and have that folder in PATH, or name the file in INFRA_TERRAFORM.",
  ].join("\n");

  test("takes the one in PATH", async () => {
    expect(await find({}, answering("1.11.4"))).toEqual({ file: "terraform", version: "1.11.4" });
  });

  test("takes the one that INFRA_TERRAFORM names", async () => {
    const file = putProgram(join(folder.path, "elsewhere", "tf"), answering("1.12.0"));
    expect(await find({ INFRA_TERRAFORM: file }, answering("1.11.4"))).toEqual({ file, version: "1.12.0" });
  });

  test("fails with the command that gets it when there is none", async () => {
    await expect(find({})).rejects.toThrow(
      `Terraform could not be started: there is no "terraform" in PATH (spawn terraform ENOENT).\n${offer}`,
    );
    await expect(find({ INFRA_TERRAFORM: "/nowhere/tf" })).rejects.toThrow(
      `Terraform could not be started: INFRA_TERRAFORM names "/nowhere/tf" (spawn /nowhere/tf ENOENT).\n${offer}`,
    );
  });

  test.each(["1.9.8", "1.10.5", "0.15.0", "2.0.0"])("refuses version %s", async (version) => {
    await expect(find({}, answering(version))).rejects.toThrow(
      `"terraform" is Terraform ${version}; the stacks need 1.11 or a later 1.x.\n${offer}`,
    );
  });

  test("refuses something else of that name", async () => {
    await expect(find({}, 'console.error("unknown flag"); process.exit(2)')).rejects.toThrow(
      `"terraform version -json" names no version (status 2): unknown flag\n${offer}`,
    );
  });
});

describe("Terraform's own configuration", () => {
  const read = (environment: Record<string, string> = {}) =>
    readCliConfiguration(aMachine(folder.path, { environment }));

  test("is nothing on a machine where nothing is set up", async () => {
    expect(await read()).toEqual({ text: "", choosesProviders: false, hasPluginCache: false });
  });

  test("is the user's own file and those beside it", async () => {
    put(join(folder.path, ".terraformrc"), 'plugin_cache_dir = "/cache"');
    put(join(folder.path, ".terraform.d", "b.tfrc"), "# b");
    put(join(folder.path, ".terraform.d", "a.tfrc"), 'credentials "example.com" {}');
    put(join(folder.path, ".terraform.d", "checkpoint_signature"), "provider_installation {");
    expect(await read()).toEqual({
      text: 'plugin_cache_dir = "/cache"\ncredentials "example.com" {}\n# b',
      choosesProviders: false,
      hasPluginCache: true,
    });
  });

  test("is the file that TF_CLI_CONFIG_FILE names, alone", async () => {
    put(join(folder.path, ".terraformrc"), 'plugin_cache_dir = "/cache"');
    const named = put(join(folder.path, "named.tfrc"), "provider_installation {\n  direct {}\n}");
    expect(await read({ TF_CLI_CONFIG_FILE: named })).toEqual({
      namedFile: named,
      text: "provider_installation {\n  direct {}\n}",
      choosesProviders: true,
      hasPluginCache: false,
    });
  });

  test("is as if nothing were named when TF_CLI_CONFIG_FILE names a file that does not exist", async () => {
    put(join(folder.path, ".terraformrc"), "disable_checkpoint = true");
    expect(await read({ TF_CLI_CONFIG_FILE: join(folder.path, "gone") })).toEqual({
      text: "disable_checkpoint = true",
      choosesProviders: false,
      hasPluginCache: false,
    });
  });

  test.each([
    "# provider_installation {}",
    "// plugin_cache_dir = 1",
    "/* provider_installation {\n} */",
    'credentials "provider_installation" {}',
  ])("does not count what is only mentioned: %j", async (text) => {
    put(join(folder.path, ".terraformrc"), text);
    expect(await read()).toMatchObject({ choosesProviders: false, hasPluginCache: false });
  });

  test("may be JSON, and may stand in the environment", async () => {
    const named = put(join(folder.path, "x.json"), '{ "provider_installation": [] }');
    expect(await read({ TF_CLI_CONFIG_FILE: named })).toMatchObject({ choosesProviders: true });
    expect(await read({ TF_PLUGIN_CACHE_DIR: "/cache" })).toMatchObject({ hasPluginCache: true });
  });
});

describe("looking for mirrors", () => {
  const find = (depth: number) => findMirrors(aMachine("/", { mirrorRoots: [{ folder: folder.path, depth }] }));

  test("finds folders that hold a copy of the registry, as deep as it may look, those higher up first", async () => {
    put(join(folder.path, "z", "registry.terraform.io", "x"));
    put(join(folder.path, "a", "b", "c", "registry.terraform.io", "x"));
    put(join(folder.path, "a", "b", "c", "d", "registry.terraform.io", "x"));
    expect(await find(3)).toEqual([join(folder.path, "z"), join(folder.path, "a", "b", "c")]);
    expect(await find(1)).toEqual([join(folder.path, "z")]);
  });

  test("finds nothing in a folder that does not exist", async () => {
    expect(
      await findMirrors(aMachine("/", { mirrorRoots: [{ folder: join(folder.path, "gone"), depth: 3 }] })),
    ).toEqual([]);
  });
});

describe("the places to install providers from", () => {
  const sources = async (environment: Record<string, string> = {}, earlier = "/nowhere"): Promise<ProviderSource[]> => {
    const machine = aMachine(join(folder.path, "home"), {
      environment: {
        XDG_DATA_HOME: join(folder.path, "data"),
        XDG_DATA_DIRS: join(folder.path, "shared"),
        ...environment,
      },
      mirrorRoots: [{ folder: join(folder.path, "opt"), depth: 2 }],
    });
    const found: ProviderSource[] = [];
    for await (const source of providerSources(machine, await readCliConfiguration(machine), [AWS], earlier))
      found.push(source);
    return found;
  };
  const putMirror = (...path: string[]): string => {
    const mirror = join(folder.path, ...path);
    put(join(mirror, AWS_PLACE, "terraform-provider-aws_v5.100.0_x5"));
    return mirror;
  };
  const installation = (path: string): string =>
    [
      "provider_installation {",
      "  filesystem_mirror {",
      `    path    = "${path}"`,
      '    include = ["registry.terraform.io/hashicorp/aws"]',
      "  }",
      "  direct {",
      '    exclude = ["registry.terraform.io/hashicorp/aws"]',
      "  }",
      "}",
      "",
    ].join("\n");

  test("are the registry alone where nothing is set up", async () => {
    expect(await sources()).toEqual([{ description: "registry.terraform.io", kind: "registry" }]);
  });

  test("begin with Terraform's own, which is left alone, when its configuration chooses", async () => {
    const named = put(join(folder.path, "tfrc"), "provider_installation {}");
    const mirror = putMirror("opt", "mirror");
    expect(await sources({ TF_CLI_CONFIG_FILE: named })).toEqual([
      { description: `Terraform's CLI configuration (${named})`, kind: "terraform" },
      { description: mirror, kind: "mirror", cliConfiguration: installation(mirror) },
    ]);
  });

  test("begin with Terraform's own when it keeps a cache", async () => {
    const [first] = await sources({ TF_PLUGIN_CACHE_DIR: "/cache" });
    expect(first).toEqual({
      description: "Terraform's CLI configuration (the user's own file or environment)",
      kind: "terraform",
    });
  });

  test("begin with a folder that Terraform uses without being told", async () => {
    const implied = putMirror("data", "terraform", "plugins");
    expect(await sources()).toEqual([{ description: implied, kind: "terraform" }]);
  });

  test("are TF_PLUGIN_MIRROR, then mirrors below the usual roots, then the registry", async () => {
    const named = putMirror("named");
    const found = putMirror("opt", "mirror");
    expect(await sources({ TF_PLUGIN_MIRROR: named })).toEqual([
      { description: named, kind: "mirror", cliConfiguration: installation(named) },
      { description: found, kind: "mirror", cliConfiguration: installation(found) },
      { description: "registry.terraform.io", kind: "registry" },
    ]);
  });

  test("fail where TF_PLUGIN_MIRROR names something else than a mirror: another would be taken without a word", async () => {
    putMirror("opt", "mirror");
    const nowhere = join(folder.path, "nowhere");
    await expect(sources({ TF_PLUGIN_MIRROR: nowhere })).rejects.toThrow(
      `TF_PLUGIN_MIRROR names ${nowhere}, which is no mirror: it has no folder registry.terraform.io`,
    );
  });

  test("include a mirror of packed providers, but none that lacks the version or the platform", async () => {
    put(join(folder.path, "opt", "packed", AWS.address, "terraform-provider-aws_5.100.0_linux_amd64.zip"));
    put(join(folder.path, "opt", "older", AWS.address, "5.99.0", "linux_amd64", "x"));
    put(join(folder.path, "opt", "foreign", AWS.address, "5.100.0", "darwin_arm64", "x"));
    expect((await sources()).map(({ description }) => description)).toEqual([
      join(folder.path, "opt", "packed"),
      "registry.terraform.io",
    ]);
  });

  test("keep the rest of the user's configuration beside the mirror", async () => {
    put(join(folder.path, "home", ".terraformrc"), 'credentials "example.com" {\n  token = "x"\n}\n');
    const mirror = putMirror("opt", "mirror");
    const [first] = await sources();
    expect(first?.cliConfiguration).toBe(`credentials "example.com" {\n  token = "x"\n}\n\n${installation(mirror)}`);
  });

  test("end with what an earlier run downloaded, before anything is downloaded again", async () => {
    const earlier = putMirror("earlier");
    expect((await sources({}, earlier)).map(({ description }) => description)).toEqual([
      earlier,
      "registry.terraform.io",
    ]);
  });
});

describe("a lock file", () => {
  const github = AWS.text.replace("hashicorp/aws", "integrations/github").replace("5.100.0", "6.9.0");

  test("is read block by block", () => {
    const text = `# This file is maintained automatically by "terraform init".\n\n${AWS.text}\n\n${github}\n`;
    expect(readLockFile(text)).toEqual([
      AWS,
      { address: "registry.terraform.io/integrations/github", version: "6.9.0", hashes: AWS.hashes, text: github },
    ]);
  });

  test("can be written for some of the providers", () => {
    expect(lockFileOf([AWS])).toBe(`${AWS.text}\n`);
    expect(lockFileOf([])).toBe("");
  });
});
