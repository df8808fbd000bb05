import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { IndexedStack, PlanIndex } from "../../operations/plan/plan-index";
import { at, blocks, type JsonObject, objectAt } from "../../terraform-json/json";
import { type EmulatedNetwork, emulatedNetwork } from "../support/emulated-network";
import type { Ran } from "../support/infra";
import { declaredOverride, isChangedIn } from "./declared-override";
import type { PlanJson } from "./plan-json";
import { atOnce, run, succeeded } from "./programs";
import { whatBecameOf } from "./still-there";
import { SUPPORT } from "./support";
import { inWaves, type TriedStack } from "./tried-stacks";

/** What became of a stack by `infra drift`. */
export interface Drift {
  readonly status: string;
  readonly drifted: readonly string[];
}

/** A stack that was destroyed, and its state from before. */
export interface Destroyed {
  readonly id: string;
  readonly state: string;
}

/** Stacks of one network, on their emulator. Waves are lists of ids; what fails throws with what Terraform said. */
export interface Workplace extends EmulatedNetwork {
  readonly waves: readonly (readonly string[])[];
  /** What `infra plan` makes of them. */
  plan(ids: readonly string[]): Promise<readonly IndexedStack[]>;
  /** The last plan of a stack. */
  planOf(id: string): PlanJson;
  /** Applies the plans that were saved last. */
  applySaved(ids: readonly string[]): Promise<void>;
  /**
   * Lets the states know what is there. What a first apply writes is older than what it made: a role knows nothing of the
   * policies that came after it.
   */
  settle(ids: readonly string[]): Promise<void>;
  /** What `infra drift` finds: of each stack its status, and what drifted as `ADDRESS PATH`. */
  drift(ids: readonly string[]): Promise<ReadonlyMap<string, Drift>>;
  /** Whether the resources of a type that is left out, for the emulator cannot make them, can be made after all. */
  isApplied(id: string, type: string): Promise<boolean>;
  /** Puts the declared override beside a stack; it counts from the next plan. */
  declareOverride(id: string): void;
  /** Whether the declared overrides of these stacks change what there is of a type. */
  isChanged(type: string, stacks: readonly TriedStack[]): boolean;
  /** Destroys a stack. */
  destroy(id: string): Promise<Destroyed>;
  /**
   * Asks the emulator of each resource of a destroyed stack, by address, whether it is gone. It takes two minutes where a
   * service of ECS was: the provider waits that long for one that is not active.
   */
  whatBecameOf(destroyed: Destroyed): Promise<ReadonlyMap<string, boolean>>;
  /** Terraform in the folder in which a stack was planned last. */
  terraform(id: string, ...words: readonly string[]): Promise<Ran>;
}

/**
 * Starts the emulator, and synthesizes the stacks. Where the network's bootstrap is one of them, it makes the bucket of
 * records; else that one is there.
 */
export async function workplaceFor(network: string, stacks: readonly TriedStack[]): Promise<Workplace> {
  const bootstrap = stacks.find(({ kind }) => kind === "bootstrap");
  const emulated = await emulatedNetwork(network, { isBootstrapped: bootstrap === undefined });
  const { folder } = emulated.checkout;
  const output = join(folder, "cdktf.out");
  const inStack = (id: string, file: string) => join(output, "stacks", id, file);
  const writeStack = (id: string, configuration: JsonObject) => write(inStack(id, "cdk.tf.json"), configuration);
  const configurationOf = (id: string) => (stacks.find((stack) => stack.id === id) as TriedStack).configuration;
  const scratch = (id: string) => join(folder, ".infra", "scratch", id);
  emulated.checkout.commit();
  succeeded("infra synth", await emulated.infra(["synth"]));
  for (const { id, configuration, types } of stacks) {
    write(inStack(id, "patient_override.tf.json"), patient(configuration));
    if (types.some((type) => PLAN_ONLY.includes(type))) writeStack(id, without(configuration, PLAN_ONLY));
  }
  const itsStates = bootstrap && addressOfBucket(bootstrap.configuration, emulated.network.state.bucket);
  if (bootstrap && itsStates) await adopt(emulated, bootstrap.id, itsStates);

  const environment = { PATH: process.env.PATH, HOME: process.env.HOME, ...emulated.environment, ...QUIET };
  const terraform = (id: string, ...words: readonly string[]) => run("terraform", words, scratch(id), environment);

  const work: Workplace = {
    ...emulated,
    waves: inWaves(stacks),
    terraform,
    async isApplied(id, type) {
      const others = PLAN_ONLY.filter((other) => other !== type);
      writeStack(id, without(configurationOf(id), others));
      try {
        await work.plan([id]);
        await work.applySaved([id]);
        return true;
      } catch {
        return false;
      } finally {
        // What was made half, and cannot be read, would stand in the way of all that follows.
        const made = succeeded(id, await terraform(id, "state", "list")).split("\n");
        const half = made.filter((address) => address.startsWith(`${type}.`));
        if (half.length > 0) succeeded(id, await terraform(id, "state", "rm", ...half));
        writeStack(id, without(configurationOf(id), PLAN_ONLY));
      }
    },
    async plan(ids) {
      const chosen = ids.flatMap((id) => ["--stack", id]);
      const ran = await emulated.infra(["plan", "--from", output, "--endpoint", emulated.url, "--json", ...chosen]);
      // It fails for a stack that breaks a rule, too, as one does whose guards are lifted.
      if (ran.stdout === "") succeeded("infra plan", ran);
      const { stacks: planned } = JSON.parse(ran.stdout) as PlanIndex;
      if (planned.some(({ status }) => status === "failed")) succeeded("infra plan", ran);
      return planned;
    },
    planOf: (id) => JSON.parse(readFileSync(join(folder, ".infra", "plans", `${id}.json`), "utf8")) as PlanJson,
    async applySaved(ids) {
      await atOnce(ids, async (id) => succeeded(id, await terraform(id, "apply", ...BY_ITSELF, "tfplan")));
    },
    async settle(ids) {
      await atOnce(ids, async (id) =>
        succeeded(id, await terraform(id, "apply", "-refresh-only", "-auto-approve", ...BY_ITSELF)),
      );
    },
    async drift(ids) {
      const chosen = ids.flatMap((id) => ["--stack", id]);
      const ran = await emulated.infra(["drift", "--branch", network, "--endpoint", emulated.url, "--json", ...chosen]);
      if (ran.stdout === "") succeeded("infra drift", ran);
      const report = JSON.parse(ran.stdout) as DriftJson;
      return new Map(
        report.stacks.map(({ stack, status, resources }) => [stack, { status, drifted: pathsIn(resources) }]),
      );
    },
    declareOverride(id) {
      write(
        inStack(id, "lifted_override.tf.json"),
        declaredOverride(without(configurationOf(id), PLAN_ONLY), itsStates),
      );
    },
    isChanged: (type, tried) => tried.some(({ configuration }) => isChangedIn(configuration, type, itsStates)),
    async destroy(id) {
      // The bucket of the states outlives them, with its versions: this one, too, is written there.
      if (bootstrap && itsStates && id === bootstrap.id) {
        const versions = versioningOf(bootstrap.configuration, itsStates);
        succeeded(id, await terraform(id, "state", "rm", itsStates, ...versions));
      }
      const state = succeeded(id, await terraform(id, "state", "pull"));
      succeeded(id, await terraform(id, "apply", "-destroy", "-auto-approve", ...BY_ITSELF));
      return { id, state };
    },
    whatBecameOf({ id, state }) {
      const looking = { folder: join(folder, ".infra", "look", id), scratch: scratch(id), environment };
      return whatBecameOf(state, { ...looking, configuration: configurationOf(id) });
    },
  };
  return work;
}

