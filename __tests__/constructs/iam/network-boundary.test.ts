import { networkBoundary } from "../../../constructs/iam/network-boundary";
import type { Statement } from "../../../constructs/iam/policy-document";

const scope = {
  place: { accountId: "111111111111", region: "eu-west-1" },
  organisation: "equipweb",
  network: "dev",
  environments: ["dev", "qa"],
  boundaryArn: "arn:aws:iam::111111111111:policy/dev/dev-boundary",
};

const own = `$\${aws:PrincipalTag/environment}`;
const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:111111111111:${name}`;
const inOneOf = { StringEquals: { "aws:PrincipalTag/environment": ["dev", "qa"] } };
const statements = networkBoundary(scope);
const called = (...sids: readonly string[]): readonly Statement[] => statements.filter(({ sid }) => sids.includes(sid));

test("has these statements", () => {
  expect(statements.map(({ sid }) => sid)).toEqual([
    "PullImages",
    "WriteLogs",
    "ReadSecrets",
    "UseKeysOfNetwork",
    "LookAtAlarms",
    "UseWhatHasNoName",
    "DeployServices",
    "MakeTaskSets",
    "StartTasksWithTheirRoles",
    "FindSites",
    "ReadSites",
    "WriteSites",
    "SwitchSites",
    "ForgetOldFiles",
    "RunAndDeployApps",
    "PassPackagesOn",
    "PullAndPushDeployers",
  ]);
});

test("what runs in a network pulls, logs, reads the secrets of its environment, and opens shells", () => {
  expect(
    called("PullImages", "WriteLogs", "ReadSecrets", "UseKeysOfNetwork", "LookAtAlarms", "UseWhatHasNoName"),
  ).toEqual([
    {
      sid: "PullImages",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [arn("ecr", "repository/dev/*")],
      conditions: {
        ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::111111111111:role/dev/${own}/${own}-deployer-*` },
      },
    },
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [arn("logs", "log-group:/dev/*")],
    },
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [arn("secretsmanager", `secret:${own}/*`)],
      conditions: inOneOf,
    },
    {
      sid: "UseKeysOfNetwork",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [arn("kms", "key/*")],
      conditions: { StringEquals: { "aws:ResourceTag/network": "dev" } },
    },
    { sid: "LookAtAlarms", actions: ["cloudwatch:DescribeAlarms"], resources: [arn("cloudwatch", "alarm:*")] },
    {
      sid: "UseWhatHasNoName",
      actions: [
        "ecr:GetAuthorizationToken",
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetGroups",
        "logs:DescribeLogGroups",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ],
      resources: ["*"],
    },
  ]);
});

test("what deploys services replaces tasks of the network's cluster, with roles of the network", () => {
  expect(called("DeployServices", "MakeTaskSets", "StartTasksWithTheirRoles")).toEqual([
    {
      sid: "DeployServices",
      actions: [
        "ecs:DeleteTaskSet",
        "ecs:DescribeServices",
        "ecs:UpdateServicePrimaryTaskSet",
        "elasticloadbalancing:ModifyRule",
      ],
      resources: [
        arn("ecs", "service/dev/*"),
        arn("ecs", "task-set/dev/*"),
        arn("elasticloadbalancing", "listener-rule/app/dev-*"),
      ],
    },
    {
      sid: "MakeTaskSets",
      actions: ["ecs:CreateTaskSet"],
      resources: ["*"],
      conditions: { ArnLike: { "ecs:service": arn("ecs", "service/dev/*") } },
    },
    {
      sid: "StartTasksWithTheirRoles",
      actions: ["iam:PassRole"],
      resources: ["arn:aws:iam::111111111111:role/dev/*"],
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
  ]);
});

test("what deploys sites reads versions wherever the organisation has them, writes in its own environment, and deletes none", () => {
  const sites = called("FindSites", "ReadSites", "WriteSites", "SwitchSites", "ForgetOldFiles");
  expect(sites.map(({ sid, resources, conditions }) => [sid, resources, conditions])).toEqual([
    ["FindSites", ["arn:aws:s3:::equipweb-*-sites-*"], undefined],
    [
      "ReadSites",
      ["releases/*", "manifests/*", "records/*", "builds/*", "locks/*", "stage.json"].map(
        (key) => `arn:aws:s3:::equipweb-*-sites-*/${key}`,
      ),
      undefined,
    ],
    ["WriteSites", [`arn:aws:s3:::equipweb-${own}-sites-*/*`], inOneOf],
    ["SwitchSites", ["arn:aws:cloudfront::111111111111:key-value-store/*"], undefined],
    ["ForgetOldFiles", ["arn:aws:cloudfront::111111111111:distribution/*"], undefined],
  ]);
  expect(sites.flatMap(({ actions }) => actions).filter((action) => action.startsWith("s3:"))).toEqual([
    "s3:ListBucket",
    "s3:GetObject",
    "s3:PutObject",
  ]);
});

test("what deploys apps does so in its own environment, with packages and an image of its own, and deletes nothing", () => {
  const apps = called("RunAndDeployApps", "PassPackagesOn", "PullAndPushDeployers");
  expect(apps.map(({ sid, resources, conditions }) => [sid, resources, conditions])).toEqual([
    [
      "RunAndDeployApps",
      [
        arn("codebuild", `project/${own}-deployer-*`),
        arn("codedeploy", `application:${own}-deployer-*`),
        arn("codedeploy", `deploymentgroup:${own}-deployer-*`),
        arn("codedeploy", "deploymentconfig:CodeDeployDefault.*"),
        arn("codepipeline", `${own}-deployer-*`),
        arn("lambda", `function:${own}-app-*`),
        arn("sqs", `${own}-app-*`),
      ],
      inOneOf,
    ],
    ["PassPackagesOn", [`arn:aws:s3:::equipweb-${own}-app-*`, `arn:aws:s3:::equipweb-${own}-deployer-*`], inOneOf],
    ["PullAndPushDeployers", [arn("ecr", `repository/dev/deployer-*-${own}`)], inOneOf],
  ]);
  const deleting = statements
    .flatMap(({ actions }) => actions)
    .filter((action) => /:(Delete|Remove|Put.*Policy)/.test(action));
  expect(deleting).toEqual(["ecs:DeleteTaskSet", "cloudfront-keyvaluestore:DeleteKey"]);
});

test.each([
  ["a state of sites", "arn:aws:s3:::equipweb-dev-state-111111111111/dev-sites-qro"],
  ["a state of an app", "arn:aws:s3:::equipweb-dev-state-111111111111/dev-app-portal"],
  ["the lock of one", "arn:aws:s3:::equipweb-main-state-111111111111/prod-sites-qro.tflock"],
  ["a record of deployments", "arn:aws:s3:::equipweb-dev-records-111111111111/deployments/dev-sites-qro/1.json"],
])("no role that a deployment makes reads or writes %s, as a star goes past slashes", (_, object) => {
  const objects = statements.filter(({ actions }) => actions.some((action) => /^s3:(Get|Put)Object/.test(action)));
  expect(objects).toHaveLength(3);
  const matching = ["dev", "qa"].flatMap((environment) =>
    objects
      .flatMap(({ resources = [] }) => resources)
      .map((pattern) => pattern.replaceAll(own, environment))
      .filter((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(object)),
  );
  expect(matching).toEqual([]);
});
