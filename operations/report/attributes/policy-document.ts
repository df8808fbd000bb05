import { isContainer } from "./json-tree";

type Fields = Readonly<Record<string, unknown>>;

/**
 * A policy of AWS in its longest form, in which a list stands wherever a single item means the same; undefined for
 * anything else. Source: "Grammar of the IAM JSON policy language" in the IAM user guide.
 */
export function asPolicy(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  const statements = inList(value.Statement);
  if (statements.length === 0 || !statements.every((each) => isObject(each) && typeof each.Effect === "string")) {
    return undefined;
  }
  return { ...value, Statement: statements.map((each) => changed(each, statementField)) };
}

function statementField(name: string, value: unknown): unknown {
  switch (name) {
    case "Action":
    case "NotAction":
    case "Resource":
    case "NotResource":
      return inList(value);
    case "Principal":
    case "NotPrincipal":
      return changed(value, (_, principals) => inList(principals));
    case "Condition":
      return changed(value, (_, keys) => changed(keys, (_key, values) => inList(values).map(conditionValue)));
    default:
      return value;
  }
}

/** `true` and `"true"` mean the same to a condition; AWS gives back texts. */
const conditionValue = (value: unknown): unknown => (typeof value === "boolean" ? String(value) : value);

const inList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** A copy of an object with other values. */
const changed = (value: unknown, change: (key: string, value: unknown) => unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(key, item)])) : value;

const isObject = (value: unknown): value is Fields => isContainer(value) && !Array.isArray(value);