/** The types that are left out of what is applied. */
const PLAN_ONLY: readonly string[] = Object.keys(SUPPORT).filter((type) => SUPPORT[type]?.level === "plan-only");

/** A stack without the resources of some types. */
function without({ resource, ...rest }: JsonObject, types: readonly string[]): JsonObject {
  const kept = Object.entries(objectAt(resource)).filter(([type]) => !types.includes(type));
  return { ...rest, resource: Object.fromEntries(kept) };
}

const BY_ITSELF = ["-input=false", "-no-color"];
// Terraform collects its garbage less often than it would: reading the provider's schema makes much of it.
const QUIET = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", GOGC: "400" };

const write = (file: string, content: JsonObject): void => writeFileSync(file, JSON.stringify(content, undefined, 2));

/** The part of `infra drift --json` that is looked at. */
interface DriftJson {
  readonly stacks: readonly { readonly stack: string; readonly status: string; readonly resources: DriftedResources }[];
}

type DriftedResources = readonly {
  readonly address: string;
  readonly attributes: readonly { readonly path: string }[];
}[];

const pathsIn = (resources: DriftedResources): readonly string[] =>
  resources.flatMap(({ address, attributes }) =>
    attributes.length === 0 ? [address] : attributes.map(({ path }) => `${address} ${path}`),
  );

/** The address of the resource that is a bucket. */
function addressOfBucket(configuration: JsonObject, bucket: string): string {
  const buckets = Object.entries(objectAt(configuration, "resource", "aws_s3_bucket"));
  const [name = ""] = buckets.find(([, resource]) => at(resource, "bucket") === bucket) ?? [];
  return `aws_s3_bucket.${name}`;
}

/** The addresses of what keeps the versions of a bucket. */
const versioningOf = (configuration: JsonObject, bucket: string): readonly string[] =>
  Object.entries(objectAt(configuration, "resource", "aws_s3_bucket_versioning"))
    .filter(([, resource]) => String(at(resource, "bucket")).includes(`${bucket}.`))
    .map(([name]) => `aws_s3_bucket_versioning.${name}`);

/** Lets a bootstrap find the bucket of its network's states in its state: it makes that one before it has any state. */
async function adopt({ s3, network: { state } }: EmulatedNetwork, id: string, address: string): Promise<void> {
  const [type, name] = address.split(".");
  const provider = 'provider["registry.terraform.io/hashicorp/aws"]';
  const instances = [{ schema_version: 0, attributes: { id: state.bucket, bucket: state.bucket } }];
  const resources = [{ mode: "managed", type, name, provider, instances }];
  const Body = JSON.stringify({ version: 4, serial: 1, lineage: "adopted", outputs: {}, resources });
  await s3.send(new PutObjectCommand({ Bucket: state.bucket, Key: id, Body }));
}

/** On a busy machine a connection breaks now and then, and `infra` lets an emulator fail at once. */
const patient = ({ provider }: JsonObject): JsonObject => ({
  provider: {
    aws: blocks(objectAt(provider).aws).map(({ alias }) => ({ ...(alias !== undefined && { alias }), max_retries: 4 })),
  },
});
