import type { PlanMode } from "../../../operations/plan/mode";
import { overrideFor } from "../../../operations/plan/override";
import { at, type JsonObject, listOf } from "../../../terraform-json/json";
import { aConfiguration, BACKEND, reading, stacksOf } from "./synthesized";

const OFFLINE: PlanMode = { kind: "offline" };
const EMULATOR: PlanMode = { kind: "endpoint", url: "http://127.0.0.1:4566" };
const REAL: PlanMode = { kind: "real" };

const overrideOf = async (mode: PlanMode, sections: JsonObject = {}, stubs: Record<string, string> = {}) => {
  const stacks = await stacksOf({
    "dev-network": aConfiguration("dev-network"),
    "dev-orders": aConfiguration("dev-orders", sections),
  });
  return overrideFor(stacks[1] as never, mode, new Map(Object.entries(stubs)));
};

describe("an offline plan", () => {
  test("has an empty local state, and a provider that never asks AWS", async () => {
    expect(await overrideOf(OFFLINE)).toEqual({
      terraform: { backend: { local: { path: "terraform.tfstate" } } },
      provider: {
        aws: [
          {
            access_key: "dummy",
            secret_key: "dummy",
            skip_credentials_validation: true,
            skip_metadata_api_check: true,
            skip_requesting_account_id: true,
            max_retries: 3,
            allowed_account_ids: [],
          },
        ],
      },
    });
  });

  test("overrides each alias by its own entry, and assumes no role", async () => {
    const override = await overrideOf(OFFLINE, {
      provider: {
        aws: [
          { region: "eu-west-1" },
          {
            alias: "us_east_1",
            region: "us-east-1",
            assume_role: [{ role_arn: "arn:aws:iam::111111111111:role/deploy" }],
          },
          { alias: "web", assume_role_with_web_identity: [{ web_identity_token_file: "/token" }] },
        ],
      },
    });
    const settings = {
      access_key: "dummy",
      secret_key: "dummy",
      skip_credentials_validation: true,
      skip_metadata_api_check: true,
      skip_requesting_account_id: true,
      max_retries: 3,
    };
    expect(override?.provider).toEqual({
      aws: [
        settings,
        { ...settings, alias: "us_east_1", dynamic: { assume_role: { for_each: [], content: {} } } },
        { ...settings, alias: "web", dynamic: { assume_role_with_web_identity: { for_each: [], content: {} } } },
      ],
    });
  });

  test("takes away what binds the provider to a person's machine, but only what the stack says", async () => {
    const provider = {
      aws: { region: "eu-west-1", profile: "me", shared_config_files: ["~/.aws/config"], custom_ca_bundle: "/ca" },
    };
    const override = await overrideOf(OFFLINE, { provider });
    const [entry] = listOf(at(override, "provider", "aws"));
    expect(entry).toMatchObject({ profile: null, shared_config_files: [], custom_ca_bundle: null });
    expect(entry).not.toHaveProperty("token");
    expect(entry).not.toHaveProperty("allowed_account_ids");
  });

  test("finds the AWS provider under another name, and leaves other providers alone", async () => {
    const override = await overrideOf(OFFLINE, {
      terraform: {
        required_providers: { amazon: { source: "hashicorp/aws" }, github: { source: "integrations/github" } },
      },
      provider: { amazon: [{ region: "eu-west-1" }], github: [{ owner: "equipweb" }] },
    });
    expect(Object.keys(override?.provider ?? {})).toEqual(["amazon"]);
  });

  test("reads stubbed upstreams from local files, whatever workspace and defaults the stack gave them", async () => {
    const override = await overrideOf(
      OFFLINE,
      { data: reading("dev-network") },
      { "dev-network": "stubs/dev-network.tfstate" },
    );
    expect(override?.data).toEqual({
      terraform_remote_state: {
        "dev-network": {
          backend: "local",
          workspace: "default",
          defaults: null,
          config: { path: "stubs/dev-network.tfstate" },
        },
      },
    });
  });
});

describe("a plan against an emulator", () => {
  test("keeps state in the emulator, in the bucket and under the key of the stack, bound to no account", async () => {
    expect((await overrideOf(EMULATOR))?.terraform).toEqual({
      backend: {
        s3: {
          bucket: BACKEND.bucket,
          key: "dev-orders",
          region: "eu-west-1",
          encrypt: true,
          use_lockfile: true,
          access_key: "dummy",
          secret_key: "dummy",
          skip_credentials_validation: true,
          skip_metadata_api_check: true,
          skip_requesting_account_id: true,
          use_path_style: true,
          endpoints: { s3: "http://127.0.0.1:4566" },
        },
      },
    });
  });

  test("lets the provider ask the emulator for its account, because some ids are made from it", async () => {
    expect((await overrideOf(EMULATOR))?.provider).toEqual({
      aws: [
        {
          access_key: "dummy",
          secret_key: "dummy",
          skip_credentials_validation: true,
          skip_metadata_api_check: true,
          s3_use_path_style: true,
          max_retries: 3,
          allowed_account_ids: [],
        },
      ],
    });
  });

  test("reads upstreams from the emulator, and stubbed ones from their files", async () => {
    const override = await overrideOf(
      EMULATOR,
      { data: reading("dev-network", "dev-platform") },
      { "dev-platform": "stubs/dev-platform.tfstate" },
    );
    expect(override?.data).toEqual({
      terraform_remote_state: {
        "dev-network": {
          backend: "s3",
          config: {
            ...BACKEND,
            key: "dev-network",
            access_key: "dummy",
            secret_key: "dummy",
            skip_credentials_validation: true,
            skip_metadata_api_check: true,
            skip_requesting_account_id: true,
            use_path_style: true,
            endpoints: { s3: "http://127.0.0.1:4566" },
          },
        },
        "dev-platform": {
          backend: "local",
          workspace: "default",
          defaults: null,
          config: { path: "stubs/dev-platform.tfstate" },
        },
      },
    });
  });

  test("leaves a backend alone that is not S3", async () => {
    const terraform = { backend: { local: { path: "orders.tfstate" } } };
    expect(await overrideOf(EMULATOR, { terraform, provider: {} })).toBeUndefined();
  });
});

describe("a real plan", () => {
  test("overrides nothing", async () => {
    expect(await overrideOf(REAL, { data: reading("dev-network") })).toBeUndefined();
  });

  test("overrides a missing upstream, and nothing else", async () => {
    const override = await overrideOf(
      REAL,
      { data: reading("dev-network", "dev-platform") },
      { "dev-network": "stubs/dev-network.tfstate" },
    );
    expect(override).toEqual({
      data: {
        terraform_remote_state: {
          "dev-network": {
            backend: "local",
            workspace: "default",
            defaults: null,
            config: { path: "stubs/dev-network.tfstate" },
          },
        },
      },
    });
  });
});
