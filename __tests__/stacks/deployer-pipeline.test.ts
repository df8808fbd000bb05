import type { JsonObject } from "../../terraform-json/json";
import { deployerOf, STAGES } from "../support/deployer-stacks";
import { actionsOf, artifactProblems, type GraphAction } from "../support/pipeline-graph";
import { many, statementsOf } from "../support/policy-statements";
import { resourceOf, resourcesOf, type SynthesizedJson } from "../support/synthesize";

const deployers = [...STAGES].map(([id, placed]) => [id, placed.stage, deployerOf(placed)] as const);

const pipelineOf = (stack: SynthesizedJson) => resourceOf(stack, "aws_codepipeline") as JsonObject;

const graphOf = (stack: SynthesizedJson): readonly GraphAction[] => actionsOf(pipelineOf(stack));

/** What a reference to an attribute of a bucket means: the bucket's name. */
const bucketNamed = (stack: SynthesizedJson, reference: unknown): unknown => {
  const [, policy = ""] = /^\$\{aws_s3_bucket_policy\.(.+)\.bucket\}$/.exec(String(reference)) ?? [];
  const [, bucket = ""] =
    /^\$\{aws_s3_bucket\.(.+)\.bucket\}$/.exec(String(stack.resource?.aws_s3_bucket_policy?.[policy]?.bucket)) ?? [];
  return stack.resource?.aws_s3_bucket?.[bucket]?.bucket;
};

it("the example organisation deploys one app in every way: with an approval, and without", () => {
  expect(deployers.map(([id]) => id)).toEqual(["dev-deployer-portal", "stg-deployer-portal", "prd-deployer-portal"]);
});

describe.each(deployers)("the pipeline of %s", (id, stage, stack) => {
  const pipeline = pipelineOf(stack);
  const graph = graphOf(stack);
  const production = stage.environment.protection === "production";
  const rule = resourceOf(stack, "aws_cloudwatch_event_rule", "trigger_");
  const target = resourceOf(stack, "aws_cloudwatch_event_target", "trigger_");

  test("is of the second type, and runs one package after the other", () => {
    expect(pipeline).toMatchObject({ name: id, pipeline_type: "V2", execution_mode: "QUEUED" });
  });

  test("takes a package, asks somebody only in production, and deploys: nothing else, and in this order", () => {
    expect(graph.map(({ stage: name, kind }) => [name, kind])).toEqual([
      ["Source", "Source/S3"],
      ...(production ? [["Approval", "Approval/Manual"]] : []),
      ["Deploy", "Build/CodeBuild"],
    ]);
    expect(graph.map(({ when }) => when)).toEqual(graph.map((_, index) => [index, 1]));
  });

  test("hands on only what was made before", () => {
    expect(artifactProblems(graph)).toEqual([]);
    expect(graph.filter(({ inputs }) => inputs.length > 0).map(({ name }) => name)).toEqual(["deploy"]);
  });

  test("never asks its source, and is started by exactly this object of this bucket", () => {
    const [source] = graph;
    expect(source?.configuration.PollForSourceChanges).toBe("false");
    expect(JSON.parse(String(rule.event_pattern))).toEqual({
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: {
        bucket: { name: [bucketNamed(stack, source?.configuration.S3Bucket)] },
        object: { key: [source?.configuration.S3ObjectKey] },
      },
    });
    expect([stage.deployer.sourceBucket, stage.deployer.packageKey]).toEqual([
      bucketNamed(stack, source?.configuration.S3Bucket),
      source?.configuration.S3ObjectKey,
    ]);
    const { bucket, eventbridge } = resourceOf(stack, "aws_s3_bucket_notification");
    expect([bucketNamed(stack, bucket), eventbridge]).toEqual([stage.deployer.sourceBucket, true]);
  });

  test("takes the very version that the event names, of the action that takes packages", () => {
    const [source] = graph;
    const { input_paths: paths, input_template: template } = target.input_transformer as Record<string, unknown>;
    expect(paths).toEqual({ version: "$.detail.object.version-id" });
    expect(JSON.parse(String(template))).toEqual({
      sourceRevisions: [{ actionName: source?.name, revisionType: "S3_OBJECT_VERSION_ID", revisionValue: "<version>" }],
    });
  });

  test("is the only thing that the rule's role starts, and what could not be started is kept", () => {
    const [pipelineId = ""] = Object.keys(resourcesOf(stack, "aws_codepipeline"));
    const arn = `\${aws_codepipeline.${pipelineId}.arn}`;
    expect(target).toMatchObject({
      arn,
      role_arn: expect.stringMatching(/^\$\{aws_iam_role\.trigger_role_\w+\.arn\}$/),
      dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\.trigger_\S+\.arn\}$/) },
    });
    expect(statementsOf(stack, "aws_iam_role_policy", "trigger_")).toEqual([
      { Sid: "StartPipeline", Effect: "Allow", Action: "codepipeline:StartPipelineExecution", Resource: arn },
    ]);
  });

  test("keeps what it hands on in an encrypted bucket of its own", () => {
    const [keyId = ""] = Object.keys(resourcesOf(stack, "aws_kms_key"));
    const [store, ...others] = pipeline.artifact_store as readonly JsonObject[];
    expect(others).toEqual([]);
    expect({ ...store, location: bucketNamed(stack, store?.location) }).toEqual({
      type: "S3",
      location: stage.deployer.artifactBucket,
      encryption_key: { type: "KMS", id: `\${aws_kms_key.${keyId}.arn}` },
    });
  });

  test("is answered by whoever has the policy of its approver, and by nobody where it does not ask", () => {
    const asks = graph.filter(({ kind }) => kind === "Approval/Manual");
    expect(Object.keys(resourcesOf(stack, "aws_iam_policy"))).toHaveLength(asks.length);
    for (const { stage: name, name: action } of asks) {
      const [answer] = statementsOf(stack, "aws_iam_policy");
      const arn = `arn:aws:codepipeline:${stage.region}:${stage.accountId}:${id}`;
      expect(answer).toEqual({
        Sid: "Answer",
        Effect: "Allow",
        Action: "codepipeline:PutApprovalResult",
        Resource: `${arn}/${name}/${action}`,
      });
    }
    const inRoles = Object.keys(resourcesOf(stack, "aws_iam_role_policy")).flatMap((policy) =>
      statementsOf(stack, "aws_iam_role_policy", policy).flatMap(({ Action }) => many(Action)),
    );
    expect(inRoles.filter((each) => /Approval|\*/.test(each))).toEqual([]);
  });

  test("tells people of what failed, and of what waits for one of them", () => {
    const rules = Object.values(resourcesOf(stack, "aws_cloudwatch_event_rule"))
      .filter(({ name }) => name !== rule.name)
      .map(({ name, event_pattern }) => [name, JSON.parse(String(event_pattern))]);
    const source = ["aws.codepipeline"];
    expect(rules).toEqual([
      [
        `${id}-failed`,
        {
          source,
          "detail-type": ["CodePipeline Pipeline Execution State Change"],
          detail: { pipeline: [id], state: ["FAILED"] },
        },
      ],
      ...(production
        ? [
            [
              `${id}-waits`,
              {
                source,
                "detail-type": ["CodePipeline Action Execution State Change"],
                detail: { pipeline: [id], state: ["STARTED"], type: { category: ["Approval"] } },
              },
            ],
          ]
        : []),
    ]);
  });
});

