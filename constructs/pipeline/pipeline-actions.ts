import type { CodepipelineStageAction } from "@cdktf/provider-aws/lib/codepipeline";
import { arnOf, bucketArn, type Place } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";
import { APP_PIPELINE } from "./pipeline-names";

/** An action of a pipeline, the stage that it is, and what the pipeline's role needs for it. */
export interface PipelineAction {
  readonly stage: string;
  readonly action: CodepipelineStageAction;
  readonly needs: readonly Statement[];
}

/** Name of what the source hands on. */
const PACKAGE = "package";

/** By which the other actions speak of what the source found. */
const PACKAGE_VARIABLES = "Package";

const KIND = { owner: "AWS", version: "1" } as const;

/**
 * Takes a package: the version that whatever starts the pipeline names. It never asks by itself whether there is a new one.
 * Without the permissions for tags, which packages have none of. Source: CodePipeline user guide, "Amazon S3 source action reference".
 */
export const takePackage = (bucket: string, key: string): PipelineAction => ({
  stage: APP_PIPELINE.source.stage,
  action: {
    ...KIND,
    name: APP_PIPELINE.source.action,
    category: "Source",
    provider: "S3",
    configuration: { S3Bucket: bucket, S3ObjectKey: key, PollForSourceChanges: "false" },
    outputArtifacts: [PACKAGE],
    namespace: PACKAGE_VARIABLES,
  },
  needs: [
    {
      sid: "FindPackages",
      actions: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
      resources: [bucketArn(bucket)],
    },
    {
      sid: "TakePackages",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: [`${bucketArn(bucket)}/${key}`],
    },
  ],
});

/**
 * Waits for a person. It tells nobody: a rule of EventBridge does, so that the role needs nothing for it.
 *
 * @param question Shown beside the two buttons, with the version of the object that would be deployed.
 */
export const askSomebody = (question: string): PipelineAction => ({
  stage: APP_PIPELINE.approval.stage,
  action: {
    ...KIND,
    name: APP_PIPELINE.approval.action,
    category: "Approval",
    provider: "Manual",
    configuration: { CustomData: `${question} Version of the package: #{${PACKAGE_VARIABLES}.VersionId}` },
  },
  needs: [],
});

/** Runs a build project with the package. Source: CodePipeline user guide, "AWS CodeBuild build and test action reference". */
export const runProject = (project: string, place: Place): PipelineAction => ({
  stage: APP_PIPELINE.deploy.stage,
  action: {
    ...KIND,
    name: APP_PIPELINE.deploy.action,
    category: "Build",
    provider: "CodeBuild",
    configuration: { ProjectName: project },
    inputArtifacts: [PACKAGE],
  },
  needs: [
    {
      sid: "RunProject",
      actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
      resources: [arnOf(place, "codebuild", `project/${project}`)],
    },
  ],
});
