/** Plans as large as one likes, that look like real ones: no file that size needs to be kept. */

const TYPES = ["aws_instance", "aws_security_group", "aws_iam_role_policy", "aws_s3_bucket"] as const;

type Values = Readonly<Record<string, unknown>>;

interface PlannedChange {
  readonly address: string;
  readonly change: { readonly before: Values | null; readonly after: Values | null };
}

const ACTIONS = [
  ["create"],
  ["delete"],
  ["delete", "create"],
  ["update"],
  ["update"],
  ["no-op"],
  ["no-op"],
  ["no-op"],
  ["no-op"],
  ["no-op"],
] as const;

/** One resource, with everything that Terraform writes of it: before, after, marks and what is unknown. */
function plannedChange(index: number): PlannedChange {
  const type = TYPES[index % TYPES.length] ?? TYPES[0];
  const name = `unit_${index}`;
  const actions: readonly string[] = ACTIONS[index % ACTIONS.length] ?? [];
  const before = attributes(name, index, "1.0.0", "m5.large");
  const after = attributes(name, index, "1.1.0", "m5.xlarge");
  const [creates, deletes] = [actions.includes("create"), actions.includes("delete")];
  const replaces = creates && deletes;
  return {
    address: `module.service[${Math.floor(index / 50)}].${type}.${name}`,
    ...{ mode: "managed", type, name, provider_name: "registry.terraform.io/hashicorp/aws" },
    ...(replaces && { action_reason: "replace_because_cannot_update" }),
    change: {
      ...{ actions, after_unknown: creates ? { id: true, arn: true } : {} },
      before: creates && !replaces ? null : before,
      after: deletes && !replaces ? null : actions.includes("no-op") ? before : after,
      ...{ before_sensitive: { password: true, tags: {} }, after_sensitive: { password: true, tags: {} } },
      ...(replaces && { replace_paths: [["size"]] }),
    },
  };
}

function attributes(name: string, index: number, version: string, size: string): Readonly<Record<string, unknown>> {
  const tags = { Name: name, Version: version, team: "platform" };
  return {
    id: `i-${index.toString(16).padStart(17, "0")}`,
    arn: `arn:aws:ec2:eu-west-1:111111111111:instance/${name}`,
    name,
    size,
    enabled: true,
    password: "swordfish",
    subnet_ids: [`subnet-${index}a`, `subnet-${index}b`],
    timeouts: null,
    description: "",
    ingress: [
      { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["10.0.0.0/8"], description: "https" },
      { from_port: 80, to_port: 80, protocol: "tcp", cidr_blocks: ["10.0.0.0/8"], description: size },
    ],
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Action: ["s3:GetObject", `s3:Get${version}`],
          Resource: `arn:aws:s3:::${name}/*`,
        },
      ],
    }),
    tags,
    tags_all: { ...tags, owner: "sre" },
  };
}

/** The values that Terraform repeats beside the changes: what was, and what will be. */
function resourcesWith(changes: readonly PlannedChange[], side: "before" | "after"): readonly unknown[] {
  return changes.flatMap(({ change, ...resource }) => {
    const values = change[side];
    return values === null ? [] : [{ ...resource, schema_version: 1, values, sensitive_values: { tags: {} } }];
  });
}

/** The configuration of a resource: an expression for each argument. */
const configured = ({ address, change: { after, before }, ...resource }: PlannedChange): unknown => ({
  address: address.replace(/^module\.\w+\[\d+\]\./, ""),
  ...resource,
  provider_config_key: "aws",
  expressions: Object.fromEntries(
    Object.entries(after ?? before ?? {}).map(([key, value]) => [
      key,
      key === "subnet_ids" ? { references: ["aws_subnet.private", "var.subnets"] } : { constant_value: value },
    ]),
  ),
});

/**
 * A plan of so many resources, with all that Terraform writes beside the changes. Of ten, one is created, one deleted, one
 * replaced, two updated, and five left alone.
 */
export function largePlan(resources: number): string {
  const changes = Array.from({ length: resources }, (_, index) => plannedChange(index));
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources: resourcesWith(changes, "after") } },
    resource_changes: changes,
    prior_state: { format_version: "1.0", values: { root_module: { resources: resourcesWith(changes, "before") } } },
    configuration: { root_module: { resources: changes.map(configured) } },
    timestamp: "2026-01-01T00:00:00Z",
    applyable: true,
    complete: true,
    errored: false,
  });
}

/** The same, of as many resources as it takes to fill so many megabytes. */
export function planOfSize(megabytes: number): string {
  const sample = 200;
  return largePlan(Math.ceil((megabytes * 1_000_000) / (largePlan(sample).length / sample)));
}
