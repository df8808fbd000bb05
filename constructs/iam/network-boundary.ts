import { arnOf, bucketArn, cloudfrontArn, iamArn } from "../../aws/arn";
import { CACHE_ACTIONS, ENTRY_ACTIONS } from "../site/publisher-permissions";
import { LOCATION_KEY, WRITTEN_PREFIXES } from "../site/site-keys";
import type { ApplyScope } from "./apply-scopes";
import { oneOrMany, type Statement } from "./policy-document";

/**
 * What any role that a deployment makes may do at most: what the services and the APIs of a network need while they run, and
 * what deploys services, sites and apps. Nothing else of a network changes anything in AWS; what must is a reason to change
 * this, in the open.
 */
export const networkBoundary = (scope: ApplyScope): readonly Statement[] => [
  ...servicesRun(scope),
  ...servicesAreDeployed(scope),
  ...sitesAreDeployed(scope),
  ...appsAreDeployed(scope),
];

/**
 * The environment of the role that asks, as it is tagged: IAM puts it in, so that the boundary stays as short as it is however
 * many environments there are, and keeps each role to its own. A role without the tag is let do nothing by it.
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
const OWN_ENVIRONMENT = `$\${aws:PrincipalTag/environment}`;

/** Holds for roles in the network's own environments: in no other one, whatever they are tagged with. */
const inOneOf = (environments: readonly string[]) => ({
  StringEquals: { "aws:PrincipalTag/environment": oneOrMany(environments) },
});

const servicesRun = ({ place, network, environments }: ApplyScope): readonly Statement[] => [
  {
    sid: "PullImages",
    actions: PULLS,
    resources: [arnOf(place, "ecr", `repository/${network}/*`)],
    // What deploys apps pulls its own image alone, below.
    conditions: {
      ArnNotLike: {
        "aws:PrincipalArn": iamArn(place.accountId, `role/${network}/${OWN_ENVIRONMENT}/${OWN_ENVIRONMENT}-deployer-*`),
      },
    },
  },
  {
    sid: "WriteLogs",
    actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    resources: [arnOf(place, "logs", `log-group:/${network}/*`)],
  },
  {
    sid: "ReadSecrets",
    actions: ["secretsmanager:GetSecretValue"],
    resources: [arnOf(place, "secretsmanager", `secret:${OWN_ENVIRONMENT}/*`)],
    conditions: inOneOf(environments),
  },
  {
    sid: "UseKeysOfNetwork",
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: [arnOf(place, "kms", "key/*")],
    conditions: { StringEquals: { "aws:ResourceTag/network": network } },
  },
  { sid: "LookAtAlarms", actions: ["cloudwatch:DescribeAlarms"], resources: [arnOf(place, "cloudwatch", "alarm:*")] },
  {
    sid: "UseWhatHasNoName",
    actions: ["ecr:GetAuthorizationToken", ...balancers, "logs:DescribeLogGroups", ...shells, ...traces],
    resources: ["*"],
  },
];

/** What CodeDeploy does where it replaces the tasks of a service and switches its requests over. */
const servicesAreDeployed = ({ place, network }: ApplyScope): readonly Statement[] => [
  {
    sid: "DeployServices",
    actions: [
      "ecs:DeleteTaskSet",
      "ecs:DescribeServices",
      "ecs:UpdateServicePrimaryTaskSet",
      "elasticloadbalancing:ModifyRule",
    ],
    resources: [
      arnOf(place, "ecs", `service/${network}/*`),
      arnOf(place, "ecs", `task-set/${network}/*`),
      arnOf(place, "elasticloadbalancing", `listener-rule/app/${network}-*`),
    ],
  },
  {
    // ECS ties it to no resource, only to what it is for.
    sid: "MakeTaskSets",
    actions: ["ecs:CreateTaskSet"],
    resources: ["*"],
    conditions: { ArnLike: { "ecs:service": arnOf(place, "ecs", `service/${network}/*`) } },
  },
  {
    sid: "StartTasksWithTheirRoles",
    actions: ["iam:PassRole"],
    resources: [iamArn(place.accountId, `role/${network}/*`)],
    conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
  },
];

/**
 * Versions are read wherever the organisation has sites, also in another account; written is where the network has them.
 * AWS names stores and distributions by itself, so policies of roles say which of the account's.
 */
