import { createHash } from "node:crypto";
import { isList, isObject, type Json } from "../../../terraform-json/json";
import { shapeOf } from "../attribute-shape";
import type { ProviderPlace } from "../providers";
import { port, type Shape, type ShapeInput } from "../shape";

/** One attribute of one instance of a resource. */
export interface AttributePlace extends ProviderPlace {
  readonly stack: string;
  /** `module.alarms.aws_sns_topic.this` */
  readonly address: string;
  readonly resourceType: string;
  /** Names and indexes from the resource on: `["default_action", 0, "order"]`. */
  readonly path: readonly (string | number)[];
}

/**
 * A value that stands for one that AWS made up when the resource was created. The same attribute has the same one in
 * every run. No two attributes have the same text, but for those that hold the same thing, and a few that Terraform or the
 * provider must be able to read: times, regions, ranges.
 *
 * @param type Its type as Terraform writes it.
 * @param made Told of every text that no other attribute has.
 */
export function placeholderFor(place: AttributePlace, type: Json, made: (text: string) => void): Json {
  const inner = (key: string | number, innerType: Json): Json =>
    placeholderFor({ ...place, path: [...place.path, key] }, innerType, made);
  if (type === "bool") return false;
  if (type === "null" || type === "dynamic") return null;
  if (type === "number") return numberFor(place);
  if (type === "string") {
    const read = READ_AS.find(([pattern]) => pattern.test(nameIn(place)))?.[1];
    if (read) return read(shapeInput(place));
    const text = shapeOf(place.resourceType, shapedAs(nameIn(place)))(shapeInput(place));
    made(text);
    return text;
  }
  const [kind, element] = isList(type) ? type : [];
  if (kind === "map") return {};
  if (kind === "object" && isObject(element)) {
    return Object.fromEntries(Object.entries(element).map(([name, member]) => [name, inner(name, member)]));
  }
  if (kind === "tuple" && isList(element)) return element.map((member, index) => inner(index, member));
  if (element === undefined) return [];
  return Array.from({ length: lengthOf(nameIn(place)) }, (_, index) => inner(index, element));
}

/** A hosted zone has four name servers (Amazon Route 53, "Creating a public hosted zone"). */
const lengthOf = (attribute: string): number => (attribute === "name_servers" ? 4 : 1);

/** Revisions, versions and orders begin with one. */
const numberFor = (place: AttributePlace): number =>
  /(^|_)port$/.test(nameIn(place)) ? Number(port(shapeInput(place))) : 1;

const nameIn = ({ path }: AttributePlace): string => String(path.findLast((step) => typeof step === "string") ?? "");

/** Texts that are read as something else, and refused when they cannot be. */
const READ_AS: readonly (readonly [RegExp, Shape])[] = [
  // Amazon gives a VPC a /56 (Amazon VPC, "IPv6 VPC CIDR blocks"), of which functions cut the subnets'.
  [/(^|_)ipv6_cidr_block$/, ({ hash }) => `2600:1f18:${hash.slice(0, 4)}:${hash.slice(4, 6)}00::/56`],
  [/(^|_)ipv6_address$/, ({ hash }) => `2600:1f18:${hash.slice(0, 4)}:${hash.slice(4, 8)}::1`],
  [/(^|_)cidr(_block)?$/, ({ hash }) => `10.${Number.parseInt(hash.slice(0, 2), 16)}.0.0/16`],
  [/(^|_)(time|date|timestamp|not_before|not_after)$|_at$/, () => "2006-01-02T15:04:05Z"],
  [/(^|_)availability_zone$/, ({ region }) => `${region}a`],
  // AWS proves the ownership of a domain by one type of record (AWS Certificate Manager, "DNS validation").
  [/^resource_record_type$/, () => "CNAME"],
  [/(^|_)region$/, ({ region }) => region],
];

const shapedAs = (attribute: string): string => (attribute === "name_servers" ? "dns_name" : attribute);

/** Attributes that hold the resource's own id. */
const ID_AGAIN: Readonly<Record<string, string>> = {
  aws_eip: "allocation_id",
  aws_kms_key: "key_id",
  aws_route53_zone: "zone_id",
  aws_vpc_security_group_egress_rule: "security_group_rule_id",
  aws_vpc_security_group_ingress_rule: "security_group_rule_id",
};

function shapeInput({ stack, address, resourceType, path, region, accountId }: AttributePlace): ShapeInput {
  const hashOf = (attribute: string): ShapeInput => {
    const hash = createHash("sha256").update(`state\n${stack}\n${address}\n${attribute}`).digest("hex");
    return { hash, region, accountId };
  };
  const attribute = path.join(".");
  if (attribute === ID_AGAIN[resourceType]) return hashOf("id");
  const arnIsId = attribute === "arn" && shapeOf(resourceType, "id")(hashOf("id")).startsWith("arn:");
  return hashOf(arnIsId ? "id" : attribute);
}
