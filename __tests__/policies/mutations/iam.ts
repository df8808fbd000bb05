import type { JsonObject } from "../../../terraform-json/json";
import { type Configuration, first, type Mutation } from "../mutation";

const SERVICE = "dev-service-orders";

/** The first statement of a policy in an attribute, for a mutation to change. */
function changeFirst(resource: Configuration, attribute: string, change: object): void {
  const document = JSON.parse(resource[attribute]);
  Object.assign(document.Statement[0], change);
  resource[attribute] = JSON.stringify(document);
}

/** Adds what an own policy of a role of the stack allows. */
const allow =
  (statement: object) =>
  (configuration: Configuration): void => {
    const policy = first(configuration, "aws_iam_role_policy");
    const document = JSON.parse(policy.policy);
    document.Statement.push({ Sid: "Added", Effect: "Allow", ...statement });
    policy.policy = JSON.stringify(document);
  };

/** Changes the trust of a role of the stack. */
const trust =
  (change: object) =>
  (configuration: Configuration): void =>
    changeFirst(first(configuration, "aws_iam_role"), "assume_role_policy", change);

const ROLE = /^aws_iam_role\./;
const ROLE_POLICY = /^aws_iam_role_policy\./;

const BOUNDARY = "arn:aws:iam::111111111111:policy/dev/dev-boundary";
const PROVIDER = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";
const claim = (name: string): string => `token.actions.githubusercontent.com:${name}`;

const CLAIMS = {
  [claim("aud")]: "sts.amazonaws.com",
  [claim("sub")]: "repo:acme@1001/infra@2002:environment:dev",
  [claim("repository_id")]: "2002",
};

const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A stack with a role that deploys, and one that plans pull requests. */
const JOBS: JsonObject = {
  resource: {
    aws_iam_role: {
      deploy: jobRole("deploy", CLAIMS),
      plan: jobRole("plan", { ...CLAIMS, [claim("sub")]: "repo:acme@1001/infra@2002:pull_request" }),
    },
    aws_iam_role_policy: {
      deploy: {
        name: "deploy",
        role: "${aws_iam_role.deploy.name}",
        policy: document(
          {
            Effect: "Allow",
            Action: ["ecs:UpdateService", "ecs:DescribeServices"],
            Resource: "arn:aws:ecs:eu-west-1:111111111111:service/dev/*",
          },
          {
            Effect: "Allow",
            Action: ["iam:CreateRole", "iam:PutRolePolicy"],
            Resource: "arn:aws:iam::111111111111:role/dev/*",
            Condition: { StringEquals: { "iam:PermissionsBoundary": BOUNDARY } },
          },
          {
            Effect: "Allow",
            Action: "iam:PassRole",
            Resource: "arn:aws:iam::111111111111:role/dev/*",
            Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
          },
        ),
      },
      plan: {
        name: "plan",
        role: "${aws_iam_role.plan.name}",
        policy: document(
          {
            Effect: "Allow",
            Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
            Resource: "arn:aws:s3:::acme-dev-state/*.tflock",
          },
          { Effect: "Deny", Action: ["dynamodb:*", "logs:*", "secretsmanager:*", "sqs:*", "ssm:*"], Resource: "*" },
          { Effect: "Deny", Action: "s3:GetObject*", NotResource: "arn:aws:s3:::acme-dev-state/*" },
          { Effect: "Deny", Action: "kms:Decrypt", NotResource: "${aws_kms_key.state.arn}" },
        ),
      },
    },
    aws_iam_role_policy_attachment: {
      plan: { role: "${aws_iam_role.plan.name}", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    },
  },
};

function jobRole(name: string, claims: JsonObject): JsonObject {
  return {
    name,
    path: "/bootstrap/dev/",
    permissions_boundary: BOUNDARY,
    assume_role_policy: document({
      Effect: "Allow",
      Principal: { Federated: PROVIDER },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: claims },
    }),
  };
}

/** Changes the claims that a role of {@link JOBS} accepts; undefined takes one away. */
const claims =
  (name: "deploy" | "plan", change: object, operator = "StringEquals") =>
  (configuration: Configuration): void => {
    const { Condition: condition } = JSON.parse(configuration.resource.aws_iam_role[name].assume_role_policy)
      .Statement[0];
    const changed = { [operator]: { ...condition.StringEquals, ...change } };
    changeFirst(configuration.resource.aws_iam_role[name], "assume_role_policy", { Condition: changed });
  };

