import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Applied, DeployTerraform, PlanToApply, SavedPlan } from "../../operations/deploy/ports";
import type { DestroyTerraform } from "../../operations/destroy/ports";
import type { PlanAgainstOptions, PlanOutcome, ReadOutputs, Terraform } from "../../operations/plan/ports";
import { AWS_PROVIDER, providerConfigurations, requiredProviders } from "../../operations/plan/providers";
import type { AttributeTypes } from "../../operations/plan/since/attribute-types";
import type { SynthesizedStack } from "../../operations/plan/synthesized-stack";
import type { Json } from "../../terraform-json/json";
import { exists, readIfExists } from "../files";
import { worksIn } from "../process";
import { applySavedPlan, sha256Of, WAIT_FOR_LOCK } from "./apply-saved-plan";
import type { TerraformBinary } from "./binary";
import { type Finished, runProgram } from "./child-process";
import { PID_FILE, whenFree } from "./free-folder";
import { keptTypes } from "./kept-types";
import type { Installation, ProviderInstaller } from "./provider-installer";
import type { ProviderPool } from "./provider-pool";
import type { ProviderProcess } from "./provider-process";
import { ScratchFolder } from "./scratch-folder";
import { TerraformFailure, wordsOf } from "./terraform-failure";
import { refuseUnsaved } from "./unsaved-state";
import { type Diagnostic, diagnosticsIn } from "./validation";

export interface TerraformCliOptions {
  /** The output folder of cdktf. It is read, never written. */
  readonly output: string;
  /** The folder of everything that is written. */
  readonly folder: string;
  readonly binary: TerraformBinary;
  readonly installer: ProviderInstaller;
  /**
   * Provider processes to attach to. Only for plans that are never applied: an attached provider is not checked again.
   * @default - each Terraform starts its own
   */
  readonly pool?: ProviderPool;
  readonly signal?: AbortSignal;
}

/** A stack's folder, made ready. */
interface Workplace {
  readonly stack: SynthesizedStack;
  readonly folder: ScratchFolder;
  readonly installation: Installation;
}

/** Name of the saved plan in a scratch folder. */
const SAVED_PLAN = "tfplan";

/** Terraform as a program that is called, one folder for each stack. */
export class TerraformCli implements Terraform, DeployTerraform, DestroyTerraform {
  constructor(private readonly options: TerraformCliOptions) {}

  async plan(
    stack: SynthesizedStack,
    files: ReadonlyMap<string, string>,
    { refresh = true, refreshOnly = false, destroy = false, lock = false }: PlanAgainstOptions = {},
  ): Promise<PlanOutcome> {
    try {
      const place = await this.prepare(refreshOnly ? "drift" : "scratch", stack, files);
      return await this.attached(place, async (provider) => {
        await this.init(place, provider);
        return this.planAndShow(place, provider, [
          // A plan for reading never locks: the role that plans may only read, and nothing is written by it.
          ...(lock ? WAIT_FOR_LOCK : ["-lock=false"]),
          ...(refresh ? [] : ["-refresh=false"]),
          ...(refreshOnly ? ["-refresh-only"] : []),
          ...(destroy ? ["-destroy"] : []),
        ]);
      });
    } catch (error) {
      if (error instanceof TerraformFailure) return { error: error.message };
      throw error;
    }
  }

  planToApply(stack: SynthesizedStack, files: ReadonlyMap<string, string>): Promise<PlanToApply> {
    return this.planAndKeep(stack, files, { lock: true });
  }

  planToDestroy(stack: SynthesizedStack, files: ReadonlyMap<string, string>): Promise<PlanToApply> {
    return this.planAndKeep(stack, files, { lock: true, destroy: true });
  }

  apply(stack: SynthesizedStack, saved: SavedPlan): Promise<Applied> {
    return this.applyKept(stack, saved, true);
  }

  destroy(stack: SynthesizedStack, saved: SavedPlan): Promise<Applied> {
    return this.applyKept(stack, saved, false);
  }

