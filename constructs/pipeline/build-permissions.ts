import { arnOf, bucketArn, type Place } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";
import { type DeployScope, deployPermissions } from "./deploy-permissions";

/** What the build project deploys with, and what the Deployer deploys to. */
export interface BuildScope extends DeployScope {
  readonly place: Place;
  /** Name of the log group of what the Deployer says. */
  readonly logGroup: string;
  /** Name of the bucket from which it takes the package. */
  readonly artifactBucket: string;
  /** ARN of the key that encrypts what lies in that bucket. */
  readonly keyArn: string;
  /** Name in ECR of the repository of the Deployer image. */
  readonly imageRepository: string;
}

/** What the role of the build project may do: what CodeBuild does by itself, and what the Deployer calls. */
export const buildPermissions = (scope: BuildScope): readonly Statement[] => [
  ...codeBuildItself(scope),
  ...deployPermissions(scope),
];

/**
 * Only what a build does that takes its source from a pipeline, gives nothing back, and writes to a log group that is there.
 * ECR knows no resource for its log-in. Source: CodeBuild user guide, "Allow CodeBuild to interact with other AWS services",
 * and "Private registry with AWS CodeBuild".
 */
const codeBuildItself = ({
  place,
  logGroup,
  artifactBucket,
  keyArn,
  imageRepository,
}: BuildScope): readonly Statement[] => [
  {
    sid: "WriteLog",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [arnOf(place, "logs", `log-group:${logGroup}:*`)],
  },
  {
    sid: "FindPackage",
    actions: ["s3:GetBucketAcl", "s3:GetBucketLocation"],
    resources: [bucketArn(artifactBucket)],
  },
  {
    sid: "TakePackage",
    actions: ["s3:GetObject", "s3:GetObjectVersion"],
    resources: [`${bucketArn(artifactBucket)}/*`],
  },
  { sid: "DecryptPackage", actions: ["kms:Decrypt"], resources: [keyArn] },
  { sid: "LogInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
  {
    sid: "PullDeployerImage",
    actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    resources: [arnOf(place, "ecr", `repository/${imageRepository}`)],
  },
];