const ON_POLICIES: readonly Mutation[] = [
  {
    check: 5,
    does: "allows every action",
    stack: SERVICE,
    mutate: allow({ Action: "*", Resource: "arn:aws:s3:::orders/*" }),
    rule: "policy-names-its-actions",
    address: ROLE_POLICY,
  },
  {
    check: 5,
    does: "allows every action by a data source",
    stack: SERVICE,
    mutate: (configuration) => {
      configuration.data = {
        ...configuration.data,
        aws_iam_policy_document: { wide: { statement: [{ actions: ["*"], resources: ["*"] }] } },
      };
      first(configuration, "aws_iam_role_policy").policy = "${data.aws_iam_policy_document.wide.json}";
    },
    rule: "policy-names-its-actions",
    address: ROLE_POLICY,
  },
  {
    check: 5,
    does: "allows every action in a policy with a quoted key in a reference",
    stack: SERVICE,
    mutate: (configuration) => {
      first(configuration, "aws_iam_role_policy").policy =
        '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"${aws_s3_bucket.a["x"].arn}/*"}]}';
    },
    rule: "policy-names-its-actions",
    address: ROLE_POLICY,
  },
  {
    check: 5,
    does: "writes to every resource",
    stack: SERVICE,
    mutate: allow({ Action: ["s3:ListBucket", "s3:PutObject"], Resource: "*" }),
    rule: "policy-writes-to-named-resources",
    address: ROLE_POLICY,
  },
  {
    check: 5,
    does: "writes to every resource, in a block of the role",
    stack: SERVICE,
    mutate: (configuration) => {
      first(configuration, "aws_iam_role").inline_policy = [
        { name: "wide", policy: document({ Effect: "Allow", Action: "sqs:*", Resource: "*" }) },
      ];
    },
    rule: "policy-writes-to-named-resources",
    address: ROLE,
  },
  {
    check: 5,
    does: "uses every key",
    stack: SERVICE,
    mutate: allow({ Action: "kms:*", Resource: "*" }),
    rule: "policy-writes-to-named-resources",
    address: ROLE_POLICY,
  },
  {
    check: 5,
    does: "allows all actions but some",
    stack: SERVICE,
    mutate: allow({ NotAction: "iam:*", Resource: "arn:aws:s3:::orders/*" }),
    rule: "policy-allows-no-remainder",
    address: ROLE_POLICY,
  },
  {
    check: 5,
    does: "allows all resources but some",
    stack: SERVICE,
    mutate: allow({ Action: "s3:GetObject", NotResource: "arn:aws:s3:::orders/*" }),
    rule: "policy-allows-no-remainder",
    address: ROLE_POLICY,
  },
  {
    check: 5,
    does: "has an inline policy that is too long",
    stack: SERVICE,
    mutate: allow({ Action: "s3:GetObject", Resource: `arn:aws:s3:::${"a".repeat(10_240)}` }),
    rule: "policy-fits-its-quota",
    address: ROLE_POLICY,
  },
  {
    check: 5,
    does: "has a trust that is too long",
    stack: SERVICE,
    mutate: trust({ Sid: "A".repeat(2048) }),
    rule: "policy-fits-its-quota",
    address: ROLE,
  },
  {
    check: 5,
    does: "has a policy that is no JSON",
    stack: SERVICE,
    mutate: (configuration) => {
      first(configuration, "aws_iam_role_policy").policy = "{";
    },
    rule: "policy-can-be-read",
    address: ROLE_POLICY,
  },
  {
    check: 6,
    does: "lets any role be passed",
    stack: JOBS,
    mutate: allow({
      Action: "iam:PassRole",
      Resource: "*",
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    }),
    rule: "pass-role-names-role-and-service",
    address: ROLE_POLICY,
  },
  {
    check: 6,
    does: "lets roles be passed to any service",
    stack: JOBS,
    mutate: allow({ Action: "iam:PassRole", Resource: "arn:aws:iam::111111111111:role/dev/*" }),
    rule: "pass-role-names-role-and-service",
    address: ROLE_POLICY,
  },
];

const ON_ROLES: readonly Mutation[] = [
  {
    check: 7,
    does: "takes the boundary of a role away",
    stack: SERVICE,
    mutate: (configuration) => {
      delete first(configuration, "aws_iam_role").permissions_boundary;
    },
    rule: "role-has-boundary",
    address: ROLE,
  },
  {
    check: 7,
    does: "takes the path of a role away",
    stack: SERVICE,
    mutate: (configuration) => {
      delete first(configuration, "aws_iam_role").path;
    },
    rule: "role-has-path",
    address: ROLE,
  },
  {
    check: 7,
    does: "lets a service take a role for any account",
    stack: SERVICE,
    mutate: trust({ Condition: undefined }),
    rule: "service-takes-role-for-its-account",
    address: ROLE,
  },
  {
    check: 7,
    does: "lets everybody take a role",
    stack: SERVICE,
    mutate: trust({ Principal: "*", Condition: undefined }),
    rule: "trust-is-not-open",
    address: ROLE,
  },
  {
    check: 7,
    does: "lets a whole account take a role",
    stack: SERVICE,
    mutate: trust({ Principal: { AWS: "arn:aws:iam::333333333333:root" }, Condition: undefined }),
    rule: "trust-is-not-open",
    address: ROLE,
  },
  {
    check: 7,
    does: "lets a deployment make roles without a boundary",
    stack: JOBS,
    mutate: allow({ Action: "iam:CreateRole", Resource: "arn:aws:iam::111111111111:role/dev/*" }),
    rule: "role-maker-hands-on-the-boundary",
    address: ROLE_POLICY,
  },
];

