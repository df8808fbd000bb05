import { ListPipelineExecutionsOutput$ } from "@aws-sdk/client-codepipeline";
import { codePipeline } from "../../../adapters/aws/pipeline";
import { type FollowOptions, follow } from "../../../operations/apps/follow";
import type { FollowEvent, Followed } from "../../../operations/apps/follow-outcome";
import { followedText, followLine } from "../../../operations/apps/follow-text";
import { type AwsAnswer, awsError } from "../../support/failing-aws";
import {
  type PipelineStory,
  type Scene,
  type ScriptedAction,
  type ScriptedExecution,
  scriptedPipeline,
} from "../../support/scripted-pipeline";
import { faultsOfShape } from "../../support/sdk-shapes";

const NAME = "dev-deployer-portal";
const WHERE = { pipeline: NAME, region: "eu-west-1" };
const CONSOLE = "https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/dev-deployer-portal";
const page = (execution: string): string => `${CONSOLE}/executions/${execution}/timeline?region=eu-west-1`;
const VIEW = `${CONSOLE}/view?region=eu-west-1`;

const SOURCE: ScriptedAction = { stage: "Source", name: "Package", category: "Source", status: "Succeeded" };
const deploying = (status: ScriptedAction["status"], more: Partial<ScriptedAction> = {}): ScriptedAction => ({
  ...{ stage: "Deploy", name: "Deploy", status },
  ...more,
});
const approving = (status: ScriptedAction["status"], more: Partial<ScriptedAction> = {}): ScriptedAction => ({
  ...{ stage: "Approval", name: "Approve", category: "Approval", status },
  ...more,
});

const scene = (from: number, status: Scene["status"], ...actions: ScriptedAction[]): Scene => ({
  from,
  status,
  actions,
});
const execution = (id: string, version: string, ...scenes: Scene[]): ScriptedExecution => ({ id, version, scenes });

const SUCCEEDING = [
  scene(3, "InProgress", SOURCE),
  scene(20, "InProgress", SOURCE, deploying("InProgress")),
  scene(90, "Succeeded", SOURCE, deploying("Succeeded")),
];
const WAITING = [scene(3, "InProgress", SOURCE, approving("InProgress"))];

interface Told {
  readonly outcome: Followed;
  /** What was printed meanwhile. */
  readonly lines: readonly string[];
  /** What is printed at the end. */
  readonly text: readonly string[];
  /** Second at which it ended, by the clock of the story. */
  readonly second: number;
  readonly asked: readonly string[];
}

/** Follows a version in a story, by the real client of AWS and a clock that sleeping moves on. */
async function following(
  { executions, name = NAME, ...story }: Partial<PipelineStory>,
  options: Partial<FollowOptions> = {},
): Promise<Told> {
  let second = 0;
  const start = Date.parse("2026-11-21T10:00:00Z");
  const pipeline = await scriptedPipeline({ ...story, name, executions: executions ?? [] }, () => second);
  const lines: string[] = [];
  try {
    const outcome = await follow(
      {
        ...{ versionId: "V1", startMinutes: 2, limitMinutes: 10, approval: "wait" },
        signal: new AbortController().signal,
        ...options,
      },
      {
        pipeline: codePipeline({ endpoint: pipeline.url }, { ...WHERE, madeBy: NAME }),
        now: () => new Date(start + second * 1000),
        sleep: async (seconds) => {
          second += seconds;
        },
        progress: (event: FollowEvent) => lines.push(followLine(event, WHERE)),
      },
    );
    return { outcome, lines, text: followedText(outcome, WHERE), second, asked: pipeline.asked };
  } finally {
    await pipeline.close();
  }
}

const LOOKING = `Waiting for the execution of ${NAME} that takes the version V1.`;

it("follows an execution to its end, and tells each change once", async () => {
  expect(await following({ executions: [execution("e1", "V1", ...SUCCEEDING)] })).toEqual({
    outcome: { kind: "succeeded", execution: "e1" },
    lines: [LOOKING, `Following ${page("e1")}`, "Source/Package: succeeded", "Deploy: started", "Deploy: succeeded"],
    text: [`The pipeline ${NAME} succeeded.`, `See ${page("e1")}`],
    second: 95,
    asked: expect.arrayContaining(["ListPipelineExecutions", "GetPipelineExecution", "ListActionExecutions"]),
  });
});

