import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProviderInstaller } from "../../../adapters/terraform/provider-installer";
import { ProviderPool } from "../../../adapters/terraform/provider-pool";
import { TerraformCli } from "../../../adapters/terraform/terraform-cli";
import { withTerraform } from "../../../adapters/terraform/with-terraform";
import type { SynthesizedStack } from "../../../operations/plan/synthesized-stack";
import type { JsonObject } from "../../../terraform-json/json";
import { aConfiguration, stacksOf } from "../../operations/plan/synthesized";
import { AWS, AWS_PLACE, aMachine, put, putProgram, temporaryFolder } from "./fakes";

const folder = temporaryFolder();

/** What Terraform does unless a test says something else. */
const BEHAVIOUR = {
  init: "",
  plan: 'fs.writeFileSync("tfplan", "binary")',
  show: 'console.log(JSON.stringify({ format_version: "1.2" }))',
  output: 'console.log(JSON.stringify({ vpc_id: { value: "vpc-1", type: "string", sensitive: false } }))',
  validate: "console.log(JSON.stringify({ diagnostics: [] }))",
};

/** Terraform for a stack, with a mirror to take the provider from. It writes down how it was called, and attached or not. */
async function aTerraform({
  behaviour = {},
  sections = {},
  attach = false,
}: {
  behaviour?: Partial<typeof BEHAVIOUR>;
  sections?: JsonObject;
  attach?: boolean;
} = {}) {
  const [stack] = (await stacksOf({ "dev-orders": aConfiguration("dev-orders", sections) })) as [SynthesizedStack];
  put(join(folder.path, "cdktf.out", stack.folder, "cdk.tf.json"), stack.text);
  const mirror = join(folder.path, "mirror");
  put(join(mirror, AWS_PLACE, "terraform-provider-aws_v5.100.0_x5"), "binary");
  const log = join(folder.path, "calls");
  const does = { ...BEHAVIOUR, ...behaviour };
  const file = putProgram(
    join(folder.path, "terraform"),
    `
    const fs = require("node:fs");
    const attached = process.env.TF_REATTACH_PROVIDERS !== undefined;
    const preparing = process.cwd().includes("/providers/");
    fs.appendFileSync(${JSON.stringify(log)}, (preparing ? "install" : args.join(" ") + (attached ? " (attached)" : "")) + "\\n");
    if (preparing) {
      fs.mkdirSync(".terraform/providers/${AWS.address}/${AWS.version}", { recursive: true });
      fs.rmSync(".terraform/providers/${AWS_PLACE}", { force: true });
      fs.symlinkSync(${JSON.stringify(join(mirror, AWS_PLACE))}, ".terraform/providers/${AWS_PLACE}");
    } else switch (args[0]) {
      ${Object.entries(does)
        .map(([command, script]) => `case "${command}": { ${script}; break; }`)
        .join("\n")}
    }`,
  );
  const binary = { file, version: "1.11.4" };
  const processes: { ended: boolean }[] = [];
  const pool = new ProviderPool(
    async () => {
      const process = {
        pid: 1,
        reattach: "{}",
        ended: false,
        isRunning: () => !process.ended,
        end: async () => {
          process.ended = true;
        },
      };
      processes.push(process);
      return process;
    },
    () => undefined,
  );
  const environment = { PATH: process.env.PATH, TF_PLUGIN_MIRROR: mirror };
  const open = () =>
    new TerraformCli({
      output: join(folder.path, "cdktf.out"),
      folder: join(folder.path, ".infra"),
      binary,
      installer: new ProviderInstaller({
        folder: join(folder.path, ".infra"),
        machine: aMachine(folder.path, { environment }),
        binary,
        env: { PATH: process.env.PATH ?? "" },
        lockText: AWS.text,
        note: () => undefined,
      }),
      ...(attach && { pool }),
    });
  const calls = (): string[] => {
    const all = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
    writeFileSync(log, "");
    return all.filter(Boolean);
  };
  const scratch = join(folder.path, ".infra", "scratch", stack.id);
  return { terraform: open(), open, stack, calls, scratch, processes, files: new Map([["cdk.tf.json", stack.text]]) };
}