const ON_TRUST_IN_GITHUB: readonly Mutation[] = [
  ["accepts tokens for any audience", claims("deploy", { [claim("aud")]: undefined }), "oidc-trust-names-its-audience"],
  ["accepts any job of a repository", claims("deploy", { [claim("sub")]: undefined }), "oidc-trust-names-its-subject"],
  [
    "accepts every repository of an organisation",
    claims("deploy", { [claim("sub")]: "repo:acme/*" }, "StringLike"),
    "oidc-trust-names-its-subject",
  ],
  [
    "accepts a repository by its name alone",
    claims("deploy", { [claim("repository_id")]: undefined }),
    "oidc-trust-names-its-repository",
  ],
  ["accepts a token without claims", claims("deploy", {}, "ForAllValues:StringEquals"), "oidc-trust-has-no-loophole"],
  [
    "accepts a workflow by a star",
    claims("deploy", { [claim("job_workflow_ref")]: "acme/infra/.github/workflows/*" }),
    "oidc-trust-has-no-loophole",
  ],
].map(
  ([does, mutate, rule]) =>
    ({ check: 8, does, stack: JOBS, mutate, rule, address: /^aws_iam_role\.deploy$/ }) as Mutation,
);

const ON_JOBS: readonly Mutation[] = [
  {
    check: 9,
    does: "deploys from a branch",
    stack: JOBS,
    mutate: claims("deploy", { [claim("sub")]: "repo:acme@1001/infra@2002:ref:refs/heads/dev" }),
    rule: "writing-role-is-taken-from-an-environment",
    address: /^aws_iam_role\.deploy$/,
  },
  {
    check: 9,
    does: "deploys from pull requests, too",
    stack: JOBS,
    mutate: claims("deploy", {
      [claim("sub")]: ["repo:acme@1001/infra@2002:environment:dev", "repo:acme@1001/infra@2002:pull_request"],
    }),
    rule: "writing-role-is-taken-from-an-environment",
    address: /^aws_iam_role\.deploy$/,
  },
  {
    check: 9,
    does: "lets plans write states",
    stack: JOBS,
    mutate: ({ resource }) =>
      changeFirst(resource.aws_iam_role_policy.plan, "policy", { Resource: "arn:aws:s3:::acme-dev-state/*" }),
    rule: "writing-role-is-taken-from-an-environment",
    address: /^aws_iam_role\.plan$/,
  },
  {
    check: 9,
    does: "gives plans a policy of AWS that writes",
    stack: JOBS,
    mutate: ({ resource }) => {
      resource.aws_iam_role_policy_attachment.plan.policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess";
    },
    rule: "writing-role-is-taken-from-an-environment",
    address: /^aws_iam_role\.plan$/,
  },
  {
    check: 9,
    does: "lets plans read secrets, logs and tables",
    stack: JOBS,
    mutate: ({ resource }) => {
      const policy = JSON.parse(resource.aws_iam_role_policy.plan.policy);
      policy.Statement.splice(1, 1);
      resource.aws_iam_role_policy.plan.policy = JSON.stringify(policy);
    },
    rule: "pull-request-role-reads-no-content",
    address: /^aws_iam_role\.plan$/,
  },
];

/** Opens the policy of a resource of a stack to everybody. */
const opened = (does: string, stack: string, type: string): Mutation => ({
  check: 22,
  does,
  stack,
  mutate: (configuration) => {
    const resource = first(configuration, type);
    resource.policy = document({ Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" });
  },
  rule: "resource-policy-is-not-open",
  address: new RegExp(`^${type}\\.`),
});

const ON_RESOURCES: readonly Mutation[] = [
  opened("opens a bucket to everybody", "dev-platform", "aws_s3_bucket_policy"),
  opened("opens a key to everybody", "dev-platform", "aws_kms_key"),
  opened("opens an image repository to everybody", "main-registry", "aws_ecr_repository_policy"),
  opened("opens an endpoint to everybody", "dev-network", "aws_vpc_endpoint"),
];

export const IAM_MUTATIONS: readonly Mutation[] = [
  ...ON_POLICIES,
  ...ON_ROLES,
  ...ON_TRUST_IN_GITHUB,
  ...ON_JOBS,
  ...ON_RESOURCES,
];
