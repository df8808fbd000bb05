import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AppStage } from "../../model/apps";
import { deployerOf, placedStage } from "../support/deployer-stacks";
import { actionsAllowed, statementsOf } from "../support/policy-statements";
import { resourceOf, resourcesOf, type SynthesizedJson } from "../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const DIGEST = `sha256:${"ab12".repeat(16)}`;

/** The deployer of a stage of the example organisation, whose image is another one, or none. */
function stackOf(id: string, image: string | "none" = DIGEST): SynthesizedJson {
  const { stage, network } = placedStage(id);
  const imageDigest = image === "none" ? undefined : image;
  const changed: AppStage = { ...stage, deployer: { ...stage.deployer, imageDigest } };
  return deployerOf({ stage: changed, network: { ...network, alarmEmails: ["sre@equipweb.biz"] } });
}

/** How many resources there are of each type. */
const counts = ({ resource = {} }: SynthesizedJson): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(resource).map(([type, byName]) => [type, Object.keys(byName).length]));

const trustOf = (stack: SynthesizedJson, id: string) => statementsOf(stack, "aws_iam_role", id, "assume_role_policy");

const SERVICES = {
  deployments: "codedeploy.amazonaws.com",
  pipeline: "codepipeline.amazonaws.com",
  project: "codebuild.amazonaws.com",
  trigger: "events.amazonaws.com",
};

const BUCKETS = {
  aws_s3_bucket: 1,
  aws_s3_bucket_lifecycle_configuration: 1,
  aws_s3_bucket_logging: 1,
  aws_s3_bucket_ownership_controls: 1,
  aws_s3_bucket_policy: 1,
  aws_s3_bucket_public_access_block: 1,
  aws_s3_bucket_server_side_encryption_configuration: 1,
  aws_s3_bucket_versioning: 1,
};

/** The one statement of a trust in jobs on GitHub. */
const jobsTake = (accountId: string, subjects: unknown, ids: unknown, workflows: unknown) => [
  {
    Sid: "JobsTakeRole",
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": subjects,
        "token.actions.githubusercontent.com:repository_id": ids,
        "token.actions.githubusercontent.com:job_workflow_ref": workflows,
      },
    },
  },
];

const workflow = (file: string): string => `equipweb/infra/.github/workflows/${file}@refs/heads/main`;

/** The subjects of jobs in an environment on GitHub, in this repository and in the app's. */
const subjects = (environment: string): readonly [string, string] => [
  `repo:equipweb@148205917/infra@1043718265:environment:${environment}`,
  `repo:equipweb@148205917/portal@1043718291:environment:${environment}`,
];