const sitesAreDeployed = ({ place, organisation, environments }: ApplyScope): readonly Statement[] => [
  { sid: "FindSites", actions: ["s3:ListBucket"], resources: [bucketArn(`${organisation}-*-sites-*`)] },
  {
    sid: "ReadSites",
    actions: ["s3:GetObject"],
    // Each with what stands behind the slash, or it would be the states of sites, too.
    resources: [...WRITTEN_PREFIXES.map((prefix) => `${prefix}*`), LOCATION_KEY].map((key) =>
      bucketArn(`${organisation}-*-sites-*/${key}`),
    ),
  },
  {
    sid: "WriteSites",
    actions: ["s3:PutObject"],
    resources: [bucketArn(`${organisation}-${OWN_ENVIRONMENT}-sites-*/*`)],
    conditions: inOneOf(environments),
  },
  {
    sid: "SwitchSites",
    actions: ENTRY_ACTIONS,
    resources: [cloudfrontArn(place.accountId, "key-value-store/*")],
  },
  {
    sid: "ForgetOldFiles",
    actions: CACHE_ACTIONS,
    resources: [cloudfrontArn(place.accountId, "distribution/*")],
  },
];

/** Each app where it is: no role reaches the buckets, functions, pipelines or images of another environment. */
function appsAreDeployed({ place, organisation, network, environments }: ApplyScope): readonly Statement[] {
  const conditions = inOneOf(environments);
  return [
    {
      sid: "RunAndDeployApps",
      actions: APP_ACTIONS,
      resources: [
        arnOf(place, "codebuild", `project/${OWN_ENVIRONMENT}-deployer-*`),
        arnOf(place, "codedeploy", `application:${OWN_ENVIRONMENT}-deployer-*`),
        arnOf(place, "codedeploy", `deploymentgroup:${OWN_ENVIRONMENT}-deployer-*`),
        arnOf(place, "codedeploy", "deploymentconfig:CodeDeployDefault.*"),
        arnOf(place, "codepipeline", `${OWN_ENVIRONMENT}-deployer-*`),
        arnOf(place, "lambda", `function:${OWN_ENVIRONMENT}-app-*`),
        arnOf(place, "sqs", `${OWN_ENVIRONMENT}-app-*`),
      ],
      conditions,
    },
    {
      sid: "PassPackagesOn",
      actions: PACKAGE_ACTIONS,
      resources: ["app", "deployer"].map((kind) => bucketArn(`${organisation}-${OWN_ENVIRONMENT}-${kind}-*`)),
      conditions,
    },
    {
      sid: "PullAndPushDeployers",
      actions: [...PULLS, ...PUSHES],
      resources: [arnOf(place, "ecr", `repository/${network}/deployer-*-${OWN_ENVIRONMENT}`)],
      conditions,
    },
  ];
}

const PULLS = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

const PUSHES = [
  "ecr:CompleteLayerUpload",
  "ecr:DescribeImages",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];

/** What starts, follows and does deployments of apps, and what their functions do of themselves: constructs/pipeline, constructs/api. */
const APP_ACTIONS = [
  "codebuild:BatchGetBuilds",
  "codebuild:StartBuild",
  "codedeploy:CreateDeployment",
  "codedeploy:GetApplicationRevision",
  "codedeploy:GetDeployment",
  "codedeploy:GetDeploymentConfig",
  "codedeploy:ListDeployments",
  "codedeploy:RegisterApplicationRevision",
  "codepipeline:GetPipelineExecution",
  "codepipeline:ListActionExecutions",
  "codepipeline:ListPipelineExecutions",
  "codepipeline:StartPipelineExecution",
  "lambda:GetAlias",
  "lambda:GetFunctionConfiguration",
  "lambda:GetProvisionedConcurrencyConfig",
  "lambda:PublishVersion",
  "lambda:UpdateAlias",
  "lambda:UpdateFunctionCode",
  "sqs:SendMessage",
];

/** What reads and writes packages and what is made of them. Nothing is deleted. */
const PACKAGE_ACTIONS = [
  "s3:GetBucketAcl",
  "s3:GetBucketLocation",
  "s3:GetBucketVersioning",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "s3:ListBucket",
  "s3:PutObject",
];

const balancers = ["Listeners", "Rules", "TargetGroups"].map((what) => `elasticloadbalancing:Describe${what}`);

const traces = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"];

const shells = [
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
];
