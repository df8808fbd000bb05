import { APPLY_ACTIONS, serviceOf } from "../../aws/apply-actions";
import { iamArn } from "../../aws/arn";
import { GLOBAL_REGION } from "../../aws/global-region";
import { WRITES_WITHOUT_RESOURCE } from "../../aws/iam-actions";
import { KEY_TRIAL } from "../../aws/key-trial";
import { type ApplyScope, applyScopes, ownObjects } from "./apply-scopes";
import type { Statement } from "./policy-document";

/** The services that roles are made for here, which may be handed one. */
const SERVICES_THAT_TAKE_ROLES = [
  "codebuild.amazonaws.com",
  "codedeploy.amazonaws.com",
  "codepipeline.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "events.amazonaws.com",
  "lambda.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** Services whose own roles AWS makes at their first use in an account, for which it asks whoever uses them. */
const SERVICES_WITH_ROLES_OF_THEIR_OWN = [
  "ecs.amazonaws.com",
  "ecs.application-autoscaling.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "ops.apigateway.amazonaws.com",
];

/** Services that exist once in the world: a condition on a region would mean another one than the network's. */
const GLOBAL = ["cloudfront", "iam", "route53"];

/** Services of which something stands in the global region, too: certificates of CloudFront, and the delivery of its logs. */
const ALSO_IN_GLOBAL_REGION = ["acm", "logs"];

/** Changes to roles that IAM can tie to the role's boundary (Service Authorization Reference, `iam:PermissionsBoundary`). */
const TIED_TO_BOUNDARY = [
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
];

/** What a key is tried with when a secret is made. */
const TRIES = ["kms:Decrypt", "kms:GenerateDataKey"];

/**
 * Which services go into which policy, so that each stays below the 6,144 characters of a managed policy; and there are few:
 * a role has ten at most, one of which is AWS's own (IAM User Guide, "IAM and AWS STS quotas").
 */
const POLICIES = {
  network: ["acm", "ec2", "elasticloadbalancing", "route53"],
  edge: ["cloudfront", "wafv2"],
  compute: ["application-autoscaling", "cloudwatch", "ecr", "ecs", "servicediscovery"],
  apis: ["apigateway", "lambda", "sqs"],
  delivery: ["codebuild", "codedeploy", "codepipeline", "events"],
  data: ["logs", "secretsmanager", "sns"],
  storage: ["s3"],
  access: ["iam", "kms"],
} as const;

/** Name of one of the policies of a deploy role. */
export type ApplyPolicy = keyof typeof POLICIES;

/** What a deployment may change, policy by policy: exactly what the types of resources that stacks are made of need. */
export function applyPolicies(scope: ApplyScope): Readonly<Record<ApplyPolicy, readonly Statement[]>> {
  const of = (policy: ApplyPolicy) => POLICIES[policy].flatMap((service) => changesOf(service, scope));
  return {
    network: of("network"),
    edge: of("edge"),
    compute: of("compute"),
    apis: of("apis"),
    delivery: of("delivery"),
    data: of("data"),
    storage: of("storage"),
    access: of("access"),
  };
}

function changesOf(service: string, scope: ApplyScope): readonly Statement[] {
  if (service === "iam") return changesOfRoles(scope);
  if (service === "kms") return changesOfKeys(scope);
  if (service === "s3") return changesOfBuckets(scope);
  const name = service
    .split("-")
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join("");
  const actions = actionsOf(service);
  return [
    {
      sid: `Change${name}`,
      actions: actions.filter((action) => !WRITES_WITHOUT_RESOURCE.includes(action)),
      resources: applyScopes(scope)[service] ?? [],
    },
    ...withoutResource(`Begin${name}`, service, actions, scope),
  ];
}

function withoutResource(
  sid: string,
  service: string,
  all: readonly string[],
  { place }: ApplyScope,
): readonly Statement[] {
  const actions = all.filter((action) => WRITES_WITHOUT_RESOURCE.includes(action));
  if (actions.length === 0) return [];
  const isAlsoGlobal = ALSO_IN_GLOBAL_REGION.includes(service) && place.region !== GLOBAL_REGION;
  const regions = isAlsoGlobal ? [place.region, GLOBAL_REGION] : place.region;
  const conditions = { StringEquals: { "aws:RequestedRegion": regions } };
  return [{ sid, actions, resources: ["*"], ...(!GLOBAL.includes(service) && { conditions }) }];
}

/**
 * Roles get the network's boundary when they are made, and nobody gets more permissions without having it: so no
 * deployment makes a role that may do more than the boundary says.
 */
export function changesOfRoles({ place, network, boundaryArn }: ApplyScope): readonly Statement[] {
  const roles = [iamArn(place.accountId, `role/${network}/*`)];
  const tied = new Set(TIED_TO_BOUNDARY);
  const ofPolicies = new Set(APPLY_ACTIONS.aws_iam_policy);
  return [
    {
      sid: "ChangeBoundedRoles",
      actions: TIED_TO_BOUNDARY,
      resources: roles,
      conditions: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    {
      sid: "ChangeRoles",
      actions: actionsOf("iam").filter(
        (action) => !tied.has(action) && !ofPolicies.has(action) && action !== "iam:PassRole",
      ),
      resources: roles,
    },
    {
      // No deployment gives one to anybody. It may not change the boundaries, which the guards say beside this.
      sid: "ChangePoliciesOfApprovers",
      actions: [...ofPolicies],
      resources: [iamArn(place.accountId, `policy/${network}/*-approver`)],
    },
    {
      sid: "PassRoles",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: { StringEquals: { "iam:PassedToService": SERVICES_THAT_TAKE_ROLES } },
    },
    {
      sid: "LetServicesMakeTheirOwnRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [iamArn(place.accountId, "role/aws-service-role/*")],
      conditions: { StringEquals: { "iam:AWSServiceName": SERVICES_WITH_ROLES_OF_THEIR_OWN } },
    },
  ];
}

/**
 * Buckets, and the few objects that belong to them: what people and programs stored is nothing that a deployment writes or
 * deletes.
 */
function changesOfBuckets(scope: ApplyScope): readonly Statement[] {
  const ofObjects = new Set([...(APPLY_ACTIONS.aws_s3_object ?? []), "s3:GetObject"]);
  const [ofBuckets, objects] = [(each: string) => !ofObjects.has(each), (each: string) => ofObjects.has(each)];
  return [
    { sid: "ChangeS3", actions: actionsOf("s3").filter(ofBuckets), resources: applyScopes(scope).s3 ?? [] },
    { sid: "ChangeOwnObjects", actions: actionsOf("s3").filter(objects), resources: ownObjects(scope) },
  ];
}

/**
 * A key has no name in its ARN, only tags: those of the network alone may be changed. A key that is made is tagged at once,
 * when it has no tag yet.
 */
function changesOfKeys({ place, network, ...scope }: ApplyScope): readonly Statement[] {
  const [keys = "", ...aliases] = applyScopes({ place, network, ...scope }).kms ?? [];
  const special = new Set(["kms:CreateKey", "kms:TagResource", "kms:CreateGrant", ...TRIES]);
  return [
    {
      sid: "MakeKeys",
      actions: ["kms:CreateKey"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestTag/network": network, "aws:RequestedRegion": place.region } },
    },
    {
      sid: "TagKeys",
      actions: ["kms:TagResource"],
      resources: [keys],
      conditions: {
        StringEqualsIfExists: { "aws:RequestTag/network": network, "aws:ResourceTag/network": network },
      },
    },
    {
      sid: "ChangeKeys",
      actions: actionsOf("kms").filter((action) => !special.has(action)),
      resources: [keys],
      conditions: { StringEquals: { "aws:ResourceTag/network": network } },
    },
    {
      sid: "NameKeys",
      actions: actionsOf("kms").filter((action) => action.endsWith("Alias")),
      resources: aliases,
    },
    {
      // Grants are retired by the statement above: this condition is none of kms:RetireGrant (KMS guide, "Controlling access to grants").
      sid: "LetServicesUseKeys",
      actions: ["kms:CreateGrant"],
      resources: [keys],
      conditions: {
        Bool: { "kms:GrantIsForAWSResource": "true" },
        StringEquals: { "aws:ResourceTag/network": network },
      },
    },
    {
      sid: "LetSecretsTryKeys",
      actions: TRIES,
      resources: [keys],
      conditions: {
        StringEquals: {
          ...KEY_TRIAL,
          "aws:ResourceTag/network": network,
          "kms:ViaService": `secretsmanager.${place.region}.amazonaws.com`,
        },
      },
    },
  ];
}

/** What Terraform calls of a service, for any type of resource. */
const actionsOf = (service: string): readonly string[] =>
  [...new Set(Object.values(APPLY_ACTIONS).flat())].filter((action) => serviceOf(action) === service).sort();
