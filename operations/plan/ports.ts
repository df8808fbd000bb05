import type { Finding } from "../../policies/rule";
import type { Json, JsonObject } from "../../terraform-json/json";
import type { ChangeCounts } from "./plan-json";
import type { SynthesizedStack } from "./synthesized-stack";

/** Terraform, as far as planning needs it. An exception from it ends the whole run; a plan that fails is no exception. */
export interface Terraform {
  /**
   * Plans a stack in its own scratch folder, and keeps the plan file there.
   *
   * @param files Texts by file name, to stand beside the stack's assets in that folder.
   */
  plan(stack: SynthesizedStack, files: ReadonlyMap<string, string>, options?: PlanAgainstOptions): Promise<PlanOutcome>;
  /** The outputs in the state of a stack; none when the state does not exist. */
  readOutputs(stack: SynthesizedStack, files: ReadonlyMap<string, string>): Promise<ReadOutputs>;
}

export interface PlanAgainstOptions {
  /**
   * Whether what is in the state is first compared with what is there.
   * @default true
   */
  readonly refresh?: boolean;
  /**
   * Whether nothing but that is done: the plan says how what is there differs from the state, whatever the configuration
   * says. It is made in a folder of its own, so that no plan that may be applied is written over.
   * @default false
   */
  readonly refreshOnly?: boolean;
  /**
   * Whether all that the state holds goes.
   * @default false
   */
  readonly destroy?: boolean;
  /**
   * Whether the state is locked meanwhile. For a plan that is applied; the role that plans pull requests may only read.
   * @default false
   */
  readonly lock?: boolean;
}

export interface PlanOutcome {
  /**
   * What `terraform show -json` printed.
   * @default - there is no plan at all
   */
  readonly json?: string;
  /**
   * Terraform's own words.
   * @default - the plan is complete
   */
  readonly error?: string;
}

export type ReadOutputs =
  | { readonly ok: true; readonly outputs: ReadonlyMap<string, Json> }
  | { readonly ok: false; readonly error: string };

/** Where plans are written. */
export interface PlanStore {
  /** Removes what an earlier run wrote, its index first. */
  clear(): Promise<void>;
  savePlan(stack: string, json: string): Promise<void>;
  /** Comes last, and appears whole or not at all. */
  saveIndex(json: string): Promise<void>;
}

/** What happens while stacks are planned, for whoever watches. */
export type PlanEvent =
  | { readonly kind: "started"; readonly stack: string }
  | {
      readonly kind: "finished";
      readonly stack: string;
      readonly status: "planned" | "failed" | "not-planned" | "unaffected";
      /** @default - Terraform made no plan */
      readonly counts?: ChangeCounts;
      readonly seconds: number;
    };

export interface PlanPorts {
  readonly terraform: Terraform;
  readonly store: PlanStore;
  readonly progress: (event: PlanEvent) => void;
  /** @default - nobody judges */
  readonly judge?: Judge;
}

/** Says which rules a stack breaks, by its configuration and, where there is one, its plan. */
export type Judge = (stack: SynthesizedStack, plan?: JsonObject) => readonly Finding[];
