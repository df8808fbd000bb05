import type { RetirementEntry } from "../../model/entries/retirement";
import { GITHUB_STACK, NETWORK_STACKS } from "../../model/stack-ids";
import { declaredResources, type StatefulResource } from "../plan/leaving-data";
import type { SynthesizedStack } from "../plan/synthesized-stack";
import { whatIsLost } from "../report/dangers/stateful-types";
import { guardsOf } from "./guards";
import { RetireError } from "./retire-error";
import { retirementPath, retirementText, withAddresses } from "./retirement-text";
import type { Target } from "./target";
import { withoutKey } from "./without-key";

/** Texts of files of the catalogue, by path inside it; undefined takes a file away. */
export type Changes = ReadonlyMap<string, string | undefined>;

/** Who lets something leave, and why. */
export type Facts = Omit<RetirementEntry, "stack" | "addresses" | "reads" | "network">;

export interface RetirePorts {
  /** The text of a file of the catalogue; undefined when there is none. */
  read(path: string): string | undefined;
  /** Path of the file of a service, inside the catalogue. */
  serviceFile(name: string): string;
  /**
   * The stacks of the catalogue with some changes, of which nothing is written.
   *
   * @throws CatalogueError when it would have problems then.
   */
  synthesized(changes: Changes): Promise<readonly SynthesizedStack[]>;
}

/** What has to be written for something to leave. */
export interface RetirePlan {
  readonly changes: Changes;
  /** The stacks that leave as a whole. */
  readonly stacks: readonly string[];
  /** What leaves stacks that live on. */
  readonly resources: readonly (StatefulResource & { readonly stack: string })[];
  /** What AWS makes of it, in sentences. */
  readonly guards: readonly string[];
}

/**
 * Lets something leave: takes it out of the catalogue, and adds the files that let a plan destroy it. What leaves with it from
 * stacks that live on, such as the images of a service, is named, too.
 *
 * @param network Of a stack that vanished. @default - the one that its id begins with
 * @throws RetireError, or CatalogueError when the catalogue would have problems; nothing is written in any case.
 */
export async function retire(target: Target, facts: Facts, ports: RetirePorts, network?: string): Promise<RetirePlan> {
  if (target.kind === "resources") return resources(target, facts, ports);
  const before = await ports.synthesized(new Map());
  const byId = new Map(before.map((stack) => [stack.id, stack]));
  const stacks = target.kind === "service" ? target.stacks.map(({ stackId }) => stackId) : [target.stack];
  const changes = new Map(editsOf(target, ports));
  for (const id of stacks) changes.set(...fileOf(entryOf(id, byId, facts, network), ports));
  const after = await ports.synthesized(changes);
  const lost = lostBetween(before, after);
  for (const stack of new Set(lost.map((each) => each.stack))) {
    const addresses = lost.filter((each) => each.stack === stack).map(({ address }) => address);
    changes.set(...fileOf({ ...facts, stack, reads: [], addresses }, ports));
  }
  if (lost.length > 0) await ports.synthesized(changes);
  const types = stacks.flatMap((id) => byId.get(id) ?? []).flatMap((stack) => declaredResources(stack));
  return { changes, stacks, resources: lost, guards: guardsOf([...types, ...lost].map(({ type }) => type)) };
}

async function resources(
  { stack, addresses }: Extract<Target, { kind: "resources" }>,
  facts: Facts,
  ports: RetirePorts,
): Promise<RetirePlan> {
  const changes = new Map([fileOf({ ...facts, stack: stack.id, reads: [], addresses: [...addresses] }, ports)]);
  demandGone(stack.id, addresses, await ports.synthesized(changes));
  const named = addresses.map((address) => ({ stack: stack.id, address, type: typeIn(address) }));
  return { changes, stacks: [], resources: named, guards: guardsOf(named.map(({ type }) => type)) };
}

/** What is still declared stays, whatever is written about it. */
function demandGone(id: string, addresses: readonly string[], stacks: readonly SynthesizedStack[]): void {
  const declared = new Set(
    stacks
      .filter((each) => each.id === id)
      .flatMap(declaredResources)
      .map(({ address }) => address),
  );
  const still = addresses.filter((address) => declared.has(address));
  if (still.length === 0) return;
  throw new RetireError(
    `${id} still declares ${still.join(", ")}, so no plan would destroy it. Take it out of the catalogue or the code first, and run this again.`,
  );
}

/** `aws_s3_bucket` of `module.site["a"].aws_s3_bucket.logs[0]`. */
const typeIn = (address: string): string =>
  /^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*([a-z0-9_]+)\./.exec(address)?.[1] ?? "";

/** What of the catalogue declares what leaves, without that. */
function editsOf(
  target: Exclude<Target, { kind: "resources" }>,
  ports: RetirePorts,
): readonly (readonly [string, string | undefined])[] {
  if (target.kind === "service") return editsOfService(target, ports);
  // A source begins with the catalogue's own name.
  return target.kind === "repository" ? [[target.source.slice(target.source.indexOf("/") + 1), undefined]] : [];
}

/** The file of a service without the environments that it leaves; none when nothing of it stays. */
function editsOfService({ name, stacks, isWhole }: Extract<Target, { kind: "service" }>, ports: RetirePorts) {
  const path = ports.serviceFile(name);
  const text = ports.read(path);
  if (text === undefined) throw new RetireError(`${path} cannot be read`);
  const edited = isWhole
    ? undefined
    : stacks.reduce((rest, { environment }) => withoutKey(rest, "environments", environment.name), text);
  return [[path, edited] as const];
}

function entryOf(
  id: string,
  stacks: ReadonlyMap<string, SynthesizedStack>,
  facts: Facts,
  network?: string,
): RetirementEntry {
  const stack = stacks.get(id);
  const known = stack?.labels?.network ?? network;
  // What a network or the organisation has once does not leave by itself, so nothing waits for it.
  const reads = (stack?.dependencies ?? []).filter(
    (upstream) =>
      upstream !== GITHUB_STACK && !NETWORK_STACKS.some((kind) => kind === stacks.get(upstream)?.labels?.kind),
  );
  return { ...facts, stack: id, ...(known !== undefined && { network: known }), reads };
}

function fileOf(entry: RetirementEntry, ports: RetirePorts): readonly [string, string] {
  const path = retirementPath(entry.stack);
  const stands = ports.read(path);
  if (stands === undefined) return [path, retirementText(entry)];
  if (entry.addresses) return [path, withAddresses(stands, entry)];
  throw new RetireError(
    `${path} lets some resources leave already. If they are gone, delete the file, and run this again; else wait until they are.`,
  );
}

/** What stacks that live on no longer declare, of what nothing brings back; by stack and address. */
function lostBetween(before: readonly SynthesizedStack[], after: readonly SynthesizedStack[]) {
  const later = new Map(after.map((stack) => [stack.id, stack]));
  return before.flatMap((stack) => {
    const now = later.get(stack.id);
    if (!now || now.labels?.kind === "retiring") return [];
    const kept = new Set(declaredResources(now).map(({ address }) => address));
    return declaredResources(stack)
      .filter(({ address, type }) => whatIsLost(type) !== undefined && !kept.has(address))
      .map((resource) => ({ ...resource, stack: stack.id }));
  });
}