const INIT = "init -input=false -no-color -reconfigure -lockfile=readonly";
const PLAN = "plan -input=false -no-color -lock=false -out=tfplan";
const SHOW = "show -json -no-color tfplan";

describe("planning a stack", () => {
  test("initializes, plans and shows, in the stack's own folder", async () => {
    const { terraform, stack, files, calls } = await aTerraform();
    expect(await terraform.plan(stack, files)).toEqual({ json: '{"format_version":"1.2"}\n' });
    expect(calls()).toEqual(["install", INIT, PLAN, SHOW]);
  });

  test("fills the folder with the given files, the stack's assets and the lock file, and leaves cdktf's own alone", async () => {
    const { terraform, stack, files, scratch } = await aTerraform();
    const output = join(folder.path, "cdktf.out", stack.folder);
    put(join(output, "assets", "lambda", "hash", "code.zip"), "zip");
    put(join(scratch, "stubs", "old.tfstate"), "{}");
    put(join(scratch, "old_override.tf.json"), "{}");
    const before = readFileSync(join(output, "cdk.tf.json"), "utf8");
    await terraform.plan(
      stack,
      new Map([...files, ["stubs/dev-network.tfstate", "{}"], ["infra_override.tf.json", "{}"]]),
    );
    expect(readdirSync(scratch).sort()).toEqual([
      ".terraform",
      ".terraform.lock.hcl",
      "assets",
      "cdk.tf.json",
      "infra_override.tf.json",
      "stubs",
      "tfplan",
    ]);
    expect(readdirSync(join(scratch, "stubs"))).toEqual(["dev-network.tfstate"]);
    expect(readFileSync(join(scratch, "assets", "lambda", "hash", "code.zip"), "utf8")).toBe("zip");
    expect(readFileSync(join(scratch, ".terraform.lock.hcl"), "utf8")).toBe(`${AWS.text}\n`);
    expect(readFileSync(join(scratch, "cdk.tf.json"), "utf8")).toBe(before);
    expect(readdirSync(output).sort()).toEqual(["assets", "cdk.tf.json"]);
    expect(readFileSync(join(output, "cdk.tf.json"), "utf8")).toBe(before);
  });

  test("links the one installation instead of installing again", async () => {
    const { terraform, stack, files, scratch } = await aTerraform();
    await terraform.plan(stack, files);
    const link = join(scratch, ".terraform", "providers", AWS_PLACE);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readlinkSync(link)).toBe(join(folder.path, "mirror", AWS_PLACE));
  });

  test("gives Terraform's own words when the plan fails, without colours", async () => {
    const plan =
      'console.log("planning…"); console.error("\\u001b[31mError: \\u001b[0mno\\n\\n  with aws_lb.lb"); process.exit(1)';
    const { terraform, stack, files, calls } = await aTerraform({ behaviour: { plan } });
    expect(await terraform.plan(stack, files)).toEqual({ error: "Error: no\n\n  with aws_lb.lb" });
    expect(calls()).toEqual(["install", INIT, PLAN]);
  });

  test("gives what Terraform planned before it failed, too", async () => {
    const plan = 'fs.writeFileSync("tfplan", ""); console.error("Error: no"); process.exit(1)';
    const { terraform, stack, files } = await aTerraform({ behaviour: { plan } });
    expect(await terraform.plan(stack, files)).toEqual({ json: '{"format_version":"1.2"}\n', error: "Error: no" });
  });

  test("never shows the plan of an earlier run", async () => {
    const { terraform, open, stack, files } = await aTerraform();
    await terraform.plan(stack, files);
    await aTerraform({ behaviour: { plan: 'console.error("Error: no"); process.exit(1)' } });
    expect(await open().plan(stack, files)).toEqual({ error: "Error: no" });
  });

  test.each(["init", "show"] as const)("gives Terraform's words when %s fails", async (command) => {
    const { terraform, stack, files } = await aTerraform({
      behaviour: { [command]: 'console.error("Error: broken"); process.exit(1)' },
    });
    expect(await terraform.plan(stack, files)).toEqual({ error: "Error: broken" });
  });

  test("says something even when Terraform does not", async () => {
    const { terraform, stack, files } = await aTerraform({ behaviour: { plan: "process.exit(7)" } });
    expect(await terraform.plan(stack, files)).toEqual({ error: "Terraform ended with status 7 and said nothing" });
  });
});

