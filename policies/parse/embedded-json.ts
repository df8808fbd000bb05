import type { Json } from "../../terraform-json/json";
import { isUnknown, Unknown, type Value } from "../value";
import { toValue } from "../view/to-value";

/**
 * What an attribute holds that is JSON in a text: in a configuration with `${…}` inside, whose texts are then unknown alone.
 *
 * @returns an `Unknown` when all of it is known only after the apply.
 * @throws Error when it is known and no JSON.
 */
export function parseEmbedded(value: Value | undefined): Value {
  const text = isUnknown(value) ? value.template : value;
  if (isUnknown(value) && (text === undefined || /^\s*\$\{/.test(value.template ?? ""))) return value;
  if (typeof text !== "string") throw new Error("it is not written as a text of JSON");
  try {
    return toValue(JSON.parse(text) as Json);
  } catch (error) {
    // An expression outside of a text, such as a whole list, or quotes inside of one: only Terraform can say what comes out.
    if (isUnknown(value)) return new Unknown(value.references, value.template);
    throw new Error(`it is no JSON: ${(error as Error).message}`);
  }
}
