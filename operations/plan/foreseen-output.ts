import type { Json } from "../../terraform-json/json";

/** A value that stands for one that AWS will make up. No two are equal, and the same output has the same one every time. */
export interface Placeholder {
  readonly value: string;
  /** The stack that has to be applied before the real value is known. */
  readonly stack: string;
  /** The output, and the place inside it: `subnet_ids[0]`. */
  readonly output: string;
  /**
   * Whether AWS has made it up already, as far as the plan goes: nothing has to be applied, but nobody asked.
   * @default false
   */
  readonly exists?: boolean;
}

/** An output of a stack that is not applied, or not as it will be. */
export interface ForeseenOutput {
  readonly value: Json;
  readonly sensitive: boolean;
  /** The placeholders in the value, this stack's own and those that it was handed itself. */
  readonly placeholders: readonly Placeholder[];
}

/** Foreseen outputs by name. */
export type ForeseenOutputs = ReadonlyMap<string, ForeseenOutput>;

/** The outputs that another stack will have; undefined when it is unknown. */
export type OutputsOf = (stack: string) => ForeseenOutputs | undefined;