it("of two versions under way at once each is followed by its own follower, whichever is the newest", async () => {
  const failed = [scene(4, "InProgress"), scene(40, "Failed", SOURCE, deploying("Failed"))];
  const executions = [execution("e1", "V1", ...SUCCEEDING), execution("e2", "V2", ...failed)];
  const [first, second] = await Promise.all([
    following({ executions }),
    following({ executions }, { versionId: "V2" }),
  ]);
  expect([first.outcome, second.outcome]).toEqual([
    { kind: "succeeded", execution: "e1" },
    { kind: "failed", execution: "e2", failures: [{ stage: "Deploy", action: "Deploy" }] },
  ]);
});

const ended = (...last: Scene[]): readonly ScriptedExecution[] => [
  execution("e1", "V1", scene(3, "InProgress", SOURCE), ...last),
];

it.each<[string, readonly ScriptedExecution[], Partial<FollowOptions>, Followed, readonly string[]]>([
  [
    "failed in the build, which says why and where",
    ended(
      scene(
        20,
        "Failed",
        SOURCE,
        deploying("Failed", {
          result: {
            externalExecutionUrl: "https://console.aws.amazon.com/codebuild/1",
            errorDetails: { code: "JobFailed", message: "Build terminated:\u001b[31m FAILED" },
          },
        }),
      ),
    ),
    {},
    {
      kind: "failed",
      execution: "e1",
      failures: [
        {
          stage: "Deploy",
          action: "Deploy",
          message: "Build terminated:\u001b[31m FAILED",
          link: "https://console.aws.amazon.com/codebuild/1",
        },
      ],
    },
    [
      `The pipeline ${NAME} failed in Deploy.`,
      "Deploy: Build terminated:\\u001b[31m FAILED",
      "Deploy: https://console.aws.amazon.com/codebuild/1",
      `See ${page("e1")}`,
    ],
  ],
  [
    "failed without an action that did",
    ended({ from: 20, status: "Failed", summary: "the source is gone" }),
    {},
    { kind: "failed", execution: "e1", failures: [], summary: "the source is gone" },
    [`The pipeline ${NAME} failed.`, "the source is gone", `See ${page("e1")}`],
  ],
  [
    "failed although an action was tried again: the last run of it counts",
    ended(scene(20, "Succeeded", SOURCE, deploying("Failed"), deploying("Succeeded"))),
    {},
    { kind: "succeeded", execution: "e1" },
    [`The pipeline ${NAME} succeeded.`, `See ${page("e1")}`],
  ],
  [
    "stopped, with the words of whoever did",
    ended({ from: 20, status: "Stopping" }, { from: 40, status: "Stopped", summary: "wrong version" }),
    {},
    { kind: "stopped", execution: "e1", summary: "wrong version" },
    [`Somebody stopped the execution of the pipeline ${NAME}.`, "They wrote: wrong version", `See ${page("e1")}`],
  ],
  [
    "superseded while it was queued",
    ended({ from: 20, status: "Superseded" }),
    {},
    { kind: "superseded", execution: "e1" },
    [
      `A later package superseded this one in the pipeline ${NAME}. Nothing of this one was deployed: see what came of the later one.`,
      `See ${page("e1")}`,
    ],
  ],
  [
    "cancelled",
    ended({ from: 20, status: "Cancelled" }),
    {},
    { kind: "cancelled", execution: "e1" },
    [
      `The execution of the pipeline ${NAME} was cancelled, as the pipeline was changed meanwhile. Hand the package in again.`,
      `See ${page("e1")}`,
    ],
  ],
  [
    "approved after a while",
    ended(
      ...WAITING,
      scene(300, "InProgress", SOURCE, approving("Succeeded"), deploying("InProgress")),
      scene(400, "Succeeded"),
    ),
    {},
    { kind: "succeeded", execution: "e1" },
    [`The pipeline ${NAME} succeeded.`, `See ${page("e1")}`],
  ],
  [
    "rejected, by whom and why",
    ended(
      ...WAITING,
      scene(
        60,
        "Failed",
        SOURCE,
        approving("Failed", {
          updatedBy: "arn:aws:sts::222222222222:assumed-role/approver/alice",
          result: { externalExecutionSummary: "Not before Monday", errorDetails: { code: "Rejected" } },
        }),
      ),
    ),
    {},
    {
      kind: "rejected",
      execution: "e1",
      stage: "Approval",
      action: "Approve",
      by: "arn:aws:sts::222222222222:assumed-role/approver/alice",
      summary: "Not before Monday",
    },
    [
      `The approval was rejected in Approval/Approve of the pipeline ${NAME} by arn:aws:sts::222222222222:assumed-role/approver/alice. Nothing was deployed.`,
      "They wrote: Not before Monday",
      `See ${page("e1")}`,
    ],
  ],
  [
    "an approval that nobody answered in time is no rejection",
    ended(
      scene(60, "Failed", approving("Failed", { result: { errorDetails: { message: "The approval timed out." } } })),
    ),
    {},
    {
      kind: "failed",
      execution: "e1",
      failures: [{ stage: "Approval", action: "Approve", message: "The approval timed out." }],
    },
    [
      `The pipeline ${NAME} failed in Approval/Approve.`,
      "Approval/Approve: The approval timed out.",
      `See ${page("e1")}`,
    ],
  ],
  [
    "left to whoever approves",
    ended(...WAITING),
    { approval: "leave" },
    { kind: "awaiting-approval", execution: "e1", stage: "Approval", action: "Approve" },
    [
      `The pipeline ${NAME} waits in Approval/Approve for a person's approval, and goes on by itself then. Nothing is deployed yet.`,
      `Approve or reject it at ${VIEW}`,
    ],
  ],
  [
    "not approved within the limit",
    ended(...WAITING),
    { limitMinutes: 1 },
    { kind: "awaiting-approval", execution: "e1", stage: "Approval", action: "Approve" },
    [
      `The pipeline ${NAME} waits in Approval/Approve for a person's approval, and goes on by itself then. Nothing is deployed yet.`,
      `Approve or reject it at ${VIEW}`,
    ],
  ],
  [
    "not ended within the limit",
    ended(scene(20, "InProgress", SOURCE, deploying("InProgress"))),
    { limitMinutes: 2 },
    {
      kind: "limit-reached",
      execution: "e1",
      minutes: 2,
      at: { stage: "Deploy", action: "Deploy" },
    },
    [`The pipeline ${NAME} did not end within 2 minutes: Deploy goes on.`, `See ${page("e1")}`],
  ],
  [
    "queued behind another one until the limit",
    ended(),
    { limitMinutes: 1 },
    { kind: "limit-reached", execution: "e1", minutes: 1, at: undefined },
    [`The pipeline ${NAME} did not end within 1 minute: it waits for an execution before it.`, `See ${page("e1")}`],
  ],
  [
    "never began",
    [execution("e2", "V2", ...SUCCEEDING)],
    {},
    { kind: "never-found", minutes: 2 },
    [
      `No execution of the pipeline ${NAME} took this package within 2 minutes.`,
      `See whether the bucket sends its events to EventBridge, whether the rule of the stack ${NAME} is enabled and may start the pipeline, and whether the pipeline's first transition is disabled or its source action failed: ${VIEW}`,
    ],
  ],
  [
    "the same version released once more later, and taken back to: the first one is followed",
    [
      execution("e1", "V1", ...SUCCEEDING),
      execution("e2", "V1", scene(4, "Failed")),
      { ...execution("e0", "V1", scene(1, "Failed")), type: "ROLLBACK" },
    ],
    {},
    { kind: "succeeded", execution: "e1" },
    [`The pipeline ${NAME} succeeded.`, `See ${page("e1")}`],
  ],
])("%s", async (_, executions, options, outcome, text) => {
  const told = await following({ executions }, options);
  expect([told.outcome, told.text]).toEqual([outcome, text]);
});

