import { Codepipeline } from "@cdktf/provider-aws/lib/codepipeline";
import { Construct } from "constructs";
import { bucketArn, type Place } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";
import { ServiceRole } from "../iam/service-role";
import type { RolePlace } from "./deployment-group";
import type { PipelineAction } from "./pipeline-actions";

export interface DeliveryPipelineProps {
  /** Unique in account and region; at most 100 characters. */
  readonly name: string;
  readonly place: Place;
  /** What it does, one after the other, each in a stage of its own. */
  readonly actions: readonly PipelineAction[];
  /** Where it passes on what actions make. */
  readonly artifacts: { readonly bucket: string; readonly keyArn: string };
  readonly role: RolePlace;
}

/**
 * A pipeline that runs one package after the other: none overtakes another one that waits, and none is skipped. Its role may
 * do what its actions need, as each of them says.
 */
export class DeliveryPipeline extends Construct {
  /** ARN of the pipeline, usable only once it is there. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: DeliveryPipelineProps) {
    super(scope, id);
    const { name, actions, artifacts } = props;
    this.arn = new Codepipeline(this, "Resource", {
      name,
      pipelineType: "V2",
      executionMode: "QUEUED",
      roleArn: this.createRole(props).arn,
      artifactStore: [{ type: "S3", location: artifacts.bucket, encryptionKey: { type: "KMS", id: artifacts.keyArn } }],
      stage: actions.map(({ stage, action }) => ({ name: stage, action: [action] })),
    }).arn;
  }

  private createRole({ place, actions, artifacts, role }: DeliveryPipelineProps): ServiceRole {
    return new ServiceRole(this, "role", {
      ...role,
      service: "codepipeline.amazonaws.com",
      accountId: place.accountId,
      allow: [...passArtifactsOn(artifacts), ...actions.flatMap(({ needs }) => needs)],
    });
  }
}

/**
 * Without access control lists, which the bucket does not know. Source: CodePipeline user guide, "Manage the CodePipeline
 * service role"; for the key Amazon S3 user guide, "Using server-side encryption with AWS KMS keys", "Permissions".
 */
const passArtifactsOn = ({ bucket, keyArn }: DeliveryPipelineProps["artifacts"]): readonly Statement[] => [
  {
    sid: "FindArtifacts",
    actions: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
    resources: [bucketArn(bucket)],
  },
  {
    sid: "PassArtifactsOn",
    actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
    resources: [`${bucketArn(bucket)}/*`],
  },
  { sid: "EncryptPackagesAndArtifacts", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [keyArn] },
];