  async isRunning(stack: SynthesizedStack): Promise<boolean | undefined> {
    const folder = this.scratchOf(stack);
    const pid = Number(await readIfExists(join(folder, PID_FILE)));
    return Number.isInteger(pid) && pid > 0 ? worksIn(pid, folder) : undefined;
  }

  async release(stack: SynthesizedStack, files: ReadonlyMap<string, string>, lockId: string): Promise<Applied> {
    try {
      const place = await this.prepare("scratch", stack, files);
      await this.init(place, undefined);
      await this.succeed(place, ["force-unlock", "-force", lockId]);
      return { ok: true };
    } catch (error) {
      if (error instanceof TerraformFailure) return { ok: false, error: error.message };
      throw error;
    }
  }

  async readOutputs(stack: SynthesizedStack, files: ReadonlyMap<string, string>): Promise<ReadOutputs> {
    try {
      const place = await this.prepare("scratch", stack, files);
      await this.init(place, undefined);
      const { stdout } = await this.succeed(place, ["output", "-json", "-no-color"]);
      const outputs = Object.entries(JSON.parse(stdout) as Record<string, { value: Json }>);
      return { ok: true, outputs: new Map(outputs.map(([name, { value }]) => [name, value])) };
    } catch (error) {
      if (error instanceof TerraformFailure) return { ok: false, error: error.message };
      throw error;
    }
  }

  /** What Terraform and its providers say about a stack as it was synthesized, without any state. */
  async validate(stack: SynthesizedStack): Promise<readonly Diagnostic[]> {
    try {
      const place = await this.prepare("validate", stack, new Map([["cdk.tf.json", stack.text]]));
      return await this.attached(place, async (provider) => {
        await this.init(place, provider, ["-backend=false"]);
        // The status says no more than the diagnostics do.
        const { stdout } = await this.run(place, ["validate", "-json", "-no-color"], provider);
        return diagnosticsIn(stdout);
      });
    } catch (error) {
      if (error instanceof TerraformFailure) return [{ severity: "error", summary: error.message, detail: "" }];
      throw error;
    }
  }

  /** The same Terraform for stacks that were written to another folder. */
  readingFrom(output: string): TerraformCli {
    return new TerraformCli({ ...this.options, output });
  }

  /** What every plan depends on beside the stack: the version of Terraform and the locked providers, in one text. */
  toolchain(): string {
    return `${this.options.binary.version}\n${this.options.installer.lockText}`;
  }

  /** The types of the attributes of a stack's providers. */
  async attributeTypes(stack: SynthesizedStack): Promise<AttributeTypes> {
    const { folder, binary, installer } = this.options;
    const { lockText, env, folder: installed } = await installer.install(requiredProviders(stack.configuration));
    return keptTypes(join(folder, "schemas"), `${binary.version}\n${lockText}`, async () => {
      const args = ["providers", "schema", "-json", "-no-color"];
      const { signal } = this.options;
      const finished = await runProgram(binary.file, args, { cwd: installed, env, ...(signal && { signal }) });
      if (finished.status !== 0) throw new TerraformFailure(wordsOf(finished));
      return finished.stdout;
    });
  }

  private async planAndKeep(
    stack: SynthesizedStack,
    files: ReadonlyMap<string, string>,
    options: PlanAgainstOptions,
  ): Promise<PlanToApply> {
    const { json, error } = await this.plan(stack, files, options);
    if (json === undefined || error !== undefined) return { ok: false, error: error ?? "Terraform made no plan" };
    return { ok: true, json, saved: { sha256: await sha256Of(join(this.scratchOf(stack), SAVED_PLAN)) } };
  }

  private async applyKept(stack: SynthesizedStack, saved: SavedPlan, isSettled: boolean): Promise<Applied> {
    const { binary, installer, signal } = this.options;
    const { env } = await installer.install(requiredProviders(stack.configuration));
    const place = { folder: this.scratchOf(stack), plan: SAVED_PLAN, env, file: binary.file, isSettled };
    return applySavedPlan({ ...place, ...(signal && { signal }) }, saved);
  }

  private scratchOf({ id }: SynthesizedStack): string {
    return join(this.options.folder, "scratch", id);
  }

