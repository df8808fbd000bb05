import { POLICY_SIZES } from "../../../aws/policy-sizes";
import { READ_VERBS } from "../../../aws/read-verbs";
import { applyPolicies, changesOfRoles } from "../../../constructs/iam/apply-permissions";
import { applyScopes } from "../../../constructs/iam/apply-scopes";
import { deployBoundary, planBoundary } from "../../../constructs/iam/boundaries";
import { networkBoundary } from "../../../constructs/iam/network-boundary";
import { policyDocument } from "../../../constructs/iam/policy-document";
import { readDeployments, writeDeployments } from "../../../constructs/iam/record-access";
import { readStates, writeStates } from "../../../constructs/iam/state-access";
import { covers, fits } from "../../../policies/iam/patterns";

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
  expect(look.actions.filter((action) => !/^[a-z0-9-]+:(BatchGet|Describe|Get|List)\*$/.test(action))).toEqual([]);
});

test("deploying may, besides, do anything with the network's own resources, and with roles what it is allowed", () => {
  const everywhere = { ...scope, place: { ...scope.place, accountId: "*" }, environments: ["*"] };
  const { iam: _iam, s3: _s3, ...scopes } = applyScopes(everywhere);
  const reach = {
    ...scopes,
    acm: ["arn:aws:acm:*:*:certificate/*"],
    cloudfront: ["arn:aws:cloudfront::111111111111:*"],
    cloudwatch: ["arn:aws:cloudwatch:eu-west-1:*:alarm:*"],
    codedeploy: ["arn:aws:codedeploy:eu-west-1:*:*"],
    elasticloadbalancing: [
      "arn:aws:elasticloadbalancing:eu-west-1:*:*/app/dev-*",
      "arn:aws:elasticloadbalancing:eu-west-1:*:targetgroup/*-service-*",
    ],
    kms: ["arn:aws:kms:eu-west-1:*:*"],
    logs: ["arn:aws:logs:eu-west-1:*:log-group:/dev/*", "arn:aws:logs:us-east-1:*:delivery*"],
    wafv2: ["arn:aws:wafv2:us-east-1:*:global/*"],
  };
  expect(deployBoundary(scope, store, records)).toEqual([
    look,
    {
      sid: "WriteStatesAndRecords",
      actions: ["s3:PutObject"],
      resources: [
        "arn:aws:s3:::equipweb-state/*",
        "arn:aws:s3:::equipweb-records/deployments/*",
        "arn:aws:s3:::equipweb-records/locks/*",
      ],
    },
    { sid: "ReleaseLocks", actions: ["s3:DeleteObject"], resources: ["arn:aws:s3:::equipweb-state/*.tflock"] },
    {
      sid: "ChangeOwnResources",
      actions: Object.keys(reach).map((service) => `${service}:*`),
      resources: Object.values(reach).flat(),
    },
    {
      sid: "ChangeOwnBuckets",
      actions: [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketLogging",
        "s3:PutBucketNotification",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
      resources: [
        "arn:aws:s3:::dev-*",
        "arn:aws:s3:::equipweb-*-sites-*",
        "arn:aws:s3:::equipweb-*-app-*",
        "arn:aws:s3:::equipweb-*-deployer-*",
        "arn:aws:s3:::aws-waf-logs-equipweb-*",
      ],
    },
    {
      sid: "ChangeOwnObjects",
      actions: ["s3:DeleteObject*", "s3:PutObject"],
      resources: [
        "arn:aws:s3:::equipweb-*/stage.json",
        "arn:aws:s3:::equipweb-*/errors/404.html",
        "arn:aws:s3:::equipweb-*/functions/placeholder.zip",
      ],
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
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
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

/** Whether the boundary of deployments lets an action through on something. */
const isLet = (action: string, on: string): boolean =>
  deployBoundary(scope, store, records).some(
    ({ actions, resources = [] }) => covers(actions, action) && resources.some((pattern) => fits(pattern, on)),
  );

const policies = Object.values(applyPolicies(scope)).flat();

test("deploying is let do all that its policies allow, and what it does with states and records", () => {
  const needed = [
    ...policies,
    ...readStates(store),
    ...writeStates(store),
    ...readDeployments(records),
    ...writeDeployments(records),
  ];
  const outside = needed.flatMap(({ actions, resources = [] }) =>
    actions.flatMap((action) => resources.filter((on) => !isLet(action, on)).map((on) => `${action} ${on}`)),
  );
  // Its policies have one list of resources for all calls of a service; made on what they are not made on, a call is nothing.
  expect(outside).toEqual([]);
});

test.each([
  ["a state deleted", "s3:DeleteObject", "arn:aws:s3:::equipweb-state/dev-sites-qro"],
  ["a version of a state deleted", "s3:DeleteObjectVersion", "arn:aws:s3:::equipweb-state/dev-app-portal"],
  ["a record deleted", "s3:DeleteObject", "arn:aws:s3:::equipweb-records/deployments/dev-app-portal/1.json"],
  ["a release written", "s3:PutObject", "arn:aws:s3:::equipweb-dev-sites-qro-1/releases/1/index.html"],
  ["a package handed in", "s3:PutObject", "arn:aws:s3:::equipweb-dev-deployer-portal-source-1/portal.zip"],
  ["the audit emptied", "s3:DeleteBucket", "arn:aws:s3:::equipweb-dev-audit-111111111111"],
  ["a user made", "iam:CreateUser", "arn:aws:iam::111111111111:user/dev/x"],
  ["a policy given", "iam:AttachRolePolicy", "arn:aws:iam::111111111111:role/dev/dev/dev-deployer-portal-build"],
  ["the boundary changed", "iam:CreatePolicyVersion", "arn:aws:iam::111111111111:policy/dev/dev-boundary"],
  ["a function of nobody changed", "lambda:UpdateFunctionCode", "arn:aws:lambda:eu-west-1:111111111111:function:other"],
  ["a function called", "lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111111111111:function:other"],
  ["a REST API changed", "apigateway:PATCH", "arn:aws:apigateway:eu-west-1::/restapis/a"],
  [
    "an alarm on the emergency role silenced",
    "events:DisableRule",
    "arn:aws:events:eu-west-1:111111111111:rule/dev-emergency",
  ],
])("no policy of a deployment could have %s", (_, action, on) => {
  expect(isLet(action, on)).toBe(false);
});

test("the boundaries of a network with nine environments and long names fit into managed policies, with ARNs as AWS writes them", () => {
  const large = {
    ...scope,
    organisation: "a-long-company",
    network: "development",
    environments: ["dev", "stage", "release", "qa", "uat", "rc", "stg", "feature", "preview"],
    boundaryArn: "arn:aws:iam::111111111111:policy/development/development-boundary",
  };
  const keyArn = "arn:aws:kms:eu-west-1:111111111111:key/12345678-1234-1234-1234-123456789012";
  const stores = [
    { bucket: "a-long-company-development-state-111111111111", keyArn },
    { bucket: "a-long-company-development-records-111111111111", keyArn },
  ] as const;
  const sizes = Object.entries({
    network: networkBoundary(large),
    plan: planBoundary(...stores),
    deploy: deployBoundary(large, ...stores),
  }).map(([name, statements]) => [name, policyDocument(statements).length] as const);
  expect(sizes.filter(([, size]) => size > POLICY_SIZES.managed)).toEqual([]);
});
