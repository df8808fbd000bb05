import { DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import type { DeployerImages } from "../../operations/apps/ports";
import { type Connection, settingsFor } from "./connection";
import { explained, isNamed } from "./errors";

/** A repository of ECR. */
export interface ImagePlace {
  readonly repository: string;
  /** The account that it is in: others may let these credentials in, too. */
  readonly accountId: string;
  readonly region: string;
}

/**
 * The Deployer images of a stage.
 *
 * @throws AwsError when ECR refuses, or does not answer.
 */
export function deployerImages(connection: Connection, { repository, accountId, region }: ImagePlace): DeployerImages {
  const client = new ECRClient(settingsFor(connection, region));
  return {
    async has(imageDigest) {
      const request = { registryId: accountId, repositoryName: repository, imageIds: [{ imageDigest }] };
      try {
        const { imageDetails = [] } = await client.send(new DescribeImagesCommand(request));
        return imageDetails.some((image) => image.imageDigest === imageDigest) ? "yes" : "no";
      } catch (failure) {
        if (isNamed(failure, "ImageNotFoundException")) return "no";
        if (isNamed(failure, "RepositoryNotFoundException")) return "no-repository";
        const asked = {
          what: `look for the Deployer image in the repository ${repository}`,
          permissions: "ecr:DescribeImages",
          region,
          endpoint: connection.endpoint,
          isSecret: false,
          reasons: { ServerException: "AWS has trouble. Run this again" },
        };
        throw explained(asked, failure);
      }
    },
  };
}