describe("the deployer of a stage", () => {
  const stack = stackOf("stg-deployer-portal");
  const topic = "arn:aws:sns:eu-west-1:111111111111:stg-deployer-portal-notices";
  const bucket = "arn:aws:s3:::equipweb-stg-deployer-portal-source-111111111111";

  test("is labelled with its kind, its environment and the file it comes from", () => {
    expect(stack).toMatchObject({
      "//": {
        infra: { kind: "deployer", network: "dev", environment: "stg", source: "catalogue/apps/portal.yaml" },
      },
      provider: { aws: [{ default_tags: [{ tags: { team: "frontend", service: "portal", environment: "stg" } }] }] },
    });
  });

  test("has roles that one service each takes, for this account alone, below the network's boundary", () => {
    for (const [id, service] of Object.entries(SERVICES)) {
      expect(trustOf(stack, id)).toEqual([
        {
          Sid: "ServiceTakesRoleForThisAccount",
          Effect: "Allow",
          Principal: { Service: service },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
        },
      ]);
    }
    const roles = Object.values(resourcesOf(stack, "aws_iam_role"));
    expect(roles.map(({ name }) => name).sort()).toEqual(
      ["build", "codedeploy", "images", "pipeline", "trigger", "uploader"].map((name) => `stg-deployer-portal-${name}`),
    );
    for (const role of roles) {
      expect(role).toMatchObject({
        path: "/dev/stg/",
        permissions_boundary: "arn:aws:iam::111111111111:policy/dev/dev-boundary",
      });
    }
  });

  test("is handed packages by jobs of one workflow, in this repository and in the app's", () => {
    expect(trustOf(stack, "uploader")).toEqual(
      jobsTake("111111111111", subjects("portal-stg"), ["1043718265", "1043718291"], workflow("app-deploy.yml")),
    );
  });

  test("is pushed images by one workflow of this repository, which cannot make one of them deploy", () => {
    expect(trustOf(stack, "image-pusher")).toEqual(
      jobsTake("111111111111", subjects("portal-stg")[0], "1043718265", workflow("deployer-image.yml")),
    );
    expect(statementsOf(stack, "aws_iam_role_policy", "image-pusher")).toEqual([
      { Sid: "LogInToRegistry", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
      {
        Sid: "PushImages",
        Effect: "Allow",
        Action: expect.arrayContaining(["ecr:PutImage"]),
        Resource: "arn:aws:ecr:eu-west-1:111111111111:repository/dev/deployer-portal-stg",
      },
    ]);
  });

  test("lets who hands in packages write one object, and read none", () => {
    expect(
      statementsOf(stack, "aws_iam_role_policy", "uploader").filter(({ Sid }) => Sid !== "FollowPipeline"),
    ).toEqual([
      { Sid: "HandInPackages", Effect: "Allow", Action: "s3:PutObject", Resource: `${bucket}/portal.zip` },
      {
        Sid: "EncryptPackages",
        Effect: "Allow",
        Action: "kms:GenerateDataKey",
        Resource: ref("aws_kms_key.key_FEDD6EC0.arn"),
        Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
      },
      {
        Sid: "FindDeployerImage",
        Effect: "Allow",
        Action: "ecr:DescribeImages",
        Resource: "arn:aws:ecr:eu-west-1:111111111111:repository/dev/deployer-portal-stg",
      },
    ]);
  });

  test("takes in no other object than packages, from nobody, and nothing without TLS", () => {
    const nobody = { Effect: "Deny", Principal: "*" };
    expect(statementsOf(stack, "aws_s3_bucket_policy", "packages")).toEqual([
      { Sid: "NothingButPackages", ...nobody, Action: "s3:PutObject", NotResource: `${bucket}/portal.zip` },
      {
        Sid: "NothingWithoutTls",
        ...nobody,
        Action: "s3:*",
        Resource: [bucket, `${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  test("keeps the packages of 90 days, and the last 20 however old they are", () => {
    expect(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration", "packages")).toMatchObject({
      rule: [
        {
          expiration: [{ expired_object_delete_marker: true }],
          noncurrent_version_expiration: [{ noncurrent_days: 90, newer_noncurrent_versions: 20 }],
        },
      ],
    });
  });

  test("has a key that events use for its topic, and nobody else beside the account", () => {
    expect(statementsOf(stack, "aws_kms_key")).toEqual([
      {
        Sid: "AccountAdministersKey",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "EventsPublishToTopic",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topic } },
      },
    ]);
  });

  test("has a topic that rules publish to, and an address that is told", () => {
    expect(statementsOf(stack, "aws_sns_topic_policy")).toEqual([
      {
        Sid: "RulesPublish",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topic,
      },
      {
        Sid: "NothingWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topic,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    expect(resourceOf(stack, "aws_sns_topic_subscription")).toMatchObject({
      protocol: "email",
      endpoint: "sre@equipweb.biz",
    });
  });

  test("keeps what no pipeline was started for in a queue that its rule alone writes to, and tells somebody", () => {
    const queue = "arn:aws:sqs:eu-west-1:111111111111:stg-deployer-portal-package";
    const [put] = statementsOf(stack, "aws_sqs_queue_policy");
    expect(put).toEqual({
      Sid: "RulePutsDeadLetters",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queue,
      Condition: {
        ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-west-1:111111111111:rule/stg-deployer-portal-package" },
      },
    });
    expect(resourceOf(stack, "aws_cloudwatch_metric_alarm")).toMatchObject({
      dimensions: { QueueName: "stg-deployer-portal-package" },
      alarm_actions: [ref("data.terraform_remote_state.dev-platform.outputs.alarm_topic_arn")],
    });
  });

  test("deploys in the image that the catalogue names, by commands of this repository, without privileges", () => {
    expect(resourceOf(stack, "aws_codebuild_project")).toMatchObject({
      name: "stg-deployer-portal",
      environment: {
        type: "ARM_CONTAINER",
        compute_type: "BUILD_GENERAL1_SMALL",
        image: `111111111111.dkr.ecr.eu-west-1.amazonaws.com/dev/deployer-portal-stg@${DIGEST}`,
        image_pull_credentials_type: "SERVICE_ROLE",
        privileged_mode: false,
        environment_variable: [
          { name: "APP", value: "portal" },
          { name: "STAGE", value: "stg" },
          { name: "SITE_HOST", value: expect.stringMatching(/^portal\./) },
          { name: "API_HOST", value: expect.stringMatching(/^portal-api\./) },
          { name: "WEB_BUCKET", value: "equipweb-stg-app-portal-web-111111111111" },
          { name: "FUNCTION_NAME", value: "stg-app-portal-api" },
          { name: "FUNCTION_ALIAS", value: "live" },
          {
            name: "KEY_VALUE_STORE_ARN",
            value: ref("data.terraform_remote_state.stg-app-portal.outputs.key_value_store_arn"),
          },
          { name: "DEPLOYMENT_APPLICATION", value: "stg-deployer-portal" },
          { name: "DEPLOYMENT_GROUP", value: "api" },
        ],
      },
      logs_config: { cloudwatch_logs: { status: "ENABLED", group_name: "/dev/stg-deployer-portal" } },
      concurrent_build_limit: 1,
    });
    expect(resourceOf(stack, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/dev/stg-deployer-portal",
      kms_key_id: ref("data.terraform_remote_state.dev-platform.outputs.key_arn"),
    });
  });

  test.each([
    ["stg-deployer-portal", "CodeDeployDefault.LambdaCanary10Percent5Minutes"],
    ["dev-deployer-portal", "CodeDeployDefault.LambdaAllAtOnce"],
  ])("%s moves the alias as the catalogue says, and back when an alarm goes off", (id, configuration) => {
    const app = id.replace("deployer", "app");
    const own = id === "stg-deployer-portal" ? stack : stackOf(id);
    expect(resourceOf(own, "aws_codedeploy_app")).toEqual({ name: id, compute_platform: "Lambda" });
    expect(resourceOf(own, "aws_codedeploy_deployment_group")).toMatchObject({
      deployment_group_name: "api",
      deployment_config_name: configuration,
      deployment_style: { deployment_type: "BLUE_GREEN", deployment_option: "WITH_TRAFFIC_CONTROL" },
      auto_rollback_configuration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      alarm_configuration: { enabled: true, alarms: [`${app}-function-errors`, `${app}-server-errors`] },
    });
    const function_ = `arn:aws:lambda:eu-west-1:111111111111:function:${app}-api`;
    expect(statementsOf(own, "aws_iam_role_policy", "deployments")).toEqual([
      {
        Sid: "MoveAlias",
        Effect: "Allow",
        Action: ["lambda:GetAlias", "lambda:GetProvisionedConcurrencyConfig", "lambda:UpdateAlias"],
        Resource: [function_, `${function_}:*`],
      },
      {
        Sid: "LookAtAlarms",
        Effect: "Allow",
        Action: "cloudwatch:DescribeAlarms",
        Resource: "arn:aws:cloudwatch:eu-west-1:111111111111:alarm:*",
      },
    ]);
  });

  test("hands no role to anybody", () => {
    const policies = Object.keys(resourcesOf(stack, "aws_iam_role_policy"));
    const allowed = policies.flatMap((id) => actionsAllowed(statementsOf(stack, "aws_iam_role_policy", id)));
    expect(allowed.filter((action) => action.startsWith("iam:"))).toEqual([]);
  });

  test("synthesizes as reviewed, with the commands of the build as they stand in their file", () => {
    const { source, ...project } = resourceOf(stack, "aws_codebuild_project");
    const buildspec = readFileSync(join(__dirname, "..", "..", "runtime", "deployer", "buildspec.yml"), "utf8");
    expect(source).toEqual({ type: "CODEPIPELINE", buildspec });
    const [id = ""] = Object.keys(resourcesOf(stack, "aws_codebuild_project"));
    expect({ ...stack, resource: { ...stack.resource, aws_codebuild_project: { [id]: project } } }).toMatchSnapshot();
  });
});

describe("the deployer of a stage whose image was never pushed", () => {
  const stack = stackOf("stg-deployer-portal", "none");

  test("is a place to push one to, a place for packages, and nothing that deploys", () => {
    expect(counts(stack)).toEqual({
      ...BUCKETS,
      aws_ecr_lifecycle_policy: 1,
      aws_ecr_repository: 1,
      aws_iam_role: 2,
      aws_iam_role_policy: 2,
      aws_kms_alias: 1,
      aws_kms_key: 1,
      aws_s3_bucket_notification: 1,
    });
    expect(stack.data).toBeUndefined();
  });
});

describe("the deployer of production", () => {
  const stack = stackOf("prd-deployer-portal");

  test("keeps what holds data against destruction: packages, artefacts, images, and their key", () => {
    const guarded = Object.entries(stack.resource ?? {}).flatMap(([type, byName]) =>
      Object.values(byName).flatMap(({ lifecycle }) =>
        (lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy ? [type] : [],
      ),
    );
    expect(guarded).toEqual(["aws_ecr_repository", "aws_kms_key", "aws_s3_bucket", "aws_s3_bucket"]);
  });

  test("is handed packages by releases, too", () => {
    expect(trustOf(stack, "uploader")).toEqual(
      jobsTake(
        "222222222222",
        subjects("portal-prd"),
        ["1043718265", "1043718291"],
        [workflow("app-deploy.yml"), workflow("app-release.yml")],
      ),
    );
  });

  test("lets whoever has the policy of its approver answer, and look; no role has it", () => {
    const pipeline = "arn:aws:codepipeline:eu-west-1:222222222222:prd-deployer-portal";
    expect(resourceOf(stack, "aws_iam_policy")).toMatchObject({
      name: "prd-deployer-portal-approver",
      path: "/main/prd/",
    });
    expect(statementsOf(stack, "aws_iam_policy")).toEqual([
      {
        Sid: "Answer",
        Effect: "Allow",
        Action: "codepipeline:PutApprovalResult",
        Resource: `${pipeline}/Approval/approve`,
      },
      {
        Sid: "LookAtPipeline",
        Effect: "Allow",
        Action: [
          "codepipeline:GetPipeline",
          "codepipeline:GetPipelineExecution",
          "codepipeline:GetPipelineState",
          "codepipeline:ListActionExecutions",
          "codepipeline:ListPipelineExecutions",
        ],
        Resource: pipeline,
      },
      { Sid: "FindPipelines", Effect: "Allow", Action: "codepipeline:ListPipelines", Resource: "*" },
    ]);
    expect(resourcesOf(stack, "aws_iam_role_policy_attachment")).toEqual({});
  });
});
