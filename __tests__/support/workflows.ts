import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const GITHUB = join(__dirname, "..", "..", ".github");

/** A step of a job, as far as tests look at it. */
export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly name?: string;
  readonly if?: string;
  readonly needs?: string;
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Workflow["concurrency"];
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, { readonly branches?: readonly string[] }>>;
  readonly permissions?: unknown;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Every workflow, by the name of its file. */
export const workflows = (): Readonly<Record<string, Workflow>> =>
  Object.fromEntries(
    readdirSync(join(GITHUB, "workflows")).map((file) => [
      file,
      parse(readFileSync(join(GITHUB, "workflows", file), "utf8")),
    ]),
  );

/** The steps of the composite action that every job begins with. */
export const setupSteps = (): readonly Step[] =>
  parse(readFileSync(join(GITHUB, "actions", "setup", "action.yml"), "utf8")).runs.steps;

/** The commands of a job that are its own. */
export const commandsOf = ({ steps }: Job): readonly string[] =>
  steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
