/**
 * Actions that change something and that AWS allows on `*` alone: they have no resource type. Only those that a role of an
 * organisation like this needs; whoever needs another one adds it here, where a reviewer sees it.
 * Source: Service Authorization Reference, the column "Resource types" of each service's table of actions.
 */
export const WRITES_WITHOUT_RESOURCE: readonly string[] = [
  "acm:RequestCertificate",
  "cloudfront:CreateOriginAccessControl",
  "cloudwatch:PutMetricData",
  "ec2messages:AcknowledgeMessage",
  "ec2messages:SendReply",
  "ecs:CreateTaskSet",
  "ecs:DeregisterTaskDefinition",
  "kms:CreateKey",
  "lambda:CreateEventSourceMapping",
  "logs:CreateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:PutResourcePolicy",
  "logs:UpdateLogDelivery",
  "route53:CreateHostedZone",
  "servicediscovery:CreateHttpNamespace",
  "servicediscovery:CreatePrivateDnsNamespace",
  "servicediscovery:TagResource",
  "servicediscovery:UntagResource",
  "sns:SetSubscriptionAttributes",
  "sns:Unsubscribe",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

/**
 * Of the reads of what people and programs stored (content-reads.ts), those that open most of what an account holds. Whoever
 * is not meant to read content needs an explicit Deny of each: the policy `ReadOnlyAccess` of AWS allows most of them.
 * Source: Service Authorization Reference.
 */
export const CORE_CONTENT_READS: readonly string[] = [
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "kms:Decrypt",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "secretsmanager:GetSecretValue",
  "sqs:ReceiveMessage",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
];

/** Uses of a key that change nothing: whoever reads or writes encrypted data needs them. */
export const KEY_USES: readonly string[] = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
];

/**
 * Actions that hand over something to be deployed, an image or a package, and change nothing that runs.
 * Source: Service Authorization Reference for Amazon ECR, Amazon S3 and AWS CodeArtifact.
 */
export const DELIVERIES: readonly string[] = [
  "codeartifact:PublishPackageVersion",
  "codeartifact:PutPackageMetadata",
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
  "s3:AbortMultipartUpload",
  "s3:PutObject",
];

/**
 * Policies of AWS that change nothing. They read content, too, unless their name says otherwise.
 * Source: AWS Managed Policy Reference.
 */
export const READ_ONLY_POLICIES: readonly string[] = [
  "arn:aws:iam::aws:policy/IAMReadOnlyAccess",
  "arn:aws:iam::aws:policy/ReadOnlyAccess",
  "arn:aws:iam::aws:policy/SecurityAudit",
  "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
];
