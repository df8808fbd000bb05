import { POLICY_SIZES } from "../../../aws/policy-sizes";
import { READ_VERBS } from "../../../aws/read-verbs";
import { changesOfRoles } from "../../../constructs/iam/apply-permissions";
import { applyScopes } from "../../../constructs/iam/apply-scopes";
import { deployBoundary, networkBoundary, planBoundary } from "../../../constructs/iam/boundaries";
import { policyDocument } from "../../../constructs/iam/policy-document";
import { readDeployments, writeDeployments } from "../../../constructs/iam/record-access";
import { readStates, writeStates } from "../../../constructs/iam/state-access";

const scope = {
  place: { accountId: "111111111111", region: "eu-west-1" },
  organisation: "equipweb",
  network: "dev",
  environments: ["dev", "qa"],
  boundaryArn: "arn:aws:iam::111111111111:policy/dev/dev-boundary",
};
const store = { bucket: "equipweb-state", keyArn: "arn:aws:kms:eu-west-1:111111111111:key/1" };
const records = { bucket: "equipweb-records", keyArn: "arn:aws:kms:eu-west-1:111111111111:key/2" };

const look = {
  sid: "Look",
  actions: Object.entries(READ_VERBS).flatMap(([service, verbs]) => verbs.map((verb) => `${service}:${verb}*`)),
  resources: ["*"],
};

test("planning looks at the services that are used, and reads states and what is deployed", () => {
  expect(planBoundary(store, records)).toEqual([look, ...readStates(store), ...readDeployments(records)]);
  expect(look.actions).toContain("ec2:Describe*");
  expect(look.actions.filter((action) => !/^[a-z0-9-]+:(Describe|Get|List)\*$/.test(action))).toEqual([]);
});

test("deploying may, besides, do anything with the network's own resources, and with roles what it is allowed", () => {
  const { iam: _iam, ...scopes } = applyScopes({ ...scope, environments: ["*"] });
  const reach = {
    ...scopes,
    acm: ["arn:aws:acm:*:111111111111:certificate/*"],
    cloudfront: ["arn:aws:cloudfront::111111111111:*"],
    logs: ["arn:aws:logs:eu-west-1:111111111111:log-group:/dev/*", "arn:aws:logs:us-east-1:111111111111:delivery*"],
    s3: [
      "arn:aws:s3:::dev-*",
      "arn:aws:s3:::equipweb-dev-sites-*",
      "arn:aws:s3:::equipweb-qa-sites-*",
      "arn:aws:s3:::aws-waf-logs-equipweb-*",
    ],
    wafv2: ["arn:aws:wafv2:us-east-1:111111111111:global/*"],
  };
  expect(deployBoundary(scope, store, records)).toEqual([
    look,
    ...readStates(store),
    ...writeStates(store),
    ...readDeployments(records),
    ...writeDeployments(records),
    {
      sid: "ChangeOwnResources",
      actions: Object.keys(reach).map((service) => `${service}:*`),
      resources: Object.values(reach).flat(),
    },
    ...changesOfRoles(scope),
    {
      sid: "BeginWhatHasNoName",
      actions: [
        "acm:RequestCertificate",
        "cloudfront:CreateOriginAccessControl",
        "ecs:DeregisterTaskDefinition",
        "kms:CreateKey",
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "route53:CreateHostedZone",
        "servicediscovery:CreateHttpNamespace",
        "servicediscovery:TagResource",
        "servicediscovery:UntagResource",
        "sns:SetSubscriptionAttributes",
        "sns:Unsubscribe",
      ],
      resources: ["*"],
    },
  ]);
});

test("what runs in a network pulls, logs, reads its secrets, and opens shells; it changes nothing in AWS", () => {
  expect(networkBoundary(scope).slice(0, -5)).toEqual([
    {
      sid: "PullImages",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: ["arn:aws:ecr:eu-west-1:111111111111:repository/dev/*"],
    },
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: ["arn:aws:logs:eu-west-1:111111111111:log-group:/dev/*"],
    },
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [
        "arn:aws:secretsmanager:eu-west-1:111111111111:secret:dev/*",
        "arn:aws:secretsmanager:eu-west-1:111111111111:secret:qa/*",
      ],
    },
    {
      sid: "DecryptWithKeysOfNetwork",
      actions: ["kms:Decrypt"],
      resources: ["arn:aws:kms:eu-west-1:111111111111:key/*"],
      conditions: { StringEquals: { "aws:ResourceTag/network": "dev" } },
    },
    {
      sid: "UseWhatHasNoName",
      actions: [
        "ecr:GetAuthorizationToken",
        "logs:DescribeLogGroups",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      resources: ["*"],
    },
  ]);
});

test("what deploys sites reads versions wherever the organisation has them, writes in its own environments, and deletes none", () => {
  const sites = networkBoundary(scope).slice(-5);
  expect(sites.map(({ sid, resources }) => [sid, resources])).toEqual([
    ["FindSites", ["arn:aws:s3:::equipweb-*-sites-*"]],
    [
      "ReadSites",
      ["releases/*", "manifests/*", "records/*", "builds/*", "locks/*", "stage.json"].map(
        (key) => `arn:aws:s3:::equipweb-*-sites-*/${key}`,
      ),
    ],
    ["WriteSites", ["arn:aws:s3:::equipweb-dev-sites-*/*", "arn:aws:s3:::equipweb-qa-sites-*/*"]],
    ["SwitchSites", ["arn:aws:cloudfront::111111111111:key-value-store/*"]],
    ["ForgetOldFiles", ["arn:aws:cloudfront::111111111111:distribution/*"]],
  ]);
  expect(sites.flatMap(({ actions }) => actions).filter((action) => action.startsWith("s3:"))).toEqual([
    "s3:ListBucket",
    "s3:GetObject",
    "s3:PutObject",
  ]);
});

test.each([
  ["a state of sites", "arn:aws:s3:::equipweb-dev-state-111111111111/dev-sites-qro"],
  ["the lock of one", "arn:aws:s3:::equipweb-main-state-111111111111/prod-sites-qro.tflock"],
  ["a record of deployments", "arn:aws:s3:::equipweb-dev-records-111111111111/deployments/dev-sites-qro/1.json"],
])("no role that a deployment makes reads or writes %s, as a star goes past slashes", (_, object) => {
  const objects = networkBoundary(scope).filter(({ actions }) =>
    actions.some((action) => /^s3:(Get|Put)/.test(action)),
  );
  expect(objects).toHaveLength(2);
  const matching = objects
    .flatMap(({ resources = [] }) => resources)
    .filter((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(object));
  expect(matching).toEqual([]);
});

test("the boundaries of a network with eight environments fit into managed policies, with ARNs as AWS writes them", () => {
  const large = { ...scope, environments: ["dev", "stage", "release", "qa", "uat", "rc", "stg", "preview"] };
  const keyArn = "arn:aws:kms:eu-west-1:111111111111:key/12345678-1234-1234-1234-123456789012";
  const sizes = [
    networkBoundary(large),
    planBoundary({ ...store, keyArn }, { ...records, keyArn }),
    deployBoundary(large, { ...store, keyArn }, { ...records, keyArn }),
  ].map((statements) => policyDocument(statements).length);
  expect(sizes.filter((size) => size > POLICY_SIZES.managed)).toEqual([]);
});
