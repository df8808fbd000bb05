import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readIfExists } from "../../adapters/files";
import { planFiles } from "../../adapters/terraform/plan-store";
import type { TerraformCli } from "../../adapters/terraform/terraform-cli";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import { type Deployed, type DeployPorts, deploy } from "../../operations/deploy/deploy";
import { rehearsalOf } from "../../operations/deploy/rehearsal";
import { planStacks } from "../../operations/plan/planner";
import { readSynthesizedStacks } from "../../operations/plan/synthesized-stack";
import { resultsOfRun } from "../../operations/report/read/from-plans";
import { at, type JsonObject, listOf } from "../../terraform-json/json";
import { MemoryStore } from "../support/memory-store";

jest.setTimeout(120_000);

const root = realpathSync(mkdtempSync(join(tmpdir(), "deploy-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const real = { kind: "real" } as const;
const COMMIT = "d".repeat(40);

/** An expression as it stands in a Terraform string. */
const tf = (expression: string): string => `\${${expression}}`;

const stack = (id: string, sections: JsonObject): JsonObject => ({
  terraform: { backend: { local: { path: join(root, `${id}.tfstate`) } } },
  ...sections,
});

const reads = (upstream: string): JsonObject => ({
  terraform_remote_state: { [upstream]: { backend: "local", config: { path: join(root, `${upstream}.tfstate`) } } },
});

/** An upstream that makes up an id, and two that depend on it, of which one can be made to fail when it is applied. */
function synthesize({ isBroken = false } = {}): void {
  const id = tf("data.terraform_remote_state.network.outputs.vpc_id");
  const app: Record<string, JsonObject> = {
    network: stack("network", {
      resource: { terraform_data: { vpc: { input: "10.0.0.0/16" } } },
      output: { vpc_id: { value: tf("terraform_data.vpc.id") } },
    }),
    orders: stack("orders", {
      data: reads("network"),
      resource: { terraform_data: { task: { input: { vpc: id, name: "orders" } } } },
    }),
    users: stack("users", {
      data: reads("network"),
      resource: {
        terraform_data: {
          first: { input: id },
          second: {
            input: tf("terraform_data.first.id"),
            provisioner: { "local-exec": { command: isBroken ? `test -e '${root}/fixed'` : "true" } },
          },
        },
      },
    }),
  };
  const output = join(root, "cdktf.out");
  for (const [name, configuration] of Object.entries(app)) {
    mkdirSync(join(output, "stacks", name), { recursive: true });
    writeFileSync(join(output, "stacks", name, "cdk.tf.json"), JSON.stringify(configuration));
  }
  const stacks = Object.keys(app).map((name) => [
    name,
    {
      name,
      constructPath: name,
      dependencies: [],
      synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
      workingDirectory: `stacks/${name}`,
    },
  ]);
  writeFileSync(join(output, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(stacks) }));
}

/** Deploys by the digest of what would be done at first, unless another one is given. */
async function deployed(
  records: MemoryStore,
  { approve, around }: { approve?: string; around?: (terraform: TerraformCli) => Partial<DeployPorts> } = {},
): Promise<Deployed> {
  const output = join(root, "cdktf.out");
  const folder = join(root, ".infra");
  const stacks = await readSynthesizedStacks((path) => readIfExists(join(output, path)));
  const { signal } = new AbortController();
  return withTerraform(
    { root: process.cwd(), output, folder, mode: real, note: () => undefined },
    async (terraform) => {
      const rehearse = async () => {
        const selected = new Set(stacks.map(({ id }) => id));
        const ports = { terraform, store: planFiles(folder), progress: () => undefined };
        const index = await planStacks(stacks, { mode: real, selected, parallel: 2 }, ports);
        return rehearsalOf(
          resultsOfRun(index, (name) => readFileSync(join(folder, name), "utf8"), "2026-01-01"),
          {},
        );
      };
      const ports: DeployPorts = {
        terraform,
        records,
        rehearse,
        now: () => "2026-01-01T00:00:00Z",
        note: () => undefined,
        locks: async () => [],
        progress: () => undefined,
        clean: (text) => text,
        ...around?.(terraform),
      };
      const run = { actor: "ann", place: "ann@laptop", started: `2026-01-01T00:00:00.${Math.random()}Z` };
      const options = { mode: real, parallel: 2, signal, branch: "dev", commit: COMMIT, label: "x", allowed: [], run };
      return deploy(stacks, { ...options, ...(approve !== undefined && { approve }) }, ports);
    },
  );
}

const digestNow = async (): Promise<string> => {
  const refused = await deployed(new MemoryStore());
  return refused.kind === "refused" ? (refused.rehearsal?.digest ?? "") : "";
};

const statuses = (result: Deployed): Readonly<Record<string, string>> =>
  result.kind === "deployed"
    ? Object.fromEntries(result.deployment.stacks.map(({ id, status }) => [id, status]))
    : { refused: result.because.join() };

const stateOf = (id: string) => JSON.parse(readFileSync(join(root, `${id}.tfstate`), "utf8"));

beforeEach(() => {
  for (const id of ["network", "orders", "users"]) rmSync(join(root, `${id}.tfstate`), { force: true });
  rmSync(join(root, ".infra"), { recursive: true, force: true });
});

describe("deploying with Terraform", () => {
  test("applies what was shown with placeholders, upstreams first, and then there is nothing left", async () => {
    synthesize();
    const records = new MemoryStore();
    const result = await deployed(records, { approve: await digestNow() });
    expect(statuses(result)).toEqual({ network: "applied", orders: "applied", users: "applied" });
    const [vpc] = stateOf("network").resources[0].instances;
    expect(stateOf("orders").resources.at(-1).instances[0].attributes.input.value).toEqual({
      vpc: vpc.attributes.id,
      name: "orders",
    });
    expect(statuses(await deployed(new MemoryStore()))).toEqual({
      network: "unchanged",
      orders: "unchanged",
      users: "unchanged",
    });
  });

  test("applies no plan whose file was changed after it was compared", async () => {
    synthesize();
    const result = await deployed(new MemoryStore(), {
      approve: await digestNow(),
      around: (terraform) => ({
        progress: (event) => {
          if (event.kind === "applying" && event.stack === "network") {
            appendFileSync(join(root, ".infra", "scratch", "network", "tfplan"), "x");
          }
        },
        terraform,
      }),
    });
    expect(statuses(result)).toEqual({ network: "failed", orders: "skipped", users: "skipped" });
    expect(result).toMatchObject({
      deployment: { stacks: [{ because: expect.stringContaining("somebody changed its file") }, {}, {}] },
    });
    expect(existsSync(join(root, "network.tfstate"))).toBe(false);
  });

  test("goes on after a failure with what is left, and makes anew what was half made", async () => {
    synthesize({ isBroken: true });
    const records = new MemoryStore();
    const first = await deployed(records, { approve: await digestNow() });
    expect(statuses(first)).toEqual({ network: "applied", orders: "applied", users: "failed" });
    expect(stateOf("users").resources.map(({ instances }: JsonObject) => at(listOf(instances)[0], "status"))).toEqual([
      undefined,
      undefined,
      "tainted",
    ]);
    const second = await deployed(records);
    expect(statuses(second)).toEqual({ network: "applied", orders: "applied", users: "failed" });
    expect(second).not.toHaveProperty("next");
    writeFileSync(join(root, "fixed"), "");
    expect(statuses(await deployed(records))).toEqual({ network: "applied", orders: "applied", users: "applied" });
  });
});
