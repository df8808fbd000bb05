import type { JsonObject } from "../../terraform-json/json";

/** One resource in a plan: what it was, what it becomes. */
export interface Change {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: JsonObject | null;
    readonly after: JsonObject | null;
    readonly after_unknown: JsonObject | boolean;
  };
}

/** What a plan file holds, as far as tests look at it. */
export interface PlanJson {
  readonly resource_changes?: readonly Change[];
  readonly resource_drift?: readonly Change[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}