describe("what is wrong with a graph is found", () => {
  const action = (fields: Partial<GraphAction>): GraphAction => ({
    stage: "S",
    name: "a",
    kind: "Build/CodeBuild",
    inputs: [],
    outputs: [],
    configuration: {},
    namespace: undefined,
    when: [0, 1],
    ...fields,
  });

  test.each<[string, readonly GraphAction[], readonly string[]]>([
    [
      "two actions make the same",
      [action({ outputs: ["x"] }), action({ name: "b", outputs: ["x"], when: [1, 1] })],
      ["two actions make x"],
    ],
    ["nobody makes what one takes", [action({ inputs: ["x"] })], ["a takes x, which nothing made before it"]],
    [
      "it is made at the same time",
      [action({ outputs: ["x"] }), action({ name: "b", inputs: ["x"] })],
      ["b takes x, which nothing made before it"],
    ],
    [
      "it is made later",
      [action({ name: "b", inputs: ["x"] }), action({ outputs: ["x"], when: [1, 1] })],
      ["b takes x, which nothing made before it"],
    ],
    [
      "one speaks of what comes later",
      [
        action({ configuration: { CustomData: "#{P.VersionId}" } }),
        action({ name: "b", namespace: "P", when: [1, 1] }),
      ],
      ["a speaks of P, which nothing is called before it"],
    ],
    [
      "nothing",
      [
        action({ outputs: ["x"], namespace: "P" }),
        action({ name: "b", inputs: ["x"], configuration: { CustomData: "#{P.VersionId}" }, when: [0, 2] }),
      ],
      [],
    ],
  ])("%s", (_, graph, problems) => {
    expect(artifactProblems(graph)).toEqual(problems);
  });
});
