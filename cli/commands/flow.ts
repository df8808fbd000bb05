import { checkCatalogue } from "../../model/catalogue";
import { type BackMerged, backMerge } from "../../operations/flow/back-merge";
import type { FlowGitHub } from "../../operations/flow/ports";
import { type Released, release } from "../../operations/flow/release";
import { count } from "../../operations/report/wording/words";
import { ExitCode, InputError } from "../failures";
import { print, printJson } from "../output";
import { gitHub } from "../pull-request";

/** Two branches of this repository. */
interface Branches {
  readonly from: string;
  readonly to: string;
  readonly json: boolean;
}

export interface ReleaseOptions extends Branches {
  readonly catalogue: string;
}

/** Opens the pull request that releases one branch to another, or brings it up to date. */
export async function releaseBranch({ from, to, catalogue, json }: ReleaseOptions): Promise<ExitCode> {
  const github = appGitHub(process.env);
  differing(from, to);
  // One that cannot be read is for its own check to say: the release then only tells less.
  const { organisation } = checkCatalogue(catalogue);
  const released = await release(github, { from, to, organisation });
  if (json) printJson(released);
  else print(wordsOfRelease(released, { from, to }));
  return ExitCode.done;
}

/** Opens the pull request that brings a branch what it lacks of another, or closes it. */
export async function bringBack({ from, to, json }: Branches): Promise<ExitCode> {
  const github = appGitHub(process.env);
  differing(from, to);
  const merged = await backMerge(github, { from, to });
  if (json) printJson(merged);
  else print(wordsOfBackMerge(merged, { from, to }));
  return ExitCode.done;
}

function differing(from: string, to: string): void {
  if (from === to) throw new InputError(`--from and --to are both "${from}"; name two branches`);
}

/** GitHub with the token of an app: on a pull request that a job's own token opens, no workflow runs, so none plans it. */
function appGitHub(environment: NodeJS.ProcessEnv): FlowGitHub {
  if (!environment.GITHUB_TOKEN) {
    throw new InputError(
      "there is no token of the GitHub App that opens pull requests: set its FLOW_APP_CLIENT_ID and FLOW_APP_PRIVATE_KEY as docs/runbooks/flow-app.md says, or set GITHUB_TOKEN",
    );
  }
  return gitHub(environment);
}

type Ends = Pick<Branches, "from" | "to">;

function wordsOfRelease(released: Released, { from, to }: Ends): string {
  if (released.state === "nothing") return `${to} has everything that ${from} has: there is nothing to release`;
  const { number, state, missing } = released;
  const lacks =
    missing === 0 ? "" : `; ${from} lacks ${count(missing, "commit")} of ${to}, so merge the back-merge first`;
  return `pull request ${number} from ${from} to ${to}: ${state}${lacks}`;
}

function wordsOfBackMerge(merged: BackMerged, { from, to }: Ends): string {
  const closed = merged.closed.map((number) => `pull request ${number}: closed, as it is not needed any more`);
  return [...closed, mainLine(merged, { from, to })].join("\n");
}

function mainLine({ state, number, isMergeable }: BackMerged, { from, to }: Ends): string {
  if (state === "not-needed") return `${to} has everything that ${from} has`;
  const pull = `pull request ${number} from ${from} to ${to}`;
  if (state === "refused")
    return `${pull}: somebody closed it, so it stays closed; reopen it, as ${to} still lacks what it brings`;
  const conflict = isMergeable === false ? "; it has a conflict, and says how to resolve it" : "";
  return `${pull}: ${state}${conflict}`;
}
