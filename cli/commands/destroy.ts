import { cloud } from "../../adapters/aws/cloud";
import { emptied } from "../../adapters/aws/emptied";
import { objectStore } from "../../adapters/aws/object-store";
import { stateBucket } from "../../adapters/aws/state-bucket";
import { exclusively } from "../../adapters/run-lock";
import { interruptible } from "../../adapters/terraform/interruptible";
import type { TerraformCli } from "../../adapters/terraform/terraform-cli";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import { readCatalogue } from "../../model/catalogue";
import type { Network } from "../../model/organisation";
import { deployLockKey } from "../../operations/deploy/deployment";
import { chosenStacks } from "../../operations/destroy/chosen-stacks";
import { destroyAll, planDestruction } from "../../operations/destroy/destroy";
import type { DestroyPorts } from "../../operations/destroy/ports";
import { DestroyRefusal } from "../../operations/destroy/refusal";
import { destructionText } from "../../operations/destroy/text";
import { isEmpty, readState } from "../../operations/inspect/state-document";
import type { PlanMode } from "../../operations/plan/mode";
import type { SynthesizedStack } from "../../operations/plan/synthesized-stack";
import { withLease } from "../../operations/records/lease";
import { withoutSecrets } from "../../operations/report/secrets/job-secrets";
import { withoutSecretsInText } from "../../operations/report/secrets/suspects";
import { actorOf } from "../actor";
import { ExitCode, InputError } from "../failures";
import { leaseOptions } from "../lease-options";
import { print, tell } from "../output";
import { inRepository, ROOT } from "../paths";
import { jobSecrets } from "../report-subject";
import { runFacts } from "../run-facts";
import { type StackSource, type WrittenStacks, withStacks } from "../stacks";
import { demandTyped } from "../typed-ids";

export interface DestroyOptions extends StackSource {
  /** Ids of stacks that need not be typed. */
  readonly yes?: readonly string[];
  readonly dryRun: boolean;
  /** How long a deployment of the branch is waited for, in minutes. */
  readonly wait: number;
  readonly endpoint?: string;
}

/** How long a run that says nothing more holds the lock of its branch, in seconds. */
const LEASE_SECONDS = 300;

/** Destroys stacks that are not production, once somebody saw what goes and typed their ids. */
export async function destroy(ids: readonly string[], options: DestroyOptions): Promise<ExitCode> {
  const { networks } = readCatalogue(options.catalogue);
  return withStacks(options, async (written) => {
    const chosen = chosenStacks(written.stacks, ids);
    demandNamed(options.yes ?? [], chosen);
    const name = chosen[0]?.labels?.network;
    const network = networks.find((each) => each.name === name);
    if (!network) throw new DestroyRefusal(`the catalogue has no network ${name}. Nothing was destroyed.`);
    await demandAccount(network, options);
    if (!options.dryRun) demandTerminal(chosen, options.yes ?? []);
    return interruptible((signal) =>
      exclusively(inRepository(".infra", "planning"), "infra destroy", () =>
        inNetwork(written, chosen, network, options, signal),
      ),
    );
  });
}

/** While nobody deploys the branch. */
async function inNetwork(
  written: WrittenStacks,
  chosen: readonly SynthesizedStack[],
  network: Network,
  options: DestroyOptions,
  interrupted: AbortSignal,
): Promise<ExitCode> {
  const { endpoint, wait } = options;
  const mode: PlanMode = endpoint === undefined ? { kind: "real" } : { kind: "endpoint", url: endpoint };
  const place = { bucket: network.recordBucket, region: network.state.region, network: network.name };
  const { run } = runFacts(process.env);
  const actor = await actorOf(undefined, process.env);
  const lease = leaseOptions({ actor, run, waitMinutes: wait, leaseSeconds: LEASE_SECONDS, signal: interrupted });
  const folder = inRepository(".infra");
  return withLease(objectStore({ endpoint }, place), deployLockKey(network.name), lease, (signal) =>
    withTerraform({ root: ROOT, output: written.folder, folder, mode, note: tell, signal }, async (terraform) => {
      const ports = portsFor(terraform, network, options, signal);
      const all = await planDestruction(written.stacks, chosen, mode, ports);
      if (all.length === 0) print(`${chosen.map(({ id }) => id).join(", ")}: nothing is left.`);
      else print(destructionText(all));
      if (options.dryRun || all.length === 0) return ExitCode.done;
      const asked = all.map(({ stack }) => stack.id).filter((id) => !(options.yes ?? []).includes(id));
      if (asked.length > 0) await demandTyped(asked, signal, { input: process.stdin, output: process.stderr });
      await destroyAll(all, mode, ports);
      print(
        `Destroyed: ${all.map(({ stack }) => stack.id).join(", ")}. The catalogue still declares them: the next deployment of ${network.name} makes them again.`,
      );
      return ExitCode.done;
    }),
  );
}

function portsFor(
  terraform: TerraformCli,
  network: Network,
  { endpoint }: DestroyOptions,
  signal: AbortSignal,
): DestroyPorts {
  const states = stateBucket({ endpoint }, { ...network.state, network: network.name });
  const hide = withoutSecrets(jobSecrets(process.env));
  const { region } = network;
  return {
    terraform,
    async isApplied({ id }) {
      const state = await states.read(id);
      return state !== undefined && !isEmpty(readState(state.text));
    },
    empty: (container) => emptied({ endpoint }, container, { region, accountId: network.account.id, signal }),
    signal,
    note: tell,
    clean: (text) => withoutSecretsInText(hide(text)),
  };
}

async function demandAccount({ name, account, region }: Network, { endpoint }: DestroyOptions): Promise<void> {
  const inUse = await cloud({ endpoint }).accountId(region);
  if (inUse !== account.id)
    throw new InputError(
      `the network ${name} is in the account ${account.id}, and the credentials in use are of the account ${inUse}. Use those of ${account.id}. Nothing was destroyed.`,
    );
}

/** A typing error in what nobody is asked for must not be taken for a consent to something else. */
function demandNamed(yes: readonly string[], chosen: readonly SynthesizedStack[]): void {
  const stray = yes.find((id) => !chosen.some((stack) => stack.id === id));
  if (stray !== undefined)
    throw new InputError(`--yes ${JSON.stringify(stray)} is none of the stacks that are named. Nothing was destroyed.`);
}

function demandTerminal(chosen: readonly SynthesizedStack[], yes: readonly string[]): void {
  const unnamed = chosen.filter(({ id }) => !yes.includes(id)).map(({ id }) => `--yes ${id}`);
  if (unnamed.length > 0 && !process.stdin.isTTY)
    throw new InputError(`there is no terminal on which ids could be typed. Name them: ${unnamed.join(" ")}`);
}
