import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at, blocks, type JsonObject } from "../../terraform-json/json";
import { awsCallsIn } from "../support/aws-calls";
import { programsOf } from "../support/build-commands";
import { deployerOf, STAGES } from "../support/deployer-stacks";
import { actionsFor, difference } from "../support/needed-actions";
import { actionsAllowed, many, type PolicyStatement, statementsOf } from "../support/policy-statements";
import { codeBuildNeeds, type Need, pipelineNeeds } from "../support/service-needs";
import { resourceOf, type SynthesizedJson } from "../support/synthesize";

const ROOT = join(__dirname, "..", "..");

const deployers = [...STAGES].map(([id, placed]) => [id, placed.stage, deployerOf(placed)] as const);

const buildspecIn = (stack: SynthesizedJson): string =>
  String(at(resourceOf(stack, "aws_codebuild_project") as JsonObject, "source", "buildspec"));

/** Every permission that statements give, with what it is on. */
const needsIn = (statements: readonly PolicyStatement[]): readonly Need[] =>
  statements.flatMap(({ Action, Resource }) =>
    many(Action).flatMap((action) => many(Resource).map((resource): Need => `${action} ${resource}`)),
  );

/** A program of the tests, until it is removed. */
function withProgram<T>(files: Readonly<Record<string, string>>, work: (entry: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "program-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return work(join(folder, "main.ts"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(deployers)("the roles of %s", (_, stage, stack) => {
  const place = `${stage.region}:${stage.accountId}`;

  test("the pipeline may do what its actions need, on what they name, and nothing else", () => {
    const allowed = needsIn(statementsOf(stack, "aws_iam_role_policy", "pipeline_"));
    const needed = pipelineNeeds(resourceOf(stack, "aws_codepipeline") as JsonObject, place);
    expect([...allowed].sort()).toEqual(needed);
  });

  const project = resourceOf(stack, "aws_codebuild_project") as JsonObject;
  const build = statementsOf(stack, "aws_iam_role_policy", "project_");
  const itself = codeBuildNeeds(project, stage.deployer.artifactBucket, place);
  const ofScript = needsIn(build).filter((need) => !itself.includes(need));

  test("the build may do what CodeBuild does by itself, and what the script calls that its commands run: nothing else", () => {
    expect(
      needsIn(build)
        .filter((need) => itself.includes(need))
        .sort(),
    ).toEqual(itself);
    const called = actionsFor(awsCallsIn(...programsOf(buildspecIn(stack))));
    const allowed = [...new Set(ofScript.map((need) => need.slice(0, need.indexOf(" "))))].sort();
    expect(difference(called, allowed)).toEqual({ missing: [], surplus: [] });
  });

  test("the build reaches only what it is told of in its environment", () => {
    const told = Object.fromEntries(
      blocks(at(project, "environment", "environment_variable")).map(({ name, value }) => [name, String(value)]),
    );
    const { WEB_BUCKET, FUNCTION_NAME, KEY_VALUE_STORE_ARN, DEPLOYMENT_APPLICATION, DEPLOYMENT_GROUP } = told;
    const below = ["functions", "releases", "versions"].map((folder) => `arn:aws:s3:::${WEB_BUCKET}/${folder}/*`);
    const shift = stage.api.shift === "canary" ? "LambdaCanary10Percent5Minutes" : "LambdaAllAtOnce";
    expect([...new Set(ofScript.map((need) => need.slice(need.indexOf(" ") + 1)))].sort()).toEqual(
      [
        ...below,
        `arn:aws:lambda:${place}:function:${FUNCTION_NAME}`,
        `arn:aws:lambda:${place}:function:${FUNCTION_NAME}:*`,
        `arn:aws:codedeploy:${place}:application:${DEPLOYMENT_APPLICATION}`,
        `arn:aws:codedeploy:${place}:deploymentgroup:${DEPLOYMENT_APPLICATION}/${DEPLOYMENT_GROUP}`,
        `arn:aws:codedeploy:${place}:deploymentconfig:CodeDeployDefault.${shift}`,
        KEY_VALUE_STORE_ARN,
      ].sort(),
    );
  });

  test("the build never writes over what is there", () => {
    const writes = build.filter(({ Action }) => many(Action).some((action) => /^s3:(Put|Delete)/.test(action)));
    expect(writes.map(({ Action, Condition }) => [Action, Condition])).toEqual([
      ["s3:PutObject", { Null: { "s3:if-none-match": "false" } }],
    ]);
  });

  test("what hands in packages may do what its commands call, and use the key through S3", () => {
    const adapters = ["pipeline", "package-store", "deployer-images"].map((name) =>
      join(ROOT, "adapters", "aws", `${name}.ts`),
    );
    const called = actionsFor(awsCallsIn(...adapters));
    const allowed = actionsAllowed(statementsOf(stack, "aws_iam_role_policy", "uploader_"));
    expect(difference([...called, "kms:GenerateDataKey"], allowed)).toEqual({ missing: [], surplus: [] });
  });
});

