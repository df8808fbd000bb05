import type { JsonObject } from "../../terraform-json/json";

/** A stack as cdktf writes it, that a mutation may change in place. */
// biome-ignore lint/suspicious/noExplicitAny: mutations reach anywhere into it.
export type Configuration = any;

/** Something that nobody would want: made to a synthesized stack of the example organisation, or to a stack that stands here. */
export interface Mutation {
  /** Number of the acceptance check that it violates (docs/security.md). */
  readonly check: number;
  /** What it does, in a few words. */
  readonly does: string;
  /** Id of a stack of the example organisation, or a configuration that passes every rule. */
  readonly stack: string | JsonObject;
  /** Makes the change. */
  readonly mutate: (configuration: Configuration) => void;
  /** The rule that has to say so. */
  readonly rule: string;
  /** A pattern of the address that it has to name; undefined when it is the stack as a whole. */
  readonly address?: RegExp;
}

/** The first resource of a type, for a mutation to change. */
export function first(configuration: Configuration, type: string): Configuration {
  const [resource] = Object.values(configuration.resource[type] ?? {});
  if (!resource) throw new Error(`the stack has no ${type}`);
  return resource;
}