it("a waiting approval is told once, with the page on which it is given", async () => {
  const { lines } = await following({ executions: ended(...WAITING, scene(120, "Succeeded", approving("Succeeded"))) });
  expect(lines).toEqual([
    LOOKING,
    `Following ${page("e1")}`,
    "Source/Package: succeeded",
    `Approval/Approve: waits for an approval. Approve or reject it at ${VIEW}`,
    "Approval/Approve: succeeded",
  ]);
});

it("is found on a later page of the list", async () => {
  const others = Array.from({ length: 7 }, (_, n) => execution(`o${n}`, `O${n}`, scene(4, "InProgress")));
  const told = await following({ executions: [execution("e1", "V1", ...SUCCEEDING), ...others], pageSize: 3 });
  expect([told.outcome, told.asked.slice(0, 7)]).toEqual([
    { kind: "succeeded", execution: "e1" },
    [
      ...Array(4).fill("ListPipelineExecutions"),
      "GetPipelineExecution",
      "ListActionExecutions",
      "GetPipelineExecution",
    ],
  ]);
});

it("an action of a status that nobody knows, and an execution of one, go on", async () => {
  const story = { executions: ended(scene(20, "Waiting" as "InProgress", SOURCE), scene(60, "Succeeded")) };
  expect((await following(story)).outcome).toEqual({ kind: "succeeded", execution: "e1" });
});

