import { KEY_ATTRIBUTES } from "../../../aws/key-attributes";
import type { Json, JsonObject } from "../../../terraform-json/json";
import { isList, isObject } from "../../../terraform-json/json";
import { valueText } from "../../report/wording/values";
import { visible } from "../../report/wording/visible";
import type { Described } from "../described";
import type { RedactedInstance } from "../redaction";
import { nameOf } from "../state-diff";
import { fields } from "./text";

/** What a person reads first of a resource: whose it is, and where it comes from. */
export const originRows = ({ owner, service, catalogue, construct }: Described) =>
  [
    ["owner", ownerText(owner, service)],
    ["catalogue", catalogue ?? "the configuration of today has no such stack"],
    ["construct", construct ?? (catalogue === undefined ? undefined : "the configuration of today does not make it")],
  ] as const;

function ownerText(owner: string | undefined, service: string | undefined): string {
  if (owner === undefined) return "no tag tells";
  return service === undefined ? owner : `${owner} (${service})`;
}

/** An attribute, as a person reads it on one line. Nested values keep their names. */
const attributeText = (value: Json): string => valueText({ kind: "value", value });

/** All of an instance: what it is and whose first, then its key attributes, then all others by name. */
export function instanceText(instance: RedactedInstance, origin: Described, place: string): string {
  const { attributes, isTainted } = instance;
  const keys = KEY_ATTRIBUTES.filter((name) => Object.hasOwn(attributes, name));
  const others = Object.keys(attributes)
    .filter((name) => !keys.includes(name))
    .sort();
  const parts = [
    fields([
      ["stack", place],
      ...originRows(origin),
      ["console", origin.console],
      ["tainted", isTainted ? "yes: the next apply replaces it" : undefined],
    ]),
    fields(rowsOf(attributes, keys)),
    fields(rowsOf(attributes, others)),
  ];
  return `${visible(nameOf(instance))}\n${parts.filter((part) => part !== "").join("\n\n")}`;
}

/** Objects and lists of objects are spread out: one line for each thing in them. */
const rowsOf = (attributes: JsonObject, names: readonly string[]): readonly (readonly [string, string])[] =>
  names.flatMap((name) => spread(name, attributes[name] ?? null));

function spread(path: string, value: Json): readonly (readonly [string, string])[] {
  if (isObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, item]) => spread(`${path}.${key}`, item));
  if (isList(value) && value.some(isObject)) return value.flatMap((item, index) => spread(`${path}[${index}]`, item));
  return value === null ? [] : [[path, attributeText(value)]];
}