describe("what a build calls is read out of its script", () => {
  const SCRIPT = {
    "main.ts": `
      import { S3Client, type PutObjectCommandInput } from "@aws-sdk/client-s3";
      import { look } from "./look";
      export const s3 = new S3Client({});
      export type Input = PutObjectCommandInput;
      void look(s3);`,
    "look.ts": `
      import { HeadObjectCommand, DeleteObjectCommand, type S3Client } from "@aws-sdk/client-s3";
      import { GetAliasCommand as Alias, LambdaClient } from "@aws-sdk/client-lambda";
      export const look = async (s3: S3Client) => {
        await s3.send(new HeadObjectCommand({ Bucket: "b", Key: "k" }));
        await new LambdaClient({}).send(new Alias({ FunctionName: "f", Name: "live" }));
      };
      export const nobodyCallsThis = (s3: S3Client) => s3.send(new DeleteObjectCommand({ Bucket: "b", Key: "k" }));`,
  };
  const ALLOWED = ["lambda:GetAlias", "s3:GetObject"];
  const compared = (files: Readonly<Record<string, string>>, allowed: readonly string[]) =>
    withProgram(files, (entry) => difference(actionsFor(awsCallsIn(entry)), allowed));
  const edited = (from: string, to: string) => ({ ...SCRIPT, "look.ts": SCRIPT["look.ts"].replace(from, to) });

  test("also in what it imports, under other names, and not where nothing reaches", () => {
    expect(compared(SCRIPT, ALLOWED)).toEqual({ missing: [], surplus: [] });
  });

  test.each<[string, Readonly<Record<string, string>>, readonly string[], object]>([
    [
      "a call more than is allowed",
      edited("await s3", "await nobodyCallsThis(s3);\nawait s3"),
      ALLOWED,
      { missing: ["s3:DeleteObject"], surplus: [] },
    ],
    [
      "a call less than is allowed",
      edited('await s3.send(new HeadObjectCommand({ Bucket: "b", Key: "k" }));', ""),
      ALLOWED,
      { missing: [], surplus: ["s3:GetObject"] },
    ],
    ["a permission more", SCRIPT, [...ALLOWED, "s3:ListBucket"], { missing: [], surplus: ["s3:ListBucket"] }],
    ["a permission less", SCRIPT, ["s3:GetObject"], { missing: ["lambda:GetAlias"], surplus: [] }],
  ])("%s is found", (_, files, allowed, found) => {
    expect(compared(files, allowed)).toEqual(found);
  });

  test("a list that is asked for page by page counts as its call", () => {
    const text =
      'import { paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3"; void paginateListObjectsV2({ client: new S3Client({}) }, { Bucket: "b" });';
    expect(compared({ "main.ts": text }, [])).toEqual({ missing: ["s3:ListBucket"], surplus: [] });
  });

  test("a call that needs more than its own permission counts with all of them", () => {
    expect(actionsFor([{ client: "codedeploy", command: "CreateDeployment" }])).toEqual([
      "codedeploy:CreateDeployment",
      "codedeploy:GetApplicationRevision",
      "codedeploy:GetDeploymentConfig",
      "codedeploy:RegisterApplicationRevision",
    ]);
  });

  test.each([
    ["a whole client", 'import { S3 } from "@aws-sdk/client-s3"; void new S3({}).listBuckets();', "uses S3 of"],
    [
      "a waiter",
      'import { waitUntilBucketExists, S3Client } from "@aws-sdk/client-s3"; void waitUntilBucketExists({ client: new S3Client({}), maxWaitTime: 1 }, { Bucket: "b" });',
      "uses waitUntilBucketExists of",
    ],
    ["all of a client", 'import * as s3 from "@aws-sdk/client-s3"; void s3;', "imports all of @aws-sdk/client-s3"],
    [
      "another program",
      'import { spawnSync } from "node:child_process"; spawnSync("aws", ["s3", "rm"]);',
      "imports node:child_process",
    ],
    ["an import while it runs", 'void import("@aws-sdk/client-s3");', "imports something while it runs"],
  ])("a program that calls by %s is refused", (_, text, why) => {
    expect(() => withProgram({ "main.ts": text }, (entry) => awsCallsIn(entry))).toThrow(why);
  });

  test("a client that nobody looked at is refused", () => {
    expect(() => actionsFor([{ client: "dynamodb", command: "GetItem" }])).toThrow("the client dynamodb");
  });

  test.each([
    ["aws s3 cp . s3://bucket"],
    ["node /deployer/other.js"],
    ["node /deployer/deploy.js && curl https://example.com"],
  ])("a command of the build that cannot be read is refused: %s", (command) => {
    const buildspec = `version: 0.2\nphases: { build: { commands: ["${command}"] } }\n`;
    expect(() => programsOf(buildspec)).toThrow(`the buildspec runs \`${command}\``);
  });
});