  private async prepare(
    purpose: "scratch" | "validate" | "drift",
    stack: SynthesizedStack,
    files: ReadonlyMap<string, string>,
  ): Promise<Workplace> {
    const { folder: root, output, installer, signal } = this.options;
    const installation = await installer.install(requiredProviders(stack.configuration));
    const folder = new ScratchFolder(join(root, purpose, stack.id));
    await whenFree(folder.path, signal);
    await refuseUnsaved(folder.path);
    await folder.fill(join(output, stack.folder), files, installation.lockText);
    for (const { place, folder: target } of installation.packages.values()) await folder.link(place, target);
    return { stack, folder, installation };
  }

  /** Lends a provider process to one stack, when there are such processes and the stack has use for one. */
  private async attached<T>(
    { installation }: Workplace,
    use: (provider: ProviderProcess | undefined) => Promise<T>,
  ): Promise<T> {
    const { pool } = this.options;
    const installed = installation.packages.get(AWS_PROVIDER);
    const provider = pool && installed && (await pool.lend(installed.folder));
    try {
      return await use(provider);
    } finally {
      if (provider) pool.giveBack(provider);
    }
  }

  private async init(
    place: Workplace,
    provider: ProviderProcess | undefined,
    more: readonly string[] = [],
  ): Promise<void> {
    const digest = await place.folder.setUpDigest(this.options.binary.version);
    if (await place.folder.isSetUpFor(digest)) return;
    await place.folder.forgetSetUp();
    // An attached provider's version is not compared with what modules ask for, so modules are set up without.
    const attachTo = place.stack.configuration.module === undefined ? provider : undefined;
    await this.succeed(
      place,
      ["init", "-input=false", "-no-color", "-reconfigure", "-lockfile=readonly", ...more],
      attachTo,
    );
    await place.folder.noteSetUpFor(digest);
  }

  private async planAndShow(
    place: Workplace,
    provider: ProviderProcess | undefined,
    more: readonly string[],
  ): Promise<PlanOutcome> {
    // A provider process has one configuration, so a stack that has several gets processes of its own.
    const configurations = providerConfigurations(place.stack.configuration);
    const severalOfAws = configurations.filter(({ address }) => address === AWS_PROVIDER).length > 1;
    const planned = await this.runPlan(place, severalOfAws ? undefined : provider, more);
    if (!(await exists(join(place.folder.path, SAVED_PLAN)))) return { error: wordsOf(planned) };
    // Terraform saves a plan that failed half way, too.
    const { stdout: json } = await this.succeed(place, ["show", "-json", "-no-color", SAVED_PLAN], provider);
    return planned.status === 0 ? { json } : { json, error: wordsOf(planned) };
  }

  private async runPlan(
    place: Workplace,
    provider: ProviderProcess | undefined,
    more: readonly string[],
  ): Promise<Finished> {
    const args = ["plan", "-input=false", "-no-color", ...more, `-out=${SAVED_PLAN}`];
    const planned = await this.run(place, args, provider);
    if (planned.status === 0 || !provider) return planned;
    // So that what is reported is what Terraform says by itself, and a harmed process harms one stack at most.
    await this.options.pool?.discard(provider);
    await rm(join(place.folder.path, SAVED_PLAN), { force: true });
    return this.run(place, args, undefined);
  }

  private async succeed(place: Workplace, args: readonly string[], provider?: ProviderProcess): Promise<Finished> {
    const finished = await this.run(place, args, provider);
    if (finished.status !== 0) throw new TerraformFailure(wordsOf(finished));
    return finished;
  }

  private run(
    { folder, installation }: Workplace,
    args: readonly string[],
    provider?: ProviderProcess,
  ): Promise<Finished> {
    const { binary, signal } = this.options;
    const attach = provider?.isRunning() && { TF_REATTACH_PROVIDERS: provider.reattach };
    const env = { ...installation.env, ...attach };
    const pidFile = join(folder.path, PID_FILE);
    return runProgram(binary.file, args, { cwd: folder.path, env, pidFile, ...(signal && { signal }) });
  }
}
