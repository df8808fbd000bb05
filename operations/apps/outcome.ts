import { code, link } from "../report/markdown/safe-text";
import { visible } from "../report/wording/visible";
import { executionPage, type PipelineInConsole, pipelinePage } from "./console";
import type { Followed } from "./follow-outcome";
import { followedText } from "./follow-text";
import { isServed, type SmokeResult } from "./smoke";

/** What came of handing in a package. */
export interface AppOutcome {
  readonly app: string;
  readonly stage: string;
  readonly version: string;
  /** In full. */
  readonly commit: string;
  /** `portal.dev.example.com` */
  readonly host: string;
  /** Where the package went. */
  readonly package: {
    readonly bucket: string;
    readonly key: string;
    readonly versionId: string;
    readonly sha256: string;
  };
  readonly pipeline: PipelineInConsole;
  readonly followed: Followed;
  /**
   * What was served afterwards.
   * @default - it did not come to that
   */
  readonly smoke?: readonly SmokeResult[];
}

/** Whether the version was deployed, and is served. */
export const isDeployed = ({ followed, smoke = [] }: AppOutcome): boolean =>
  followed.kind === "succeeded" && isServed(smoke);

/** What came of it, for a terminal. */
export const outcomeText = (outcome: AppOutcome): string =>
  [headline(outcome), ...followedText(outcome.followed, outcome.pipeline), ...smokeText(outcome.smoke ?? [])].join(
    "\n",
  );

/** What came of it, for a job summary. */
export function outcomeMarkdown(outcome: AppOutcome): string {
  const { app, stage, version, commit, host, package: handedIn, pipeline, followed, smoke = [] } = outcome;
  const [verdict = "", ...more] = followedText(followed, pipeline);
  const execution = "execution" in followed ? followed.execution : undefined;
  const page = execution === undefined ? pipelinePage(pipeline) : executionPage(pipeline, execution);
  const rows = [
    ["app", code(`${app} ${stage}`)],
    ["version", code(version)],
    ["commit", code(commit)],
    ["package", code(`${handedIn.key}, version ${handedIn.versionId}`)],
    [
      "pipeline",
      link(
        followed.kind === "awaiting-approval" ? "approve or reject it" : "see what it did",
        followed.kind === "awaiting-approval" ? pipelinePage(pipeline) : page,
      ),
    ],
    ["URL", link("open the site", `https://${host}/`)],
  ].map(([name, value]) => `| ${name} | ${value} |`);
  // The table has those pages. What else names one says what to look at.
  const lines = [
    ...more.filter((line) => !/^(See|Approve or reject it at) https:/.test(line)),
    ...smokeText(smoke),
  ].map((line) => `- ${code(line)}`);
  return [
    `## ${headline(outcome)}`,
    code(verdict),
    ["| | |", "|---|---|", ...rows].join("\n"),
    ...(lines.length > 0 ? [lines.join("\n")] : []),
    "",
  ].join("\n\n");
}

/** What was asked of a stage, in lines. */
export const smokeText = (results: readonly SmokeResult[]): readonly string[] =>
  results.map(({ address, fault }) =>
    fault === undefined ? `${address} is as it must be.` : `${address} ${visible(fault)}.`,
  );

/** Nobody may take for undone what goes on, or ended half-way. */
const UNDONE: Readonly<Record<Exclude<Followed["kind"], "succeeded" | "awaiting-approval">, string>> = {
  failed: "was not deployed in full to",
  rejected: "was not deployed to",
  stopped: "was not deployed in full to",
  superseded: "was not deployed to",
  cancelled: "was not deployed to",
  "never-found": "was handed in, and is not deployed yet to",
  "limit-reached": "was handed in, and is not deployed yet to",
  refused: "was handed in, and nobody knows whether it is deployed to",
};

function headline(outcome: AppOutcome): string {
  const { app, stage, version, followed } = outcome;
  if (isDeployed(outcome)) return `${app} ${version} is deployed to ${stage}`;
  if (followed.kind === "succeeded") return `${app} ${version} was deployed to ${stage}, and is not what is served`;
  if (followed.kind === "awaiting-approval")
    return `${app} ${version} waits for an approval before it is deployed to ${stage}`;
  return `${app} ${version} ${UNDONE[followed.kind]} ${stage}`;
}
