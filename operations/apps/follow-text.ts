import { visible } from "../report/wording/visible";
import { count } from "../report/wording/words";
import { executionPage, type PipelineInConsole, pipelinePage } from "./console";
import type { FailedAction, FollowEvent, Followed, Place } from "./follow-outcome";

/** A line on what happens in a pipeline, for a terminal or a log. */
export function followLine(event: FollowEvent, where: PipelineInConsole): string {
  switch (event.kind) {
    case "looking":
      return `Waiting for the execution of ${where.pipeline} that takes the version ${visible(event.versionId)}.`;
    case "found":
      return `Following ${executionPage(where, event.execution)}`;
    case "awaiting-approval":
      return `${placed(event)}: waits for an approval. Approve or reject it at ${pipelinePage(where)}`;
    case "action":
      return `${placed(event)}: ${ACTION_WORDS[event.status]}`;
    case "trouble":
      return `${visible(event.why)} It is asked again until the limit.`;
  }
}

const ACTION_WORDS = {
  InProgress: "started",
  Succeeded: "succeeded",
  Failed: "FAILED",
  Abandoned: "abandoned",
} as const;

/**
 * What came of an execution, in lines; the first one is the verdict. Words that others chose are shown with their invisible
 * characters as escapes.
 */
export function followedText(followed: Followed, where: PipelineInConsole): readonly string[] {
  const { pipeline } = where;
  const page =
    "execution" in followed && followed.execution !== undefined
      ? [`See ${executionPage(where, followed.execution)}`]
      : [];
  switch (followed.kind) {
    case "succeeded":
      return [`The pipeline ${pipeline} succeeded.`, ...page];
    case "failed":
      return [`The pipeline ${pipeline} failed${inPlaces(followed.failures)}.`, ...failures(followed), ...page];
    case "rejected":
      return [
        `The approval was rejected in ${placed(followed)} of the pipeline ${pipeline}${followed.by === undefined ? "" : ` by ${visible(followed.by)}`}. Nothing was deployed.`,
        ...saying(followed.summary),
        ...page,
      ];
    case "stopped":
      return [`Somebody stopped the execution of the pipeline ${pipeline}.`, ...saying(followed.summary), ...page];
    case "superseded":
      return [
        `A later package superseded this one in the pipeline ${pipeline}. Nothing of this one was deployed: see what came of the later one.`,
        ...page,
      ];
    case "cancelled":
      return [
        `The execution of the pipeline ${pipeline} was cancelled, as the pipeline was changed meanwhile. Hand the package in again.`,
        ...page,
      ];
    case "awaiting-approval":
      return [
        `The pipeline ${pipeline} waits in ${placed(followed)} for a person's approval, and goes on by itself then. Nothing is deployed yet.`,
        `Approve or reject it at ${pipelinePage(where)}`,
      ];
    case "never-found":
      return [
        `No execution of the pipeline ${pipeline} took this package within ${minutes(followed.minutes)}.`,
        ...lastly(followed.trouble),
        `See whether the bucket sends its events to EventBridge, whether the rule of the stack ${pipeline} is enabled and may start the pipeline, and whether the pipeline's first transition is disabled or its source action failed: ${pipelinePage(where)}`,
      ];
    case "limit-reached":
      return [
        `The pipeline ${pipeline} did not end within ${minutes(followed.minutes)}${goingOn(followed)}.`,
        ...lastly(followed.trouble),
        ...page,
      ];
    case "refused":
      return [`The pipeline ${pipeline} cannot be followed: ${visible(followed.why)}`, ...page];
  }
}

/** Who could not look does not know what it waits for. */
const goingOn = ({ at, trouble }: Extract<Followed, { readonly kind: "limit-reached" }>): string =>
  at ? `: ${placed(at)} goes on` : trouble === undefined ? ": it waits for an execution before it" : "";

const placed = ({ stage, action }: Place): string => visible(stage === action ? stage : `${stage}/${action}`);

const minutes = (number: number): string => count(number, "minute");

const inPlaces = (failed: readonly FailedAction[]): string =>
  failed.length === 0 ? "" : ` in ${failed.map(placed).join(", ")}`;

function failures({ failures: failed, summary }: Extract<Followed, { readonly kind: "failed" }>): readonly string[] {
  const lines = failed.flatMap(({ message, link, ...place }) => [
    ...(message === undefined ? [] : [`${placed(place)}: ${visible(message)}`]),
    ...(link === undefined ? [] : [`${placed(place)}: ${visible(link)}`]),
  ]);
  return lines.length > 0 || summary === undefined ? lines : [visible(summary)];
}

const saying = (summary: string | undefined): readonly string[] =>
  summary === undefined ? [] : [`They wrote: ${visible(summary)}`];

const lastly = (trouble: string | undefined): readonly string[] =>
  trouble === undefined ? [] : [`CodePipeline did not answer at last: ${visible(trouble)}`];
