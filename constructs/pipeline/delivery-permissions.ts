import { arnOf, bucketArn, type Place } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";

/** What is handed in, and what follows. */
export interface HandInScope {
  readonly place: Place;
  readonly packages: { readonly bucket: string; readonly key: string; readonly keyArn: string };
  /** Name of the pipeline. */
  readonly pipeline: string;
  /** Name in ECR of the repository of the Deployer image. */
  readonly imageRepository: string;
}

/**
 * What hands in packages may do: write one object, look whether the image that deploys it is there, and follow what becomes of
 * it. It starts nothing, stops nothing, approves nothing, and reads no package.
 */
export const handInPermissions = ({
  place,
  packages,
  pipeline,
  imageRepository,
}: HandInScope): readonly Statement[] => [
  { sid: "HandInPackages", actions: ["s3:PutObject"], resources: [`${bucketArn(packages.bucket)}/${packages.key}`] },
  {
    sid: "EncryptPackages",
    actions: ["kms:GenerateDataKey"],
    resources: [packages.keyArn],
    conditions: { StringEquals: { "kms:ViaService": `s3.${place.region}.amazonaws.com` } },
  },
  {
    sid: "FollowPipeline",
    actions: [
      "codepipeline:GetPipelineExecution",
      "codepipeline:ListActionExecutions",
      "codepipeline:ListPipelineExecutions",
    ],
    resources: [arnOf(place, "codepipeline", pipeline)],
  },
  {
    sid: "FindDeployerImage",
    actions: ["ecr:DescribeImages"],
    resources: [arnOf(place, "ecr", `repository/${imageRepository}`)],
  },
];

/**
 * What pushes images may do: to one repository, whose tags never change. Nothing deploys by it: which image a stage is
 * deployed with stands in the catalogue. Source: Amazon ECR user guide, "IAM permissions for pushing an image to an Amazon ECR
 * private repository".
 */
export const pushPermissions = (place: Place, repository: string): readonly Statement[] => [
  { sid: "LogInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
  {
    sid: "PushImages",
    actions: [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:DescribeImages",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ],
    resources: [arnOf(place, "ecr", `repository/${repository}`)],
  },
];
