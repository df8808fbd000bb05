import {
  type ActionExecutionDetail,
  CodePipelineClient,
  GetPipelineExecutionCommand,
  ListPipelineExecutionsCommand,
  type PipelineExecutionSummary,
  paginateListActionExecutions,
} from "@aws-sdk/client-codepipeline";
import {
  type ActionRun,
  EXECUTION_STATUSES,
  type ExecutionStatus,
  type ListedExecution,
  type Pipeline,
  PipelineTrouble,
} from "../../operations/apps/ports";
import { type Connection, settingsFor } from "./connection";
import { type Asked, AwsError, explained } from "./errors";

/** A pipeline of CodePipeline. */
export interface PipelinePlace {
  readonly pipeline: string;
  readonly region: string;
  /** The stack that makes it, for errors: `dev-deployer-portal`. */
  readonly madeBy: string;
}

/** Most executions, and most runs of actions, in one answer. Source: CodePipeline API reference, `maxResults`. */
const PAGE = 100;

/** A pipeline, as whoever follows it asks about it. */
export function codePipeline(connection: Connection, { pipeline, region, madeBy }: PipelinePlace): Pipeline {
  const client = new CodePipelineClient(settingsFor(connection, region));

  async function asking<T>(what: string, permissions: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (failure) {
      const asked: Asked = {
        what: `${what} ${pipeline}`,
        permissions,
        region,
        endpoint: connection.endpoint,
        isSecret: false,
        reasons: {
          ...REASONS,
          PipelineNotFoundException: `there is no such pipeline. The stack ${madeBy} makes it: deploy it`,
        },
      };
      throw new PipelineTrouble(wordsOf(asked, failure), isPassing(failure));
    }
  }

  return {
    executions: (nextToken) =>
      asking("list the executions of the pipeline", "codepipeline:ListPipelineExecutions", async () => {
        const request = { pipelineName: pipeline, maxResults: PAGE, ...(nextToken !== undefined && { nextToken }) };
        const answer = await client.send(new ListPipelineExecutionsCommand(request));
        const executions = (answer.pipelineExecutionSummaries ?? missing("executions")).map(listed);
        return { executions, ...(answer.nextToken && { next: answer.nextToken }) };
      }),

    execution: (pipelineExecutionId) =>
      asking("see how an execution stands of the pipeline", "codepipeline:GetPipelineExecution", async () => {
        const request = new GetPipelineExecutionCommand({ pipelineName: pipeline, pipelineExecutionId });
        const { pipelineExecution } = await client.send(request);
        const { status, statusSummary } = pipelineExecution ?? missing("an execution");
        if (status === undefined) throw incomplete("the status of an execution");
        return { status: knownStatus(status), ...(statusSummary && { summary: statusSummary }) };
      }),

    actions: (pipelineExecutionId) =>
      asking("list the actions of the pipeline", "codepipeline:ListActionExecutions", async () => {
        const request = { pipelineName: pipeline, filter: { pipelineExecutionId } };
        const found: ActionExecutionDetail[] = [];
        for await (const page of paginateListActionExecutions({ client, pageSize: PAGE }, request))
          found.push(...(page.actionExecutionDetails ?? missing("actions")));
        // They come newest first; of the same moment the order is kept.
        return found.reverse().sort(byStart).map(actionRun);
      }),
  };
}

function listed({
  pipelineExecutionId,
  sourceRevisions,
  executionType,
  startTime,
}: PipelineExecutionSummary): ListedExecution {
  if (!pipelineExecutionId) throw incomplete("the id of an execution");
  return {
    id: pipelineExecutionId,
    revisions: (sourceRevisions ?? []).flatMap(({ revisionId }) => revisionId ?? []),
    isRollback: executionType === "ROLLBACK",
    started: isoOf(startTime),
  };
}

function actionRun({ stageName, actionName, status, input, output, updatedBy }: ActionExecutionDetail): ActionRun {
  if (!stageName || !actionName) throw incomplete("the name of an action");
  const { errorDetails, externalExecutionSummary, externalExecutionUrl: link } = output?.executionResult ?? {};
  const isApproval = input?.actionTypeId?.category === "Approval";
  const [first, second] = [errorDetails?.message, externalExecutionSummary];
  // What an approver wrote is the summary; an error of CodePipeline's own says no more than that.
  const message = isApproval ? second || first : first || second;
  return {
    stage: stageName,
    action: actionName,
    isApproval,
    status,
    ...(message && { message }),
    ...(link && { link }),
    ...(updatedBy && { by: updatedBy }),
  };
}

const isoOf = (time: Date | undefined): string =>
  time === undefined || Number.isNaN(time.getTime()) ? "" : time.toISOString();

const byStart = (a: ActionExecutionDetail, b: ActionExecutionDetail): number =>
  (a.startTime?.getTime() ?? 0) - (b.startTime?.getTime() ?? 0);

const knownStatus = (status: string): ExecutionStatus | undefined =>
  EXECUTION_STATUSES.find((known) => known === status);

/** What its errors mean. Source: CodePipeline API reference. */
const REASONS: Readonly<Record<string, string>> = {
  InternalFailure: "AWS has trouble",
  InternalServerError: "AWS has trouble",
  InvalidNextTokenException: "the list of its executions changed while it was read",
  PipelineExecutionNotFoundException: "it has no such execution",
  ServiceUnavailable: "AWS has trouble",
  ServiceUnavailableException: "AWS has trouble",
};

/** Errors of the client's side that are over when it asks again. */
const PASSING = [
  "InvalidNextTokenException",
  "PipelineExecutionNotFoundException",
  "RequestLimitExceeded",
  "RequestTimeout",
  "RequestTimeoutException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
];

/** Without credentials nothing is asked. */
const LASTING = ["CredentialsProviderError", "TokenProviderError"];

interface Failure {
  readonly name?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function isPassing(failure: unknown): boolean {
  const { name, $metadata } = (failure ?? {}) as Failure;
  if (LASTING.includes(String(name))) return false;
  const status = $metadata?.httpStatusCode ?? 0;
  return PASSING.includes(String(name)) || status === 429 || status < 400 || status >= 500;
}

/** What cannot be read is none of CodePipeline's answers: a proxy, or a half of one. */
function wordsOf(asked: Asked, failure: unknown): string {
  const { name } = (failure ?? {}) as Failure;
  if (!(failure instanceof AwsError) && ["SyntaxError", "TypeError", "RangeError"].includes(String(name)))
    return `could not ${asked.what}: the answer is not what CodePipeline answers. See what stands between this machine and AWS.`;
  // Whoever follows asks again by itself.
  return explained(asked, failure).message.replace(/ Run this again later\.$/, "");
}

const incomplete = (what: string): AwsError =>
  new AwsError(`the answer of CodePipeline lacks ${what}. See what stands between this machine and AWS.`);

function missing(what: string): never {
  throw incomplete(what);
}
