import { hasEnded, type IgnoredDrift } from "../../model/ignored-drift";
import { blocks, isList, type JsonObject, objectAt } from "../../terraform-json/json";
import { matches } from "../plan/selection";
import { withoutLastKey } from "../report/address";
import type { AttributeChange, Shown } from "../report/attributes/attribute-changes";
import type { ResourceChange } from "../report/report";
import type { IgnoredBy } from "./drift-report";

/** Says why a difference is no drift; undefined when it is some. Without an attribute, the whole resource is gone. */
export type Ignores = (
  change: Omit<ResourceChange, "attributes">,
  attribute?: AttributeChange,
) => IgnoredBy | undefined;

/**
 * What a stack's own configuration, and the catalogue, leave out.
 *
 * @param configuration The stack as it was deployed.
 * @param entries The catalogue's list.
 * @param today As `2026-12-31`: entries end.
 * @param explained What manages the rules of security groups, by `ADDRESS ingress` and `ADDRESS egress`.
 */
export function ignoresOf(
  { id, configuration }: { readonly id: string; readonly configuration: JsonObject },
  entries: readonly IgnoredDrift[],
  today: string,
  explained: ReadonlyMap<string, string> = new Map(),
): Ignores {
  const holding = entries.filter((entry) => !hasEnded(entry, today) && matches(entry.stacks, id));
  return (change, attribute) => {
    if (attribute && isSameMeaning(attribute)) return { kind: "same-meaning" };
    if (attribute && isIgnoredByConfiguration(configuration, change, attribute.path)) return { kind: "configuration" };
    const manager =
      attribute &&
      (managerOf(configuration, change, attribute.path) ??
        explained.get(`${change.address} ${rootOf(attribute.path)}`));
    if (manager !== undefined) return { kind: "managed-elsewhere", address: manager };
    const entry = holding.find(
      ({ type, path }) =>
        matches(type, change.type) && (path === undefined || (attribute && isWithin(attribute.path, path))),
    );
    return entry && { kind: "catalogue", entry };
  };
}

/** Nothing and nothing: providers answer one for the other. */
const isEmpty = (shown: Shown): boolean =>
  shown.kind === "absent" ||
  (shown.kind === "value" &&
    (shown.value === null ||
      shown.value === "" ||
      (typeof shown.value === "object" && Object.keys(shown.value as object).length === 0)));

const isSameMeaning = ({ before, after, only }: AttributeChange): boolean =>
  only === "marking" || only === "formatting" || (isEmpty(before) && isEmpty(after));

function isIgnoredByConfiguration(
  configuration: JsonObject,
  change: Pick<ResourceChange, "address">,
  path: string,
): boolean {
  const ignored = blocksOf(configuration, change.address).flatMap((block) =>
    blocks(block.lifecycle).flatMap(({ ignore_changes: list }) => (isList(list) ? list : [list ?? ""])),
  );
  return ignored.some((each) => typeof each === "string" && (each === "all" || isWithin(path, bare(each))));
}

/** A reference, as cdktf or a person may write it. */
const bare = (text: string): string => text.replace(/^\$\{(.*)\}$/, "$1");

/** The blocks of a resource of the root module, the only one that cdktf writes; none for an address in another one. */
function blocksOf(configuration: JsonObject, address: string): readonly JsonObject[] {
  const [type = "", name = "", ...more] = withoutLastKey(address.replace(/ \(deposed .*$/, "")).split(".");
  return more.length > 0 ? [] : blocks(objectAt(configuration, "resource", type)[name]);
}

/**
 * Settings of a bucket that are resources of their own, and that its own attributes repeat. Such an attribute is empty in the
 * state until somebody reads the bucket again after the other resource was made. Each of these resources reads the whole
 * setting, so that nothing is missed. Source: AWS provider, "Resource: aws_s3_bucket".
 */
const SETTINGS_OF_BUCKETS: ReadonlyMap<string, string> = new Map([
  ["acceleration_status", "aws_s3_bucket_accelerate_configuration"],
  ["cors_rule", "aws_s3_bucket_cors_configuration"],
  ["grant", "aws_s3_bucket_acl"],
  ["lifecycle_rule", "aws_s3_bucket_lifecycle_configuration"],
  ["logging", "aws_s3_bucket_logging"],
  ["object_lock_configuration", "aws_s3_bucket_object_lock_configuration"],
  ["policy", "aws_s3_bucket_policy"],
  ["replication_configuration", "aws_s3_bucket_replication_configuration"],
  ["request_payer", "aws_s3_bucket_request_payment_configuration"],
  ["server_side_encryption_configuration", "aws_s3_bucket_server_side_encryption_configuration"],
  ["versioning", "aws_s3_bucket_versioning"],
  ["website", "aws_s3_bucket_website_configuration"],
]);

const rootOf = (path: string): string => path.split(/[.[]/, 1)[0] ?? "";

/** The address of the resource that manages an attribute of another one. */
function managerOf(
  configuration: JsonObject,
  { type, address }: Pick<ResourceChange, "type" | "address">,
  path: string,
): string | undefined {
  const root = rootOf(path);
  const manager = type === "aws_s3_bucket" ? SETTINGS_OF_BUCKETS.get(root) : undefined;
  if (manager === undefined) return undefined;
  const name = Object.entries(objectAt(configuration, "resource", manager)).find(([, block]) =>
    blocks(block).some(({ bucket }) => typeof bucket === "string" && bucket.startsWith(`\${${address}.`)),
  )?.[0];
  return name === undefined ? undefined : `${manager}.${name}`;
}

/** Attributes that say again what another one says. */
const REPEATED: ReadonlyMap<string, string> = new Map([["tags_all", "tags"]]);

/** Whether an attribute is what a pattern names, or lies inside it. */
export function isWithin(path: string, pattern: string): boolean {
  const steps = stepsOf(path);
  const literal = stepsOf(pattern).replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  const whole = new RegExp(`^${literal.replaceAll("*", ".*")}(?:[.[]|$)`, "s");
  const root = rootOf(steps);
  const repeated = REPEATED.get(root);
  return whole.test(steps) || (repeated !== undefined && whole.test(repeated + steps.slice(root.length)));
}

/** `tags["a b"]` and `tags.a b` are one. */
const stepsOf = (path: string): string => path.replace(/\["((?:[^"\\]|\\.)*)"\]/g, ".$1");
