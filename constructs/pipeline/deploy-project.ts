import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { Construct } from "constructs";
import { ServiceRole } from "../iam/service-role";
import { type BuildScope, buildPermissions } from "./build-permissions";
import type { RolePlace } from "./deployment-group";

/** Minutes after which a build is stopped: a canary takes five, and a roll-back as long again. */
const LONGEST_BUILD_MINUTES = 45;

/** Minutes that a build waits for a machine. */
const LONGEST_QUEUE_MINUTES = 30;

export interface DeployProjectProps extends BuildScope {
  /** Unique in account and region. */
  readonly name: string;
  /** What it is for; shown in the console. */
  readonly description: string;
  /** The commands that it runs, as YAML. */
  readonly buildspec: string;
  /** Digest of the image that it runs them in: `sha256:…`. */
  readonly imageDigest: string;
  /** Plain settings of the commands, by the name of the environment variable. */
  readonly variables: Readonly<Record<string, string>>;
  readonly role: RolePlace;
}

/**
 * Deploys what the pipeline hands it. The commands are part of the project, and the image is named by its digest: neither a
 * package nor whoever pushes an image decides what runs with this role. On ARM, as the function that it deploys.
 */
export class DeployProject extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: DeployProjectProps) {
    super(scope, id);
    const { name, description, buildspec, keyArn, logGroup } = props;
    this.name = new CodebuildProject(this, "Resource", {
      name,
      description,
      serviceRole: this.createRole(props).arn,
      source: { type: "CODEPIPELINE", buildspec },
      artifacts: { type: "CODEPIPELINE" },
      environment: environmentOf(props),
      encryptionKey: keyArn,
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logGroup } },
      buildTimeout: LONGEST_BUILD_MINUTES,
      queuedTimeout: LONGEST_QUEUE_MINUTES,
      // Two at once would each undo what the other did.
      concurrentBuildLimit: 1,
    }).name;
  }

  private createRole({ role, place, ...scope }: DeployProjectProps): ServiceRole {
    return new ServiceRole(this, "role", {
      ...role,
      service: "codebuild.amazonaws.com",
      accountId: place.accountId,
      allow: buildPermissions({ place, ...scope }),
    });
  }
}

const environmentOf = ({ place, imageRepository, imageDigest, variables }: DeployProjectProps) => ({
  type: "ARM_CONTAINER",
  computeType: "BUILD_GENERAL1_SMALL",
  image: `${place.accountId}.dkr.ecr.${place.region}.amazonaws.com/${imageRepository}@${imageDigest}`,
  // Pulled by the project's own role, so that the repository needs to let nobody else in.
  imagePullCredentialsType: "SERVICE_ROLE",
  privilegedMode: false,
  environmentVariable: Object.entries(variables).map(([name, value]) => ({ name, value })),
});
