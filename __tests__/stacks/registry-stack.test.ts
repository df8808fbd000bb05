import type { Network } from "../../model/organisation";
import { RegistryStack } from "../../stacks/registry-stack";
import { aNetwork, anEnvironment } from "../support/organisation";
import { type Attributes, resourceOf, resourcesOf, type SynthesizedJson, synthesize } from "../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const registryOf = (fields: Partial<Network> = {}): SynthesizedJson => {
  const network = aNetwork(fields);
  return synthesize((app) => new RegistryStack(app, network))[`${network.name}-registry`] as SynthesizedJson;
};

const repositories = [
  { name: "orders", release: "main/orders", snapshot: "main/orders-snapshot" },
  { name: "users", release: "main/users", snapshot: "main/users-snapshot" },
];

const byName = (stack: SynthesizedJson): Readonly<Record<string, Attributes>> =>
  Object.fromEntries(Object.values(resourcesOf(stack, "aws_ecr_repository")).map((found) => [found.name, found]));

const repository = (name: string, fields: Attributes): Attributes => ({
  name,
  image_scanning_configuration: { scan_on_push: true },
  encryption_configuration: [{ encryption_type: "KMS", kms_key: ref("aws_kms_key.key_FEDD6EC0.arn") }],
  force_delete: false,
  ...fields,
});

describe("the registry of a network without production", () => {
  const stack = registryOf();

  test("has two repositories for each service, one for releases and one for snapshots, that a plan may delete", () => {
    expect(byName(stack)).toEqual({
      "dev/orders": repository("dev/orders", { image_tag_mutability: "IMMUTABLE" }),
      "dev/orders-snapshot": repository("dev/orders-snapshot", { image_tag_mutability: "MUTABLE" }),
    });
  });

  test("keeps fifty releases and twenty snapshots", () => {
    const kept = Object.values(resourcesOf(stack, "aws_ecr_lifecycle_policy")).map(({ repository, policy }) => [
      repository,
      JSON.parse(String(policy)).rules[1].selection.countNumber,
    ]);
    expect(kept).toEqual([
      [ref("aws_ecr_repository.orders-release_1CE36F25.name"), 50],
      [ref("aws_ecr_repository.orders-snapshot_A62A147D.name"), 20],
    ]);
  });

  test("encrypts all images with one key of its own, which nobody but the account may use", () => {
    expect(resourcesOf(stack, "aws_kms_key")).toEqual({
      key_FEDD6EC0: {
        description: "Images of the network dev",
        enable_key_rotation: true,
        deletion_window_in_days: 30,
        policy: expect.any(String),
      },
    });
    expect(resourceOf(stack, "aws_kms_alias").name).toBe("alias/dev-registry");
    const { Statement } = JSON.parse(String(resourceOf(stack, "aws_kms_key").policy));
    expect(Statement.map(({ Principal }: { Principal: unknown }) => Principal)).toEqual([
      { AWS: "arn:aws:iam::111111111111:root" },
    ]);
  });

  test("forbids nobody to pull, for nobody is in production", () => {
    expect(resourcesOf(stack, "aws_ecr_repository_policy")).toEqual({});
  });

  test("hands on nothing: who knows a repository's name knows its address", () => {
    expect(stack.output).toBeUndefined();
  });

  test("is what was reviewed", () => {
    expect(stack).toMatchSnapshot();
  });
});

describe("the registry of a network with production", () => {
  const stack = registryOf({
    name: "main",
    production: true,
    repositories,
    environments: [
      anEnvironment({ name: "preprod" }),
      anEnvironment({ name: "prd", protection: "production" }),
      anEnvironment({ name: "prod", protection: "production" }),
    ],
  });

  test("guards declared releases against destruction and replacement, and leaves snapshots free", () => {
    expect(byName(stack)).toEqual({
      "main/orders": repository("main/orders", {
        image_tag_mutability: "IMMUTABLE",
        lifecycle: { prevent_destroy: true },
      }),
      "main/orders-snapshot": repository("main/orders-snapshot", { image_tag_mutability: "MUTABLE" }),
      "main/users": repository("main/users", {
        image_tag_mutability: "IMMUTABLE",
        lifecycle: { prevent_destroy: true },
      }),
      "main/users-snapshot": repository("main/users-snapshot", { image_tag_mutability: "MUTABLE" }),
    });
  });

  test("guards the key of the images, without which they are lost", () => {
    expect(resourceOf(stack, "aws_kms_key").lifecycle).toEqual({ prevent_destroy: true });
  });

  test("forbids the roles of every production environment to pull snapshots, and no others", () => {
    const policies = Object.values(resourcesOf(stack, "aws_ecr_repository_policy"));
    expect(policies.map(({ repository }) => repository)).toEqual([
      ref("aws_ecr_repository.orders-snapshot_A62A147D.name"),
      ref("aws_ecr_repository.users-snapshot_2060189D.name"),
    ]);
    for (const { policy } of policies) {
      expect(JSON.parse(String(policy)).Statement).toEqual([
        {
          Sid: "RolesMayNotPull",
          Effect: "Deny",
          Principal: "*",
          Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Condition: {
            ArnLike: {
              "aws:PrincipalArn": [
                "arn:aws:iam::111111111111:role/main/prd/*",
                "arn:aws:iam::111111111111:role/main/prod/*",
              ],
            },
          },
        },
      ]);
    }
  });
});

test("a network without services has a registry without repositories", () => {
  const stack = registryOf({ repositories: [] });
  expect(resourcesOf(stack, "aws_ecr_repository")).toEqual({});
  expect(Object.keys(resourcesOf(stack, "aws_kms_key"))).toHaveLength(1);
});
