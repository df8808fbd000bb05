import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as codepipeline from "@aws-sdk/client-codepipeline";
import type { AwsAnswer } from "./failing-aws";
import { faultsOfShape } from "./sdk-shapes";

/** An action of an execution, as far as a story tells it. */
export interface ScriptedAction {
  readonly stage: string;
  readonly name: string;
  readonly category?: codepipeline.ActionCategory;
  readonly status: codepipeline.ActionExecutionStatus;
  readonly updatedBy?: string;
  readonly result?: codepipeline.ActionExecutionResult;
}

/** How an execution stands from a second on. */
export interface Scene {
  readonly from: number;
  readonly status: codepipeline.PipelineExecutionStatus;
  readonly summary?: string;
  /** Oldest first. */
  readonly actions?: readonly ScriptedAction[];
}

export interface ScriptedExecution {
  readonly id: string;
  /** Version of the object that it took. */
  readonly version: string;
  /** By their seconds; the first one begins it. */
  readonly scenes: readonly Scene[];
  readonly type?: codepipeline.ExecutionType;
}

/** What a pipeline does in time, and what goes wrong. */
export interface PipelineStory {
  readonly name: string;
  readonly executions: readonly ScriptedExecution[];
  /** @default - all in one answer */
  readonly pageSize?: number;
  /** What is answered instead, at a second. Undefined where all is well. */
  readonly faults?: (operation: string, second: number, calls: number) => AwsAnswer | undefined;
}

/** CodePipeline as it is in a story, told by AWS's JSON protocol. */
export interface ScriptedPipeline {
  readonly url: string;
  /** What it was asked, in order. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/** The seconds at which executions begin are counted from this day. */
const START = Date.parse("2026-11-21T10:00:00Z") / 1000;

/** @param second Of the clock of the story. */
export async function scriptedPipeline(story: PipelineStory, second: () => number): Promise<ScriptedPipeline> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      asked.push(operation);
      const fault = story.faults?.(operation, second(), asked.length);
      if (fault === "never") return;
      if (fault === "reset") return void request.socket.destroy();
      const { status, body } =
        fault ?? answer(story, operation, JSON.parse(Buffer.concat(chunks).toString()), second());
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Input = Readonly<Record<string, unknown>>;

/** An answer, of a shape that CodePipeline's description has; a request of another one is a fault of the test. */
function answer(story: PipelineStory, operation: string, input: Input, now: number) {
  if (!(operation in OPERATIONS)) throw new Error(`${operation} is not scripted`);
  const name = operation as keyof typeof OPERATIONS;
  demandShape(`${name}Input`, input);
  if ((input.pipelineName ?? story.name) !== story.name)
    return failure(
      "PipelineNotFoundException",
      `Account '1' does not have a pipeline with name '${input.pipelineName}'`,
    );
  const output = OPERATIONS[name](story, input, now);
  if (!output) return failure("PipelineExecutionNotFoundException", "not found");
  demandShape(`${name}Output`, output);
  return { status: 200, body: JSON.stringify(output) };
}

const failure = (type: string, message: string) => ({ status: 400, body: JSON.stringify({ __type: type, message }) });

function demandShape(name: string, value: unknown): void {
  const schema = (codepipeline as unknown as Record<string, unknown>)[`${name}$`];
  if (!schema) throw new Error(`the SDK knows no ${name}`);
  const faults = faultsOfShape(schema, value, name);
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

const sceneOf = ({ scenes }: ScriptedExecution, now: number): Scene | undefined =>
  [...scenes].reverse().find(({ from }) => from <= now);

const OPERATIONS = {
  ListPipelineExecutions({ executions, pageSize = 100 }: PipelineStory, { nextToken }: Input, now: number) {
    const begun = executions.flatMap((execution) => {
      const scene = sceneOf(execution, now);
      return scene ? [{ ...execution, scene, begins: execution.scenes[0]?.from ?? 0 }] : [];
    });
    const newest = begun.sort((a, b) => b.begins - a.begins);
    const start = Number(nextToken ?? 0);
    const end = start + pageSize;
    return {
      pipelineExecutionSummaries: newest.slice(start, end).map(({ id, version, scene, begins, type = "STANDARD" }) => ({
        pipelineExecutionId: id,
        status: scene.status,
        startTime: START + begins,
        sourceRevisions: [{ actionName: "Package", revisionId: version }],
        executionType: type,
        executionMode: "QUEUED",
      })),
      ...(end < newest.length && { nextToken: String(end) }),
    };
  },

  GetPipelineExecution({ name, executions }: PipelineStory, { pipelineExecutionId }: Input, now: number) {
    const execution = executions.find(({ id }) => id === pipelineExecutionId);
    const scene = execution && sceneOf(execution, now);
    return (
      scene && {
        pipelineExecution: {
          pipelineName: name,
          pipelineExecutionId,
          status: scene.status,
          ...(scene.summary && { statusSummary: scene.summary }),
        },
      }
    );
  },

  ListActionExecutions({ executions }: PipelineStory, { filter }: Input, now: number) {
    const { pipelineExecutionId } = filter as { pipelineExecutionId: string };
    const execution = executions.find(({ id }) => id === pipelineExecutionId);
    const actions = (execution && sceneOf(execution, now)?.actions) ?? [];
    const details = actions.map(({ stage, name, category = "Build", status, updatedBy, result }, index) => ({
      pipelineExecutionId,
      actionExecutionId: `${stage}-${name}-${index}`,
      stageName: stage,
      actionName: name,
      startTime: START + index,
      status,
      ...(updatedBy && { updatedBy }),
      input: { actionTypeId: { category, owner: "AWS", provider: category, version: "1" } },
      ...(result && { output: { executionResult: result } }),
    }));
    return { actionExecutionDetails: details.reverse() };
  },
} as const;