describe("initializing", () => {
  const queue = (name: string): JsonObject => ({ resource: { aws_sqs_queue: { orders: { name } } } });

  const again = async (change: (stack: SynthesizedStack, files: Map<string, string>) => void = () => undefined) => {
    const { open, stack, files, calls } = await aTerraform({ sections: queue("orders") });
    put(join(folder.path, "cdktf.out", stack.folder, "assets", "module", "main.tf"), "variable x {}");
    await open().plan(stack, files);
    calls();
    const next = new Map(files);
    change(stack, next);
    await open().plan(stack, next);
    return calls();
  };
  const changed = (stack: SynthesizedStack, sections: JsonObject) =>
    JSON.stringify({ ...stack.configuration, ...sections });

  test("is left out when nothing that it goes by has changed", async () => {
    expect(await again()).toEqual(["install", PLAN, SHOW]);
  });

  test("is left out when only resources and stubs have changed", async () => {
    const calls = await again((stack, files) => {
      files.set("cdk.tf.json", changed(stack, { ...queue("bills"), data: { aws_region: { here: {} } } }));
      files.set("stubs/dev-network.tfstate", "{}");
    });
    expect(calls).toEqual(["install", PLAN, SHOW]);
  });

  test.each<[string, (stack: SynthesizedStack, files: Map<string, string>) => void]>([
    ["the backend", (_, files) => files.set("infra_override.tf.json", '{"terraform":{"backend":{"local":{}}}}')],
    [
      "the set of providers in use",
      (stack, files) => files.set("cdk.tf.json", changed(stack, { resource: { github_team: { backend: {} } } })),
    ],
    [
      "a module call",
      (stack, files) => files.set("cdk.tf.json", changed(stack, { module: { m: { source: "./assets/module" } } })),
    ],
    [
      "a module file",
      (stack) => put(join(folder.path, "cdktf.out", stack.folder, "assets", "module", "main.tf"), "variable y {}"),
    ],
  ])("is done again when %s has changed", async (_, change) => {
    expect(await again(change)).toEqual(["install", INIT, PLAN, SHOW]);
  });

  test("is done again after it was cut off, though the folder was set up for the same before", async () => {
    const { open, stack, files, calls } = await aTerraform();
    await open().plan(stack, files);
    const other = new Map([...files, ["infra_override.tf.json", '{"terraform":{"backend":{"local":{}}}}']]);
    await aTerraform({ behaviour: { init: 'console.error("cut off"); process.exit(1)' } });
    expect(await open().plan(stack, other)).toEqual({ error: "cut off" });
    await aTerraform();
    calls();
    await open().plan(stack, files);
    expect(calls()).toEqual(["install", INIT, PLAN, SHOW]);
  });
});

describe("attaching to a provider process", () => {
  test("spares the start and the check of the provider in each command", async () => {
    const { terraform, stack, files, calls, processes } = await aTerraform({ attach: true });
    await terraform.plan(stack, files);
    await terraform.plan(stack, files);
    expect(calls()).toEqual(["install", ...[INIT, PLAN, SHOW, PLAN, SHOW].map((call) => `${call} (attached)`)]);
    expect(processes).toHaveLength(1);
  });

  test("is not done for the plan of a stack with several AWS configurations, which one process cannot have", async () => {
    const provider = { aws: [{ region: "eu-west-1" }, { alias: "us_east_1", region: "us-east-1" }] };
    const { terraform, stack, files, calls } = await aTerraform({ attach: true, sections: { provider } });
    await terraform.plan(stack, files);
    expect(calls()).toEqual(["install", `${INIT} (attached)`, PLAN, `${SHOW} (attached)`]);
  });

  test("is not done to set up modules, whose demands on the version would go unchecked", async () => {
    const { terraform, stack, files, calls } = await aTerraform({
      attach: true,
      sections: { module: { m: { source: "./m" } } },
    });
    await terraform.plan(stack, files);
    expect(calls()[1]).toBe(INIT);
  });

  test("is not done for a stack without the AWS provider", async () => {
    const { terraform, stack, files, calls } = await aTerraform({
      attach: true,
      sections: { provider: {}, terraform: {} },
    });
    await terraform.plan(stack, files);
    expect(calls()).toEqual(["install", INIT, PLAN, SHOW]);
  });

  test("is given up for a plan that fails, so that what is reported never comes from a harmed process", async () => {
    const plan =
      'if (attached) { fs.writeFileSync("tfplan", ""); console.error("Error: harmed"); process.exit(1); } fs.writeFileSync("tfplan", "")';
    const { terraform, stack, files, calls, processes } = await aTerraform({ attach: true, behaviour: { plan } });
    expect(await terraform.plan(stack, files)).toEqual({ json: '{"format_version":"1.2"}\n' });
    expect(calls()).toEqual(["install", `${INIT} (attached)`, `${PLAN} (attached)`, PLAN, SHOW]);
    expect(processes.map(({ ended }) => ended)).toEqual([true]);
  });
});

