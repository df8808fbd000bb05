import { hostname, userInfo } from "node:os";
import { objectStore } from "../adapters/aws/object-store";
import { stateBucket } from "../adapters/aws/state-bucket";
import { planFiles } from "../adapters/terraform/plan-store";
import type { TerraformCli } from "../adapters/terraform/terraform-cli";
import { withTerraform } from "../adapters/terraform/with-terraform";
import type { Network } from "../model/organisation";
import { type Deployed, type DeployOptions, type DeployPorts, deploy } from "../operations/deploy/deploy";
import { deployLockKey } from "../operations/deploy/deployment";
import type { DeployGitHub } from "../operations/deploy/ports";
import { type Rehearsal, rehearsalOf } from "../operations/deploy/rehearsal";
import type { PlanMode } from "../operations/plan/mode";
import { planStacks } from "../operations/plan/planner";
import { findingsOf } from "../operations/plan/policy-findings";
import { select } from "../operations/plan/selection";
import { withLease } from "../operations/records/lease";
import type { AllowedDanger } from "../operations/report/dangers/danger";
import { resultsOfRun } from "../operations/report/read/from-plans";
import type { RunFacts } from "../operations/report/run-facts";
import { withoutSecrets } from "../operations/report/secrets/job-secrets";
import { withoutSecretsInText } from "../operations/report/secrets/suspects";
import { asInput } from "./failures";
import { leaseOptions, namedRun } from "./lease-options";
import { tell } from "./output";
import { inRepository, ROOT } from "./paths";
import { deployProgress, planProgress } from "./progress";
import { jobSecrets } from "./report-subject";
import type { WrittenStacks } from "./stacks";
import { readText } from "./text-files";
import { today } from "./today";
import { leftBehind } from "./vanished";

/** What is deployed, by whom, and for whom. */
export interface DeployJob {
  readonly network: Network;
  /** In full. */
  readonly commit: string;
  readonly facts: RunFacts;
  /** The label that confirms. */
  readonly label: string;
  /** What needs no confirmation. */
  readonly allowed: readonly AllowedDanger[];
  /** @default - what the merged pull request showed is approved */
  readonly approve?: string;
  /** @default - AWS itself */
  readonly endpoint?: string;
  /** How long another deployment of the branch is waited for. */
  readonly waitMinutes: number;
  readonly parallel: number;
  readonly github?: DeployGitHub;
}

/** How long a deployment that says nothing more holds the lock of its branch, in seconds. */
const LEASE_SECONDS = 300;

/**
 * Deploys the branch of a network, with AWS, Terraform and GitHub, while nobody else does.
 *
 * @param interrupted Ends the run.
 */
export async function deployBranch(
  written: WrittenStacks,
  job: DeployJob,
  interrupted: AbortSignal,
): Promise<Deployed> {
  const { network, endpoint, waitMinutes } = job;
  const records = objectStore(
    { endpoint },
    { bucket: network.recordBucket, region: network.state.region, network: network.name },
  );
  const { run } = job.facts;
  const wanted = { actor: actor(), run, waitMinutes, leaseSeconds: LEASE_SECONDS, signal: interrupted };
  const folder = inRepository(".infra");
  return withLease(records, deployLockKey(network.name), leaseOptions(wanted), (signal) =>
    withTerraform({ root: ROOT, output: written.folder, folder, mode: modeOf(job), note: tell, signal }, (terraform) =>
      deploy(ofThisBranch(written, job), optionsOf(job, signal), {
        ...portsFor(terraform, written, job, signal),
        records,
      }),
    ),
  );
}

const ofThisBranch = ({ stacks }: WrittenStacks, { network }: DeployJob) =>
  asInput(() => select(stacks, { networks: [network.name] }));

const modeOf = ({ endpoint }: DeployJob): PlanMode =>
  endpoint === undefined ? { kind: "real" } : { kind: "endpoint", url: endpoint };

/** Who deploys: on GitHub, whoever began the run. */
const actor = (): string => process.env.GITHUB_ACTOR || userInfo().username;

function optionsOf(job: DeployJob, signal: AbortSignal): DeployOptions {
  const { network, commit, parallel, label, allowed, approve } = job;
  const run = {
    actor: actor(),
    // As Terraform names whoever holds a lock.
    place: `${userInfo().username}@${hostname()}`,
    started: new Date().toISOString(),
    ...namedRun(job.facts.run),
  };
  const mode = modeOf(job);
  return {
    branch: network.name,
    commit,
    parallel,
    label,
    allowed,
    run,
    mode,
    signal,
    ...(approve !== undefined && { approve }),
  };
}

function portsFor(
  terraform: TerraformCli,
  written: WrittenStacks,
  job: DeployJob,
  signal: AbortSignal,
): Omit<DeployPorts, "records"> {
  const { github, endpoint, network } = job;
  const hide = withoutSecrets(jobSecrets(process.env));
  return {
    terraform,
    locks: () => stateBucket({ endpoint }, { ...network.state, network: network.name }).locks(),
    rehearse: () => rehearse(terraform, written, job, signal),
    now: () => new Date().toISOString(),
    note: tell,
    progress: deployProgress(process.stderr),
    clean: (text) => withoutSecretsInText(hide(text)),
    ...(github && { github }),
  };
}

/** Plans every stack of the branch as a pull request does, and leaves the plans where `infra plan` does. */
async function rehearse(
  terraform: TerraformCli,
  written: WrittenStacks,
  job: DeployJob,
  signal: AbortSignal,
): Promise<Rehearsal> {
  const { network, parallel, facts, endpoint } = job;
  const selected = new Set(ofThisBranch(written, job).map(({ id }) => id));
  const place = { offline: false, branch: [network.name], ...(endpoint !== undefined && { endpoint }) };
  const vanished = await leftBehind(written.stacks, place);
  const run = { mode: modeOf(job), selected, parallel, signal, vanished };
  const index = await planStacks(written.stacks, run, {
    terraform,
    judge: findingsOf,
    store: planFiles(inRepository(".infra")),
    progress: planProgress(selected.size, process.stderr),
  });
  const results = resultsOfRun(index, (name) => readText(inRepository(".infra", name)), today());
  return rehearsalOf(results, facts, jobSecrets(process.env));
}
