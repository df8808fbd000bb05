import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Cloud, SecretStore } from "../../operations/secrets/ports";
import { type Connection, settingsFor } from "./connection";
import { AwsError, explained } from "./errors";
import { secretsManager } from "./secrets-manager";

/** AWS with the credentials in use, or an emulator. Nothing is asked before it is needed. */
export function cloud(connection: Connection): Cloud {
  const stores = new Map<string, SecretStore>();
  return {
    async accountId(region) {
      const request = {
        what: "tell which account the credentials in use are of",
        permissions: "sts:GetCallerIdentity",
        region,
        endpoint: connection.endpoint,
        isSecret: false,
      };
      try {
        const { Account } = await new STSClient(settingsFor(connection, region)).send(new GetCallerIdentityCommand({}));
        if (Account && /^\d{12}$/.test(Account)) return Account;
      } catch (failure) {
        throw explained(request, failure);
      }
      throw new AwsError(`could not ${request.what}: the answer is not what AWS answers to this.`);
    },

    secretsIn(region) {
      const store = stores.get(region) ?? secretsManager(connection, region);
      stores.set(region, store);
      return store;
    },
  };
}
