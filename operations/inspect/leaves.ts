import type { Json } from "../../terraform-json/json";
import { isList, isObject } from "../../terraform-json/json";
import { step } from "../report/attributes/attribute-path";

/** A text, number or truth value somewhere in a value. */
export interface Leaf {
  /** `tags.Name`, `ingress[0].from_port` */
  readonly path: string;
  readonly value: string | number | boolean;
}

/** Every leaf of a value, in its order. Null is none. */
export function* leavesOf(value: Json, path = ""): Generator<Leaf> {
  if (isList(value)) for (const [index, item] of value.entries()) yield* leavesOf(item, step(path, index));
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* leavesOf(item, step(path, key));
  else if (value !== null) yield { path, value };
}
