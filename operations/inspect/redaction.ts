import { SENSITIVE_ATTRIBUTES } from "../../aws/sensitive-attributes";
import { own } from "../../model/own";
import { isObject, type Json, type JsonObject } from "../../terraform-json/json";
import { documentIn } from "../report/attributes/documents";
import { isContainer, type Key, valueAt } from "../report/attributes/json-tree";
import { shownValue } from "../report/attributes/presentation";
import type { Marks } from "../report/secrets/sensitivity";
import { suspectMarks, withoutSecretsInText } from "../report/secrets/suspects";
import type { StateDocument, StateFacts, StateInstance } from "./state-document";

/** A copy of what another state hands on, which is looked up there. */
const REMOTE_STATE = "terraform_remote_state";

/** A state without anything secret: what is shown and kept. */
export interface RedactedState extends StateFacts {
  readonly instances: readonly RedactedInstance[];
  readonly outputs: readonly { readonly name: string; readonly value: Json }[];
}

/** An instance without its secrets. Attributes that say nothing, null and empty ones, are left out. */
export type RedactedInstance = Omit<StateInstance, "sensitive">;

/**
 * A state with everything hidden that Terraform marks as sensitive, that the provider's schema marks, and that looks like a
 * secret by its name or shape, as in the report on plans. There is no way back.
 */
export function redacted({ instances, outputs, ...facts }: StateDocument): RedactedState {
  return {
    ...facts,
    instances: instances.filter(({ type }) => type !== REMOTE_STATE).map(redactedInstance),
    outputs: outputs.map(({ name, value, isSensitive }) => ({ name, value: withoutSecrets(value, isSensitive, name) })),
  };
}

/** One instance without its secrets. */
export function redactedInstance({ sensitive, ...instance }: StateInstance): RedactedInstance {
  const { type, address } = instance;
  const attributes = telling(instance.attributes);
  const shown = withoutSecrets(attributes, sensitiveMarks({ type, attributes, sensitive }), "");
  // A mark on everything leaves no attribute.
  return { ...instance, address: withoutSecretsInText(address), attributes: isObject(shown) ? shown : {} };
}

/**
 * What of an instance's attributes is sensitive, as marks in the shape of the value. What the provider's schema says is added:
 * older versions of Terraform write into a state only what the configuration marks.
 */
export function sensitiveMarks({
  type,
  attributes,
  sensitive,
}: Pick<StateInstance, "type" | "attributes" | "sensitive">): Marks {
  const present = sensitive.filter(([first]) => typeof first !== "string" || Object.hasOwn(attributes, first));
  const told = present.reduce<Marks>((marks, path) => marked(marks, attributes, path), {});
  const paths = own(SENSITIVE_ATTRIBUTES, type) ?? [];
  return paths.reduce<Marks>((marks, path) => markedEverywhere(marks, attributes, path.split(".")), told);
}

/** Attributes without those that say nothing: providers write null or an empty value for the same. */
export const telling = (attributes: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => !saysNothing(value)));

const saysNothing = (value: Json): boolean =>
  value === null || value === "" || (isContainer(value) && Object.keys(value).length === 0);

function withoutSecrets(value: Json, marks: Marks, name: string): Json {
  const suspects = suspectMarks(value, marks, name);
  const shown = shownValue(value, [marks], [suspects], documentIn);
  return shown.kind === "value" ? (shown.value as Json) : null;
}

/**
 * Marks with one more place marked. A step that does not fit the value, or leads to nothing in it, marks all that it would
 * lead into: a value of any type stands beside its type, of which the paths know nothing.
 */
function marked(marks: Marks, value: unknown, [first, ...rest]: readonly Json[]): Marks {
  if (marks === true || first === undefined) return true;
  if (value === null) return marks;
  if (!isKeyOf(first, value) || valueAt(value, first) === undefined) return true;
  return withMark(marks, value, first, (inner) => marked(inner, valueAt(value, first), rest));
}

/** The same, of a path without indexes: every item of a list or set on the way is gone into. */
function markedEverywhere(marks: Marks, value: unknown, names: readonly string[]): Marks {
  if (marks === true || names.length === 0) return true;
  if (!isContainer(value)) return marks;
  if (Array.isArray(value))
    return value.reduce<Marks>(
      (all, item, index) => withMark(all, value, index, (inner) => markedEverywhere(inner, item, names)),
      marks,
    );
  const [first = "", ...rest] = names;
  const item = valueAt(value, first);
  return item === undefined ? marks : withMark(marks, value, first, (inner) => markedEverywhere(inner, item, rest));
}

const isKeyOf = (key: Json, value: unknown): key is Key =>
  isContainer(value) && (Array.isArray(value) ? typeof key === "number" : typeof key === "string");

function withMark(marks: Marks, value: unknown, key: Key, change: (inner: Marks) => Marks): Marks {
  const mark = change(valueAt(marks, key));
  if (mark === undefined) return marks ?? {};
  if (!Array.isArray(value)) return { ...(isContainer(marks) && marks), [key]: mark };
  const items = Array.isArray(marks) ? [...marks] : Array.from({ length: value.length }, () => false);
  items[key as number] = mark;
  return items;
}
