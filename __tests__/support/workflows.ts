import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const GITHUB = join(__dirname, "..", "..", ".github");

const TEMPLATES = join(__dirname, "..", "..", "templates");

/** A step of a job, as far as tests look at it. */
export interface Step {
  readonly id?: string;
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
  readonly needs?: string | readonly string[];
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Workflow["concurrency"];
  readonly outputs?: Readonly<Record<string, string>>;
  /** None of one that calls another workflow. */
  readonly steps: readonly Step[];
  /** The workflow that it calls instead. */
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

/** What somebody who starts or calls a workflow says. */
export interface Input {
  readonly description: string;
  readonly required: boolean;
  readonly type: string;
  readonly options?: readonly string[];
  readonly default?: string;
}

export interface Trigger {
  readonly branches?: readonly string[];
  readonly paths?: readonly string[];
  readonly inputs?: Readonly<Record<string, Input>>;
  readonly secrets?: Readonly<Record<string, { readonly required: boolean }>>;
}

export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, Trigger | null>>;
  readonly permissions?: unknown;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean; readonly queue?: string };
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Every workflow, by the name of its file. */
export const workflows = (): Readonly<Record<string, Workflow>> =>
  mapped(workflowsIn<Workflow>(join(GITHUB, "workflows")), (workflow) => ({
    ...workflow,
    jobs: mapped(workflow.jobs, (job) => ({ ...job, steps: job.steps ?? [] })),
  }));

const mapped = <T>(all: Readonly<Record<string, T>>, change: (value: T) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, change(value)]));

/** A job that is another workflow. */
export interface CallingJob extends Omit<Job, "steps"> {
  readonly uses: string;
  readonly with: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface CallingWorkflow extends Omit<Workflow, "jobs"> {
  readonly jobs: Readonly<Record<string, CallingJob>>;
}

/** The workflows that repositories of sites copy, by the name of their file. */
export const siteTemplates = (): Readonly<Record<string, CallingWorkflow>> =>
  workflowsIn(join(TEMPLATES, "sites", ".github", "workflows"));

/** The same of apps. */
export const appTemplates = (): Readonly<Record<string, CallingWorkflow>> =>
  workflowsIn(join(TEMPLATES, "app", ".github", "workflows"));

const workflowsIn = <T>(folder: string): Readonly<Record<string, T>> =>
  Object.fromEntries(readdirSync(folder).map((file) => [file, parse(readFileSync(join(folder, file), "utf8"))]));

/** Whether a workflow file deploys sites; what holds for those alone is in site-workflows.test.ts. */
export const isOfSites = (file: string): boolean => /^(?:deploy-(?:to|from)-|roll-back-site\.)/.test(file);

/** Whether a workflow file deploys apps; what holds for those alone is in app-workflows.test.ts. */
export const isOfApps = (file: string): boolean => /^(?:app-(?:deploy|release)|deployer-image)\.yml/.test(file);

/** The steps of the composite action that every job begins with. */
export const setupSteps = (): readonly Step[] =>
  parse(readFileSync(join(GITHUB, "actions", "setup", "action.yml"), "utf8")).runs.steps;

/** The commands of a job that are its own. */
export const commandsOf = ({ steps }: Job): readonly string[] =>
  steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