const THROTTLED = awsError("ThrottlingException", "Rate exceeded");
const DOWN = awsError("InternalFailure", "", 500);
const PROXY: AwsAnswer = { status: 200, body: "<html>Sign in</html>" };

/** Answers that, from a second to another one. */
const between = (answer: AwsAnswer, from: number, to: number) => (_: string, second: number) =>
  second >= from && second < to ? answer : undefined;

const troubles = {
  throttled: `could not see how an execution stands of the pipeline ${NAME}: AWS limits the rate of requests, for longer than is waited here.`,
  down: `could not see how an execution stands of the pipeline ${NAME}: AWS has trouble.`,
  proxy: `could not see how an execution stands of the pipeline ${NAME}: the answer is not what CodePipeline answers. See what stands between this machine and AWS.`,
};

describe("while CodePipeline does not answer", () => {
  it.each<[string, AwsAnswer, string]>([
    ["it limits the rate of requests", THROTTLED, troubles.throttled],
    ["it has trouble", DOWN, troubles.down],
    ["somebody else answers", PROXY, troubles.proxy],
  ])("it is asked again, and the trouble told once: %s", async (_, answer, why) => {
    const told = await following({
      executions: [execution("e1", "V1", ...SUCCEEDING)],
      faults: between(answer, 10, 30),
    });
    expect([told.outcome, told.lines]).toEqual([
      { kind: "succeeded", execution: "e1" },
      [
        LOOKING,
        `Following ${page("e1")}`,
        "Source/Package: succeeded",
        `${why} It is asked again until the limit.`,
        "Deploy: started",
        "Deploy: succeeded",
      ],
    ]);
  });

  it("one answer that was lost is asked for again by the client, and nobody hears of it", async () => {
    const lost = (operation: string, _: number, calls: number): AwsAnswer | undefined =>
      operation === "GetPipelineExecution" && calls % 5 === 0 ? "reset" : undefined;
    const told = await following({ executions: [execution("e1", "V1", ...SUCCEEDING)], faults: lost });
    expect([told.outcome, told.lines.length]).toEqual([{ kind: "succeeded", execution: "e1" }, 5]);
  });

  it("until the limit: that is the end", async () => {
    const faults = between(THROTTLED, 10, Infinity);
    const told = await following({ executions: [execution("e1", "V1", ...SUCCEEDING)], faults }, { limitMinutes: 1 });
    expect([told.outcome, told.text, told.second]).toEqual([
      {
        kind: "limit-reached",
        execution: "e1",
        minutes: 1,
        at: undefined,
        trouble: troubles.throttled,
      },
      [
        `The pipeline ${NAME} did not end within 1 minute.`,
        `CodePipeline did not answer at last: ${troubles.throttled}`,
        `See ${page("e1")}`,
      ],
      65,
    ]);
  });

  it("from the beginning on: it is never found", async () => {
    const told = await following({ faults: between(DOWN, 0, Infinity) }, { startMinutes: 0.2 });
    expect(told.outcome).toEqual({
      kind: "never-found",
      minutes: 0.2,
      trouble: `could not list the executions of the pipeline ${NAME}: AWS has trouble.`,
    });
  });

  it.each([
    ["without a list", "{}", "executions"],
    ["without an id", '{"pipelineExecutionSummaries":[{}]}', "the id of an execution"],
  ])("an answer %s is none", async (_, body, what) => {
    const told = await following({ faults: between({ status: 200, body }, 0, Infinity) }, { startMinutes: 0.1 });
    expect(told.outcome).toEqual({
      kind: "never-found",
      minutes: 0.1,
      trouble: `the answer of CodePipeline lacks ${what}. See what stands between this machine and AWS.`,
    });
  });

  it("a list that never ends is no list", async () => {
    const body = JSON.stringify({ pipelineExecutionSummaries: [], nextToken: "again" });
    const told = await following({ faults: between({ status: 200, body }, 0, Infinity) }, { startMinutes: 0 });
    expect(told.outcome).toEqual({
      kind: "never-found",
      minutes: 0,
      trouble: "CodePipeline answered the same page of its executions twice",
    });
  });
});

