import { join } from "node:path";
import { stateBucket } from "../adapters/aws/state-bucket";
import { readIfExists, writeWhole } from "../adapters/files";
import { sourceDigest } from "../adapters/source-digest";
import { stateCache } from "../adapters/state-cache";
import { nearest, suggestion } from "../model/nearest";
import {
  type Inventory,
  type InventoryNetwork,
  type InventoryStack,
  inventoryStack,
} from "../operations/inspect/inventory";
import type { StateBucket } from "../operations/inspect/ports";
import {
  type FoundState,
  type Problem,
  type ReadOptions,
  readStates,
  type StatePlace,
} from "../operations/inspect/read-states";
import { problemLines } from "../operations/inspect/wording/problems";
import { visible } from "../operations/report/wording/visible";
import { ExitCode, InputError } from "./failures";
import { tell } from "./output";
import { inRepository } from "./paths";
import { type StackSource, withStacks } from "./stacks";

/** What all commands about states take. */
export interface StateOptions extends StackSource {
  /** @default - all */
  readonly branch?: string;
  readonly endpoint?: string;
  /** Whether everything is read again, whatever was kept. */
  readonly refresh: boolean;
  readonly json: boolean;
  /**
   * Opens the states of a network.
   * @default - in S3, with the credentials in use
   */
  readonly open?: (network: InventoryNetwork) => StateBucket;
  /**
   * The folder in which what was read is kept.
   * @default - `.infra`
   */
  readonly folder?: string;
}

/** States are small, and reading one is mostly waiting. */
export const AT_ONCE = 24;

/** The states of some networks, and what the configuration says about them. */
export interface Inspection {
  /** Those that are looked at. */
  readonly networks: readonly InventoryNetwork[];
  /** Of those networks, by id. */
  readonly stacks: ReadonlyMap<string, InventoryStack>;
  readonly places: readonly StatePlace[];
  /** Hands each state on; says at the end what could not be read. */
  states(
    work: (found: FoundState) => void,
    options?: Pick<ReadOptions, "wants" | "mayMatter">,
  ): Promise<readonly Problem[]>;
}

/**
 * Opens the states of a branch, or of all.
 *
 * @throws InputError when there is no such branch; CatalogueError.
 */
export async function inspection(options: StateOptions): Promise<Inspection> {
  const { branch, endpoint, refresh, open = openerFor(endpoint), folder = inRepository(".infra") } = options;
  const inventory = await inventoryOf(options);
  const networks = networksOf(inventory, branch);
  const names = new Set(networks.map(({ name }) => name));
  const stacks = inventory.stacks.filter(({ network }) => network !== undefined && names.has(network));
  const places = networks.map((network) => ({ network: network.name, bucket: open(network) }));
  const cache = stateCache({
    folder,
    ...(endpoint !== undefined && { endpoint }),
    rules: sourceDigest(HIDING.map((part) => inRepository(...part.split("/")))),
    reads: !refresh,
  });
  return {
    networks,
    stacks: new Map(stacks.map((stack) => [stack.id, stack])),
    places,
    states: (work, more = {}) => readStates(places, { cache, parallel: AT_ONCE, ...more }, work),
  };
}

/** What decides what is hidden of a state. */
const HIDING = ["aws", "operations/inspect", "operations/report", "terraform-json"];

/** What decides what is synthesized. */
const DECIDING = [
  "aws",
  "constructs",
  "model",
  "modules",
  "operations/inspect",
  "operations/plan",
  "package-lock.json",
  "policies",
  "stacks",
  "terraform-json",
];

const openerFor =
  (endpoint: string | undefined) =>
  ({ name, state }: InventoryNetwork): StateBucket =>
    stateBucket({ endpoint }, { ...state, network: name });

function networksOf({ networks }: Inventory, branch: string | undefined): readonly InventoryNetwork[] {
  if (branch === undefined) return networks;
  const chosen = networks.filter(({ name }) => name === branch);
  if (chosen.length > 0) return chosen;
  const known = networks.map(({ name }) => name);
  throw new InputError(`no network is deployed from the branch "${visible(branch)}". ${suggestion(branch, known)}`);
}

/** What the configuration says. To synthesize it takes seconds, so it is kept until something changes that it is made from. */
async function inventoryOf(options: StateOptions): Promise<Inventory> {
  const { catalogue, from, refresh, folder = inRepository(".infra") } = options;
  if (from !== undefined) return builtInventory(options);
  const digest = sourceDigest([catalogue, ...DECIDING.map((part) => inRepository(...part.split("/")))]);
  const file = join(folder, "inventory.json");
  const kept = refresh ? undefined : await readIfExists(file).catch(() => undefined);
  if (kept?.startsWith(`${digest}\n`)) return JSON.parse(kept.slice(digest.length + 1)) as Inventory;
  const inventory = await builtInventory(options);
  await writeWhole(file, `${digest}\n${JSON.stringify(inventory)}`).catch(() => undefined);
  return inventory;
}

async function builtInventory({ catalogue, from }: StateOptions): Promise<Inventory> {
  const { readCatalogue } = require("../model/catalogue") as typeof import("../model/catalogue");
  const networks = readCatalogue(catalogue).networks.map(({ name, account, region, state }) => ({
    name,
    accountId: account.id,
    region,
    state,
  }));
  const source = { catalogue, ...(from !== undefined && { from }) };
  return withStacks(source, async ({ stacks }) => ({ networks, stacks: stacks.map(inventoryStack) }));
}

/** Says what could not be looked at, and how the command ends because of it. */
export function codeAfter(problems: readonly Problem[], isFound = true): ExitCode {
  for (const line of problemLines(problems)) tell(line);
  return problems.length > 0 || !isFound ? ExitCode.failed : ExitCode.done;
}

/** The one bucket that holds the states of a stack; of a stack that is no longer configured, whichever has, or had, its state. */
export async function bucketOf(stack: string, { stacks, places }: Inspection): Promise<StateBucket> {
  const network = stacks.get(stack)?.network;
  const known = places.find((place) => place.network === network);
  if (known) return known.bucket;
  const keys: string[] = [...stacks.keys()];
  for (const { bucket } of places) {
    const found = (await bucket.list()).map(({ key }) => key);
    if (found.includes(stack)) return bucket;
    keys.push(...found);
  }
  // Of a state that was deleted, its versions are left.
  for (const { bucket } of places) if ((await bucket.versions(stack)).length > 0) return bucket;
  const near = nearest(stack, [...new Set(keys)]);
  const hint = near === undefined ? "`infra stacks` lists them." : `Did you mean "${visible(near)}"?`;
  throw new InputError(`there is no stack "${visible(stack)}". ${hint}`);
}