describe("reading outputs", () => {
  test("gives the values in the state", async () => {
    const { terraform, stack, files, calls } = await aTerraform();
    expect(await terraform.readOutputs(stack, files)).toEqual({ ok: true, outputs: new Map([["vpc_id", "vpc-1"]]) });
    expect(calls()).toEqual(["install", INIT, "output -json -no-color"]);
  });

  test("gives none where there is no state", async () => {
    const { terraform, stack, files } = await aTerraform({ behaviour: { output: 'console.log("{}")' } });
    expect(await terraform.readOutputs(stack, files)).toEqual({ ok: true, outputs: new Map() });
  });

  test("says why a state cannot be read", async () => {
    const { terraform, stack, files } = await aTerraform({
      behaviour: { init: 'console.error("Error: no bucket"); process.exit(1)' },
    });
    expect(await terraform.readOutputs(stack, files)).toEqual({ ok: false, error: "Error: no bucket" });
  });
});

describe("validating", () => {
  test("looks at the stack as it was synthesized, without its backend, in a folder of its own", async () => {
    const { terraform, stack, calls } = await aTerraform({ attach: true });
    expect(await terraform.validate(stack)).toEqual([]);
    expect(calls()).toEqual(["install", `${INIT} -backend=false (attached)`, "validate -json -no-color (attached)"]);
    expect(readdirSync(join(folder.path, ".infra", "validate", stack.id)).sort()).toEqual([
      ".terraform",
      ".terraform.lock.hcl",
      "cdk.tf.json",
    ]);
  });

  test("returns errors and warnings with the block that they are about", async () => {
    const answer = {
      valid: false,
      diagnostics: [
        {
          severity: "error",
          summary: "Unsupported argument",
          detail: "no such thing",
          snippet: { context: "resource.aws_lb.lb" },
        },
        { severity: "warning", summary: "Deprecated" },
      ],
    };
    const validate = `console.log(${JSON.stringify(JSON.stringify(answer))}); process.exit(1)`;
    const { terraform, stack } = await aTerraform({ behaviour: { validate } });
    expect(await terraform.validate(stack)).toEqual([
      { severity: "error", summary: "Unsupported argument", detail: "no such thing", context: "resource.aws_lb.lb" },
      { severity: "warning", summary: "Deprecated", detail: "" },
    ]);
  });

  test("returns what kept Terraform from validating as an error", async () => {
    const { terraform, stack } = await aTerraform({
      behaviour: { init: 'console.error("Error: no module"); process.exit(1)' },
    });
    expect(await terraform.validate(stack)).toEqual([{ severity: "error", summary: "Error: no module", detail: "" }]);
  });
});

describe("having a Terraform", () => {
  test("fails when the lock file is missing", async () => {
    const opened = withTerraform(
      { root: folder.path, output: "cdktf.out", folder: ".infra", mode: { kind: "offline" }, note: () => undefined },
      async () => undefined,
    );
    await expect(opened).rejects.toThrow(
      `.terraform.lock.hcl is missing in ${folder.path}; it is committed: restore it with "git checkout .terraform.lock.hcl"`,
    );
  });
});
