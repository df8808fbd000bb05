import { READ_VERBS } from "../../../aws/read-verbs";
import { changesOfRoles } from "../../../constructs/iam/apply-permissions";
import { applyScopes } from "../../../constructs/iam/apply-scopes";
import { deployBoundary, networkBoundary, planBoundary } from "../../../constructs/iam/boundaries";
import { readDeployments, writeDeployments } from "../../../constructs/iam/record-access";
import { readStates, writeStates } from "../../../constructs/iam/state-access";

const scope = {
  place: { accountId: "111111111111", region: "eu-west-1" },
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
  const { iam: _iam, ...scopes } = applyScopes(scope);
  expect(deployBoundary(scope, store, records)).toEqual([
    look,
    ...readStates(store),
    ...writeStates(store),
    ...readDeployments(records),
    ...writeDeployments(records),
    {
      sid: "ChangeOwnResources",
      actions: Object.keys(scopes).map((service) => `${service}:*`),
      resources: Object.values(scopes).flat(),
    },
    ...changesOfRoles(scope),
    {
      sid: "BeginWhatHasNoName",
      actions: [
        "acm:RequestCertificate",
        "ecs:DeregisterTaskDefinition",
        "kms:CreateKey",
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
  expect(networkBoundary(scope)).toEqual([
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
