import { type JsonObject, objectAt } from "../../terraform-json/json";
import { withoutKeys } from "../report/address";
import { consoleLink } from "./console-link";
import { constructOf, type InventoryStack } from "./inventory";
import type { RedactedInstance } from "./redaction";

/** Where a resource comes from, and who answers for it. */
export interface Described {
  /**
   * The team that it is tagged with, or else its owner.
   * @default - neither a tag of it nor of its stack tells
   */
  readonly owner?: string;
  /**
   * The service that it is tagged with.
   * @default - no tag tells
   */
  readonly service?: string;
  /**
   * The catalogue file that its stack comes from.
   * @default - the configuration of today has no such stack
   */
  readonly catalogue?: string;
  /**
   * Path of the construct that makes it.
   * @default - the configuration of today does not make it
   */
  readonly construct?: string;
  /** Its page in AWS's console. */
  readonly console?: string;
}

/**
 * What the configuration and its tags say about an instance.
 *
 * @param stack Its stack, when the configuration has it.
 */
export function described(
  { address, type, attributes }: RedactedInstance,
  stack: InventoryStack | undefined,
): Described {
  const tags = tagsOf(attributes, stack);
  const owner = tags.team ?? tags.owner;
  const construct = constructOf(stack, withoutKeys(address));
  const console = consoleLink(type, attributes, stack?.region);
  return {
    ...(owner !== undefined && { owner }),
    ...(tags.service !== undefined && { service: tags.service }),
    ...(stack?.source !== undefined && { catalogue: stack.source }),
    ...(construct !== undefined && { construct }),
    ...(console !== undefined && { console }),
  };
}

/** Tags of the resource itself win over those that its stack gives to everything. */
function tagsOf(attributes: JsonObject, stack: InventoryStack | undefined): Readonly<Record<string, string>> {
  const own = { ...objectAt(attributes, "tags"), ...objectAt(attributes, "tags_all") };
  const texts = Object.entries(own).filter((tag): tag is [string, string] => typeof tag[1] === "string");
  return { ...stack?.tags, ...Object.fromEntries(texts) };
}
