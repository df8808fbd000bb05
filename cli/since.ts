import { join } from "node:path";
import { readIfExists } from "../adapters/files";
import { synthesizedCommit } from "../adapters/git/base-tree";
import { type Repository, repositoryAt } from "../adapters/git/repository";
import { stackFingerprint } from "../adapters/stack-fingerprint";
import { settledStateFiles } from "../adapters/terraform/settled-states";
import type { TerraformCli } from "../adapters/terraform/terraform-cli";
import type { ComparedCommit } from "../operations/plan/plan-index";
import type { Fingerprint } from "../operations/plan/since/affected";
import type { PlanSinceOptions, PlanSincePorts } from "../operations/plan/since/plan-since";
import { readSynthesizedStacks, type SynthesizedStack } from "../operations/plan/synthesized-stack";
import { InputError } from "./failures";
import { tell } from "./output";
import { CATALOGUE, inRepository, ROOT } from "./paths";
import type { StackSource, WrittenStacks } from "./stacks";

/** The word that stands for an empty state, where a commit could be named. */
const NOTHING = "nothing";

/** The folders that decide what is synthesized. */
const DECIDING = ["aws", "catalogue", "constructs", "model", "modules", "stacks"];

export interface SinceOptions extends StackSource {
  readonly offline: boolean;
  readonly since?: string;
}

/** What stacks are compared with. */
export interface Comparison extends WrittenStacks {
  readonly since: ComparedCommit;
}

/**
 * What the stacks of an offline plan are compared with: the commit that was named, or the last one while the work tree
 * differs from it. Undefined when everything is planned from nothing.
 *
 * @throws InputError when the commit does not exist or cannot be synthesized.
 */
export async function comparisonFor(options: SinceOptions, signal: AbortSignal): Promise<Comparison | undefined> {
  const { offline, since } = options;
  if (since !== undefined && !offline) {
    throw new InputError("--since goes with --offline: a plan with AWS is made against the real states");
  }
  if (!offline || since === NOTHING) return undefined;
  const repository = await repositoryAt(ROOT, process.env);
  if (since !== undefined) return comparisonWith(await named(since, repository), signal);
  const last = repository && (await lastCommit(options, repository));
  if (!last) return undefined;
  try {
    return await comparisonWith(last, signal);
  } catch (error) {
    if (!(error instanceof Error && error.name === "InputError")) throw error;
    // Nobody asked for it, so what is wrong with that commit must not be in the way.
    tell(`everything is planned from nothing: ${error.message}`);
    return undefined;
  }
}

interface Named {
  readonly repository: Repository;
  readonly since: ComparedCommit;
}

async function named(ref: string, repository: Repository | undefined): Promise<Named> {
  if (!repository) throw new InputError(`--since ${ref}: ${ROOT} belongs to no git repository, or git cannot read it`);
  const commit = await repository.commitOf(ref);
  if (commit === undefined) throw new InputError(`no commit is called "${ref}"; fetch it first, or name another`);
  return { repository, since: { ref, commit } };
}

/** The last commit, when the stacks come from this work tree and the work tree differs from it. */
async function lastCommit({ from, catalogue }: SinceOptions, repository: Repository): Promise<Named | undefined> {
  if (from !== undefined || catalogue !== CATALOGUE) return undefined;
  const commit = await repository.commitOf("HEAD");
  const changed = commit !== undefined && (await repository.isChanged(DECIDING));
  return changed ? { repository, since: { ref: "HEAD", commit } } : undefined;
}

async function comparisonWith({ repository, since }: Named, signal: AbortSignal): Promise<Comparison> {
  const { output, samePackages } = await synthesizedCommit({
    repository,
    commit: since.commit,
    root: ROOT,
    folder: inRepository(".infra"),
    environment: process.env,
    signal,
  });
  tell(`changes since ${since.commit.slice(0, 7)} (${since.ref})`);
  if (!samePackages) {
    tell("that commit locks other packages than those that are installed; what they change does not show");
  }
  try {
    const stacks = await readSynthesizedStacks((path) => readIfExists(join(output, path)));
    return { since, folder: output, stacks };
  } catch (error) {
    throw new InputError(`${since.ref}: ${(error as Error).message}`);
  }
}

/** What tells stacks of today from those that they are compared with. */
export async function sinceOptions(
  now: WrittenStacks,
  before: Comparison,
): Promise<Pick<PlanSinceOptions, "since" | "before" | "fingerprints">> {
  const fingerprints = { before: await fingerprintsOf(before), now: await fingerprintsOf(now) };
  return { since: before.since, before: before.stacks, fingerprints };
}

/**
 * @param output Where the stacks that are compared with were written.
 * @param folder The folder of everything that is written.
 */
export const sincePorts = (
  terraform: TerraformCli,
  output: string,
  folder: string,
): Omit<PlanSincePorts, "store" | "progress"> => ({
  terraform,
  terraformBefore: terraform.readingFrom(output),
  attributeTypes: (stack) => terraform.attributeTypes(stack),
  settledStates: settledStateFiles(folder, terraform.toolchain()),
});

/** Fingerprints of stacks, by id. */
async function fingerprintsOf({ folder, stacks }: WrittenStacks): Promise<Fingerprint> {
  const entries = stacks.map(async (stack) => [stack.id, await stackFingerprint(folder, stack)] as const);
  const byId = new Map(await Promise.all(entries));
  return ({ id }: SynthesizedStack) => byId.get(id) ?? "";
}
