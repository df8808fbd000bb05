import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { settingsFor } from "../../../adapters/aws/connection";

interface HttpRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly headers: { readonly authorization?: string };
}

/** What a client of these settings would send a request to, and with which key. Nothing is sent. */
async function requestOf(endpoint: string | undefined): Promise<{ readonly host: string; readonly key: string }> {
  const client = new SecretsManagerClient(settingsFor({ endpoint }, "eu-west-1"));
  let seen = { host: "", key: "" };
  client.middlewareStack.add(
    () => async (args) => {
      const { protocol, hostname, port, headers } = args.request as HttpRequest;
      const [, key = ""] = /Credential=([^/]+)\//.exec(String(headers.authorization)) ?? [];
      seen = { host: `${protocol}//${hostname}${port ? `:${port}` : ""}`, key };
      throw new Error("nothing is sent");
    },
    { step: "finalizeRequest", priority: "low" },
  );
  await expect(client.send(new DescribeSecretCommand({ SecretId: "a" }))).rejects.toThrow("nothing is sent");
  return seen;
}

describe("where a request goes", () => {
  const before = process.env;
  beforeEach(() => {
    process.env = {
      ...before,
      AWS_ACCESS_KEY_ID: "AKIDREAL",
      AWS_SECRET_ACCESS_KEY: "real",
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      AWS_ENDPOINT_URL_SECRETS_MANAGER: "http://127.0.0.1:9",
    };
  });
  afterEach(() => {
    process.env = before;
  });

  it("is AWS, wherever else the environment points", async () => {
    expect(await requestOf(undefined)).toEqual({
      host: "https://secretsmanager.eu-west-1.amazonaws.com",
      key: "AKIDREAL",
    });
  });

  it("is the emulator that was named, which gets no real credentials", async () => {
    expect(await requestOf("http://127.0.0.1:5000")).toEqual({ host: "http://127.0.0.1:5000", key: "dummy" });
  });
});
