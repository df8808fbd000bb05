import {
  DescribeSecretCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { SecretStore, StoredSecret } from "../../operations/secrets/ports";
import { type Connection, settingsFor } from "./connection";
import { type Asked, explained, isNamed } from "./errors";

/** Pages of versions that are read of one secret, each of 100: Secrets Manager keeps about 100 versions. */
const MOST_PAGES = 5;

/** The secrets of an account in a region. A value is written and never read: no request asks for one. */
export function secretsManager(connection: Connection, region: string): SecretStore {
  const client = new SecretsManagerClient(settingsFor(connection, region));
  const asked = (what: string, permissions: string, isSecret = false): Asked => ({
    what,
    permissions,
    region,
    endpoint: connection.endpoint,
    isSecret,
  });

  /** When the current version was made. The secret's own date also tells of a tag that changed. */
  async function changedOf(name: string): Promise<Date | undefined> {
    let NextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const request = new ListSecretVersionIdsCommand({ SecretId: name, ...(NextToken && { NextToken }) });
      const { Versions = [], NextToken: next } = await client.send(request);
      const current = Versions.find(({ VersionStages = [] }) => VersionStages.includes("AWSCURRENT"));
      if (current) return current.CreatedDate;
      if (!next) return undefined;
      NextToken = next;
    }
    return undefined;
  }

  return {
    async read(name): Promise<StoredSecret | undefined> {
      const request = asked(
        `look at the secret ${name}`,
        "secretsmanager:DescribeSecret and secretsmanager:ListSecretVersionIds",
      );
      try {
        const {
          ARN = "",
          VersionIdsToStages,
          LastChangedDate,
          DeletedDate,
        } = await client.send(new DescribeSecretCommand({ SecretId: name }));
        const versions = VersionIdsToStages ?? {};
        const isFilled = Object.keys(versions).length > 0;
        const isDeleted = DeletedDate !== undefined && DeletedDate !== null;
        const changed = isFilled && !isDeleted ? await changedOf(name) : undefined;
        return { arn: ARN, versions, touched: LastChangedDate, changed, isDeleted };
      } catch (failure) {
        if (isNamed(failure, "ResourceNotFoundException")) return undefined;
        throw explained(request, failure);
      }
    },

    async write(arn, value, versionId) {
      const name = nameIn(arn);
      const request = asked(
        `write the secret ${name}`,
        "secretsmanager:PutSecretValue, and kms:GenerateDataKey and kms:Decrypt of its key",
        true,
      );
      try {
        const command = new PutSecretValueCommand({
          SecretId: arn,
          SecretString: value.reveal(),
          ClientRequestToken: versionId,
        });
        await client.send(command);
        return "written";
      } catch (failure) {
        if (isNamed(failure, "ResourceExistsException")) return "taken";
        throw explained(request, failure);
      }
    },
  };
}

/** The name in an ARN, without the six characters that Secrets Manager adds. */
const nameIn = (arn: string): string => arn.replace(/^.*:secret:/, "").replace(/-[^-]{6}$/, "");
