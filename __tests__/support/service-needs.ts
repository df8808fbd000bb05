import { at, blocks, type JsonObject } from "../../terraform-json/json";
import { actionsOf, type GraphAction } from "./pipeline-graph";

/** A permission, and on what: `s3:GetObject arn:aws:s3:::packages/app.zip`. */
export type Need = `${string} ${string}`;

const on = (resource: string, ...actions: readonly string[]): readonly Need[] =>
  actions.map((action): Need => `${action} ${resource}`);

/**
 * What the role of a pipeline needs, read out of the pipeline: for its artefacts, and for each action by its kind.
 * Source: CodePipeline user guide, "Manage the CodePipeline service role", and "Action structure reference" of each kind.
 *
 * @throws Error when nobody looked at a kind of action.
 */
export function pipelineNeeds(pipeline: JsonObject, place: string): readonly Need[] {
  const stores = blocks(pipeline.artifact_store).flatMap((store) => [
    ...on(`arn:aws:s3:::${store.location}`, "s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"),
    ...on(`arn:aws:s3:::${store.location}/*`, "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"),
    ...blocks(store.encryption_key).flatMap(({ id }) => on(String(id), "kms:Decrypt", "kms:GenerateDataKey")),
  ]);
  return [...stores, ...actionsOf(pipeline).flatMap((action) => needsOfAction(action, place))].sort();
}

function needsOfAction({ kind, configuration }: GraphAction, place: string): readonly Need[] {
  switch (kind) {
    case "Source/S3": {
      const bucket = `arn:aws:s3:::${configuration.S3Bucket}`;
      return [
        ...on(bucket, "s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"),
        ...on(`${bucket}/${configuration.S3ObjectKey}`, "s3:GetObject", "s3:GetObjectVersion"),
      ];
    }
    case "Approval/Manual":
      return configuration.NotificationArn === undefined ? [] : on(configuration.NotificationArn, "sns:Publish");
    case "Build/CodeBuild":
      return on(
        `arn:aws:codebuild:${place}:project/${configuration.ProjectName}`,
        "codebuild:BatchGetBuilds",
        "codebuild:StartBuild",
      );
    default:
      throw new Error(`say in ${__filename} what a pipeline needs for an action of the kind ${kind}`);
  }
}

/**
 * What CodeBuild itself needs of the role of a project, read out of the project; the calls of its commands come on top.
 * Source: CodeBuild user guide, "Allow CodeBuild to interact with other AWS services", and "Private registry with AWS
 * CodeBuild"; a group of logs that is there is not made.
 *
 * @param artifactBucket Where the pipeline lays what the build takes.
 */
export function codeBuildNeeds(project: JsonObject, artifactBucket: string, place: string): readonly Need[] {
  const group = String(at(project, "logs_config", "cloudwatch_logs", "group_name"));
  const [, repository] = /\.amazonaws\.com\/(.+)@sha256:/.exec(String(at(project, "environment", "image"))) ?? [];
  return [
    ...on(`arn:aws:logs:${place}:log-group:${group}:*`, "logs:CreateLogStream", "logs:PutLogEvents"),
    ...on(`arn:aws:s3:::${artifactBucket}`, "s3:GetBucketAcl", "s3:GetBucketLocation"),
    ...on(`arn:aws:s3:::${artifactBucket}/*`, "s3:GetObject", "s3:GetObjectVersion"),
    ...on(String(project.encryption_key), "kms:Decrypt"),
    // ECR knows no resource for it.
    ...on("*", "ecr:GetAuthorizationToken"),
    ...on(
      `arn:aws:ecr:${place}:repository/${repository}`,
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
    ),
  ].sort();
}