describe("ends at once, by name", () => {
  it.each<[string, Partial<PipelineStory>, Followed]>([
    [
      "where access is denied",
      {
        faults: () =>
          awsError(
            "AccessDeniedException",
            "User: u is not authorized to perform: codepipeline:ListPipelineExecutions on resource: r",
          ),
      },
      {
        kind: "refused",
        why: `could not list the executions of the pipeline ${NAME}: access was denied. These credentials need codepipeline:ListPipelineExecutions.`,
      },
    ],
    [
      "where there is no such pipeline",
      { name: "another" },
      {
        kind: "refused",
        why: `could not list the executions of the pipeline ${NAME}: there is no such pipeline. The stack ${NAME} makes it: deploy it.`,
      },
    ],
    [
      "where the credentials end meanwhile",
      {
        executions: [execution("e1", "V1", ...SUCCEEDING)],
        faults: between(awsError("ExpiredTokenException", "expired"), 20, Infinity),
      },
      {
        kind: "refused",
        execution: "e1",
        why: `could not see how an execution stands of the pipeline ${NAME}: AWS does not accept these credentials: they are wrong, or they ended. Sign in again.`,
      },
    ],
  ])("%s", async (_, story, outcome) => {
    const told = await following(story);
    expect([told.outcome, told.text[0]]).toEqual([
      outcome,
      `The pipeline ${NAME} cannot be followed: ${(outcome as { why: string }).why}`,
    ]);
  });
});

it("ends with its signal", async () => {
  const ending = new AbortController();
  const reason = new Error("interrupted (SIGINT)");
  ending.abort(reason);
  await expect(following({}, { signal: ending.signal })).rejects.toBe(reason);
});

it("what stands in for CodePipeline says nothing that it cannot say", () => {
  const shape = ListPipelineExecutionsOutput$;
  const list = (one: object) => ({ pipelineExecutionSummaries: [one] });
  expect([
    faultsOfShape(shape, list({ pipelineExecutionId: "e1", startTime: 1 }), "it"),
    faultsOfShape(shape, list({ executionId: "e1" }), "it").map((fault) => fault.slice(0, 60)),
    faultsOfShape(shape, list({ sourceRevisions: [{ revisionId: 1 }] }), "it"),
    faultsOfShape(shape, { pipelineExecutionSummaries: {} }, "it"),
  ]).toEqual([
    [],
    ["it.pipelineExecutionSummaries[0] has executionId, which is n"],
    ["it.pipelineExecutionSummaries[0].sourceRevisions[0].revisionId is no string"],
    ["it.pipelineExecutionSummaries is no list"],
  ]);
});

it("a rejection is one, whatever the words of whoever rejected it", async () => {
  const rejecting = approving("Failed", {
    updatedBy: "arn:aws:iam::111111111111:user/jo",
    result: { externalExecutionSummary: "QA timed out" },
  });
  const { outcome } = await following({ executions: ended(scene(20, "Failed", SOURCE, rejecting)) });
  expect(outcome.kind).toBe("rejected");
});

it("reads no more of a year's executions than those that can have taken the package", async () => {
  const old = Array.from({ length: 1000 }, (_, index) =>
    execution(`old${index}`, `O${index}`, scene(-7200 - index, "Succeeded")),
  );
  const mine = execution("e1", "V1", scene(12, "InProgress"), scene(13, "Succeeded"));
  const { outcome, asked } = await following({ executions: [...old, mine], pageSize: 100 });
  const lists = asked.filter((operation) => operation === "ListPipelineExecutions");
  expect([outcome.kind, lists.length]).toEqual(["succeeded", 4]);
});
