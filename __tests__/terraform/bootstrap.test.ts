import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { readCatalogue } from "../../model/catalogue";
import { BootstrapStack } from "../../stacks/bootstrap-stack";
import { at, isObject, type JsonObject, listOf } from "../../terraform-json/json";
import { type Moto, startMoto } from "../support/moto";
import { type Terraform, terraformIn } from "../support/terraform";

const ROOT = join(__dirname, "..", "..");
const MINUTE = 60_000;

const organisation = readCatalogue(join(ROOT, "catalogue"));
const [network] = organisation.networks;
if (!network) throw new Error("the catalogue has no network");

/** Buckets of an emulator are no host names. */
const FOR_EMULATOR = { provider: { aws: { s3_use_path_style: true, max_retries: 1 } } };

/** The runbook docs/runbooks/bootstrap.md, step by step: each test goes on from where the one before left. */
describe("the first apply of a network's bootstrap", () => {
  const folder = mkdtempSync(join(tmpdir(), "bootstrap-"));
  const id = `${network.name}-bootstrap`;
  const write = (file: string, content: object) => writeFileSync(join(folder, file), JSON.stringify(content));
  let moto: Moto;
  let terraform: Terraform;
  let addresses: readonly string[] = [];

  beforeAll(async () => {
    const app = new App({ outdir: join(folder, "synthesized") });
    new BootstrapStack(app, network, organisation.github);
    app.synth();
    const text = readFileSync(join(folder, "synthesized", "stacks", id, "cdk.tf.json"), "utf8");
    writeFileSync(join(folder, "cdk.tf.json"), text);
    const stack = JSON.parse(text) as JsonObject;
    addresses = Object.entries(at(stack, "resource") as Readonly<Record<string, JsonObject>>)
      .flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`))
      .sort();
    write("emulator_override.tf.json", FOR_EMULATOR);
    moto = await startMoto(network.account.id);
    terraform = await terraformIn(folder, moto.environment);
  }, 2 * MINUTE);

  afterAll(async () => {
    await moto?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    "makes everything, with a state in the folder, for there is no bucket yet",
    () => {
      write("first_override.tf.json", { terraform: { backend: { local: {} } } });
      terraform.run("init");
      expect(terraform.run("apply", "-auto-approve")).toContain(`${addresses.length} added, 0 changed, 0 destroyed`);
      expect(stateIn(readFileSync(join(folder, "terraform.tfstate"), "utf8"))).toEqual(addresses);
    },
    5 * MINUTE,
  );

  test(
    "then moves the state into the bucket that it made, under the key that it made",
    () => {
      rmSync(join(folder, "first_override.tf.json"));
      terraform.run("init", "-migrate-state", "-force-copy", "-backend-config=use_path_style=true");
      expect(stateIn(terraform.run("state", "pull"))).toEqual(addresses);
      // What follows reads the bucket alone.
      for (const file of ["terraform.tfstate", "terraform.tfstate.backup"]) rmSync(join(folder, file), { force: true });
    },
    MINUTE,
  );

  test(
    "and has nothing left to do, twice: the lock was given back",
    () => {
      for (const _ of [1, 2]) {
        const { code, said } = terraform.tried("plan", "-detailed-exitcode");
        expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining("No changes.") });
      }
    },
    2 * MINUTE,
  );

  test(
    "and is never destroyed by a plan",
    () => {
      const { code, said } = terraform.tried("plan", "-destroy");
      expect(code).toBe(1);
      for (const type of ["aws_s3_bucket", "aws_kms_key", "aws_iam_openid_connect_provider", "aws_cloudtrail"])
        expect(said).toContain(`Resource ${type}.`);
    },
    MINUTE,
  );
});

/** The addresses of a state's resources. */
function stateIn(text: string): readonly string[] {
  const resources = listOf(at(JSON.parse(text) as JsonObject, "resources")).filter(isObject);
  return resources.map(({ type, name }) => `${type}.${name}`).sort();
}
