import { appendFileSync } from "node:fs";
import { objectStore } from "../../adapters/aws/object-store";
import { stateBucket } from "../../adapters/aws/state-bucket";
import { exclusively } from "../../adapters/run-lock";
import { interruptible } from "../../adapters/terraform/interruptible";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import { readCatalogue } from "../../model/catalogue";
import { suggestion } from "../../model/nearest";
import type { Network, Organisation } from "../../model/organisation";
import { readDeployed } from "../../operations/deploy/ledger";
import { type DriftReport, withStatus } from "../../operations/drift/drift-report";
import { findDrift } from "../../operations/drift/find-drift";
import { type KeptIssue, keepIssues } from "../../operations/drift/keep-issues";
import type { DriftEvent } from "../../operations/drift/ports";
import { driftJson } from "../../operations/drift/to-json";
import { driftMarkdown } from "../../operations/drift/to-markdown";
import { driftText } from "../../operations/drift/to-text";
import type { PlanMode } from "../../operations/plan/mode";
import { visible } from "../../operations/report/wording/visible";
import { gitHubIssuesOf } from "../drift-issues";
import { commitsFor, treesOf } from "../drift-trees";
import { ExitCode, InputError } from "../failures";
import { print, printJson, tell } from "../output";
import { inRepository, ROOT } from "../paths";
import { jobSecrets } from "../report-subject";
import { mustBeWritable } from "../text-files";
import { today } from "../today";

export interface DriftOptions {
  readonly catalogue: string;
  readonly branch: string;
  readonly stack?: readonly string[];
  readonly endpoint?: string;
  readonly commit?: string;
  readonly parallel: number;
  readonly summary?: string;
  /** Whether issues on GitHub are kept. */
  readonly issues: boolean;
  readonly json: boolean;
}

/** Longest job summary, in code points. GitHub takes 1 MiB of a step, in bytes, of which a code point has at most four. */
const SUMMARY_BUDGET = 250_000;

/** Says what is no longer as it was deployed, of all stacks of a branch. */
export async function drift(options: DriftOptions): Promise<ExitCode> {
  const { summary, issues, stack, json } = options;
  const organisation = readCatalogue(options.catalogue);
  const network = networkOf(organisation, options.branch);
  // Whatever can be wrong with the input is found before anything is asked.
  mustBeWritable([summary], []);
  const github = issues ? gitHubIssuesOf(process.env) : undefined;
  const report = await interruptible((signal) =>
    exclusively(inRepository(".infra", "planning"), "infra drift", () =>
      reportOn(options, organisation, network, signal),
    ),
  );
  if (summary !== undefined) appendFileSync(summary, driftMarkdown(report, SUMMARY_BUDGET));
  if (json) printJson(driftJson(report));
  else print(driftText(report));
  if (github) for (const kept of await keepIssues(github, report, stack === undefined)) tell(inWords(kept));
  return exitCodeOf(report);
}

function networkOf({ networks }: Organisation, branch: string): Network {
  const network = networks.find(({ name }) => name === branch);
  if (network) return network;
  const names = networks.map(({ name }) => name);
  throw new InputError(`no network is deployed from the branch "${branch}". ${suggestion(branch, names)}`);
}

async function reportOn(
  options: DriftOptions,
  { ignoredDrift = [] }: Organisation,
  network: Network,
  signal: AbortSignal,
): Promise<DriftReport> {
  const { branch, endpoint, parallel, stack } = options;
  const place = { region: network.state.region, network: network.name };
  const states = stateBucket({ endpoint }, { bucket: network.state.bucket, ...place });
  const deployed = await readDeployed(objectStore({ endpoint }, { bucket: network.recordBucket, ...place }), branch);
  const keys = new Set((await states.list()).map(({ key }) => key));
  const commits = await commitsFor({ ...options, deployed, states: keys });
  const needsFallback = [...keys].some((key) => !Object.hasOwn(deployed?.stacks ?? {}, key));
  const mode: PlanMode = endpoint === undefined ? { kind: "real" } : { kind: "endpoint", url: endpoint };
  const work = { root: ROOT, output: inRepository(".infra", "base"), folder: inRepository(".infra"), mode };
  return withTerraform({ ...work, note: tell, signal }, async (terraform) => {
    const trees = await treesOf(commits, needsFallback, (output) => terraform.readingFrom(output), signal);
    const situation = { branch, states: keys, ...(deployed && { deployed }), ...trees };
    const { head, fallback } = commits;
    const names = { head: head.ref, fallback: needsFallback ? fallback.ref : head.ref };
    const wanted = { names, parallel, ...(stack && { selected: stack }) };
    const hidden = { ignored: ignoredDrift, today: today(), secrets: jobSecrets(process.env) };
    return findDrift({ ...situation, ...wanted, ...hidden, mode, signal }, { states, progress });
  });
}

function progress(event: DriftEvent): void {
  if (event.kind === "started" || event.outcome === undefined) return;
  tell(`${visible(event.stack)}: ${event.outcome} (${event.seconds.toFixed(1)} s)`);
}

const DONE = { open: "opened issue", update: "updated issue", close: "closed issue" } as const;

const inWords = ({ kind, stack, number }: KeptIssue): string => `${visible(stack)}: ${DONE[kind]} ${number}`;

/** What could not be looked at counts most: nobody knows what is there. */
function exitCodeOf(report: DriftReport): ExitCode {
  if (withStatus(report, "failed").length > 0) return ExitCode.failed;
  return withStatus(report, "drifted").length > 0 ? ExitCode.drift : ExitCode.done;
}
