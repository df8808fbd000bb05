import type { PolicyException } from "./parliament";

const OWNER = { owner: "platform", expires: "2027-11-30" };
const ANYTHING = /^/;

/** Where parliament 1.6 is wrong, or something is done all the same, by decision. */
export const PARLIAMENT_EXCEPTIONS: readonly PolicyException[] = [
  {
    ...OWNER,
    issue: "MALFORMED",
    of: "aws_iam_role.assume_role_policy",
    where: /^Statement contains neither Resource nor NotResource$/,
    reason: "A trust policy names no resource: it is the role (IAM, 'IAM JSON policy elements: Resource').",
  },
  {
    ...OWNER,
    issue: "MALFORMED",
    of: "aws_ecr_repository_policy.policy",
    where: /^Statement contains neither Resource nor NotResource$/,
    reason:
      "The policy of a repository names no resource: it is the repository (ECR, 'Private repository policy examples').",
  },
  {
    ...OWNER,
    issue: "UNKNOWN_FEDERATION_SOURCE",
    of: "aws_iam_role.assume_role_policy",
    where: /^arn:aws:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
    reason:
      "parliament knows SAML alone. An OIDC provider is named by its ARN (IAM, 'Create a role for OpenID Connect federation').",
  },
  {
    ...OWNER,
    issue: "RESOURCE_STAR",
    of: "aws_kms_key.policy",
    where: /^kms:/,
    reason: "In the policy of a key, '*' means that key (KMS, 'Key policies in AWS KMS').",
  },
  {
    ...OWNER,
    issue: "RESOURCE_STAR",
    of: "aws_iam_policy.policy",
    where: ANYTHING,
    reason:
      "What reads may read by kind; what writes is judged by the rule policy-writes-to-named-resources, action by action.",
  },
  {
    ...OWNER,
    issue: "RESOURCE_MISMATCH",
    of: "aws_iam_policy.policy",
    where: /^kms:(Create|Delete|Update)Alias /,
    reason:
      "An alias needs permission twice, in a statement for the alias and one for its key (KMS, 'Controlling access to aliases'). parliament looks at one statement at a time.",
  },
  {
    ...OWNER,
    issue: "RESOURCE_MISMATCH",
    of: "aws_iam_policy.policy",
    where: /^elasticloadbalancing:\w+ arn:\*:elasticloadbalancing:\*:\*:listener(-rule)?\/net\//,
    reason:
      "Listeners of network load balancers may stay out of reach: none is built. The same actions fit listeners of application load balancers (Service Authorization Reference, 'Elastic Load Balancing V2').",
  },
  {
    ...OWNER,
    issue: "RESOURCE_MISMATCH",
    of: "aws_iam_policy.policy",
    where: /^route53:ChangeTagsForResource arn:\*:route53:::healthcheck\/\*$/,
    reason:
      "Health checks may stay out of reach: none is built. Hosted zones are tagged by the same action (Service Authorization Reference, 'Amazon Route 53').",
  },
  {
    ...OWNER,
    issue: "MISMATCHED_TYPE_BUT_USABLE",
    of: "aws_iam_policy.policy",
    where: /^Type mismatch: StringEquals requires a value of type String but given Arn$/,
    reason:
      "A boundary is compared with StringEquals, whole and without a pattern, as AWS shows it (IAM, 'Permissions boundaries for IAM entities').",
  },
  {
    ...OWNER,
    issue: "MISMATCHED_TYPE",
    of: "aws_kms_key.policy",
    where: /^Type mismatch: ArnLike requires a value of type Arn but given String$/,
    reason:
      "The encryption context of logs holds an ARN, and is compared as one (CloudWatch Logs, 'Encrypt log data in CloudWatch Logs using AWS KMS').",
  },
  {
    ...OWNER,
    issue: "RESOURCE_POLICY_PRIVILEGE_ESCALATION",
    of: "aws_iam_policy.policy",
    where: /s3:PutBucketPolicy$|s3:PutLifecycleConfiguration$/,
    reason:
      "Whoever builds buckets sets their policies and lifecycles. What they open is seen in the plan and refused by the rules; the guarded stores are denied to the role.",
  },
];
