import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCatalogue } from "../../model/catalogue";
import type { VersionSource } from "../../model/delivery";
import { allClientsWorkflow, ROLL_BACK_WORKFLOW, type SiteLine, type SiteStage, siteWorkflow } from "../../model/sites";
import { isOfSites, type Job, type Step, type Workflow, workflows } from "./workflows";

/** The repository. */
export const ROOT = join(__dirname, "..", "..");
export const { github, hosting, siteLines } = readCatalogue(join(ROOT, "catalogue"));
/** The workflows that deploy sites, by the name of their file. */
export const files = Object.entries(workflows()).filter(([file]) => isOfSites(file));
export const all: Readonly<Record<string, Workflow>> = Object.fromEntries(files);
/** What stands in a workflow file, comments too. */
export const textOf = (file: string): string => readFileSync(join(ROOT, ".github", "workflows", file), "utf8");

/** A way of a version to a stage, and the workflow that goes it. */
export interface Way {
  readonly line: SiteLine;
  readonly stage: SiteStage;
  readonly source: VersionSource;
  /** The stage that it comes from, where it is not the usual one. */
  readonly from: string | undefined;
  readonly file: string;
}

/** Every way of every line. */
export const ways = siteLines.flatMap((line) =>
  line.stages.flatMap((stage) =>
    stage.sources.map((source, index): Way => {
      const from = index > 0 && source.kind === "stage" ? source.stage : undefined;
      return { line, stage, source, from, file: siteWorkflow(stage.name, from) };
    }),
  ),
);
export const named = ways.map((way) => [`${way.file} for ${way.line.name}`, way] as const);

/** The workflows beside these that take roles: to which stages they go, each in the environment of its first source. */
export const besides = siteLines.flatMap((line) => [
  ...line.stages.map((stage) => ({ line, stage, file: ROLL_BACK_WORKFLOW, environment: "${{ inputs.stage }}" })),
  ...line.stages
    .filter(({ sites, sources: [first] }) => sites === "many" && first?.kind === "stage" && !first.sameClient)
    .map((stage) => ({ line, stage, file: allClientsWorkflow(stage.name), environment: stage.name })),
]);

/** @throws Error when there is none. */
export const jobOf = (file: string, id: string): Job => {
  const job = all[file]?.jobs[id];
  if (!job) throw new Error(`${file} has no job ${id}`);
  return job;
};
/** @throws Error when there is none. */
export const stepOf = (job: Job, name: string): Step => {
  const step = job.steps.find((each) => each.name === name);
  if (!step) throw new Error(`there is no step "${name}"`);
  return step;
};
/** What a workflow asks for, in one of its forms. */
export const inputsOf = (file: string, trigger: string) => all[file]?.on[trigger]?.inputs ?? {};
/** What is asked of people: a repository of sites has one line. */
export const withoutLine = (inputs: object): object =>
  Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "line"));
/** The actions of a job, without their versions. */
export const usesOf = ({ steps }: Job): readonly string[] => steps.flatMap(({ uses }) => uses?.split("@")[0] ?? []);

/** What each asks of people. */
export const INPUTS: Readonly<Record<string, readonly string[]>> = {
  "deploy-to-dev.yml": [],
  "deploy-to-uat.yml": [],
  "deploy-to-prod.yml": [],
  "deploy-to-client.yml": ["domain", "api-url"],
  "deploy-to-rc.yml": ["branch", "domain", "api-url"],
  "deploy-from-rc-to-client.yml": ["branch", "domain", "api-url"],
  "deploy-to-all-clients.yml": [],
  "roll-back-site.yml": ["stage", "domain", "to"],
};
/** What may be left out. */
export const OPTIONAL: Readonly<Record<string, readonly string[]>> = { "roll-back-site.yml": ["domain", "to"] };
/** The values that the workflows give as examples. */
export const EXAMPLES: Readonly<Record<string, readonly [domain: string, apiUrl: string]>> = {
  "deploy-to-client.yml": ["amazingcafe.qro.equipweb.biz", "https://s2.equipweb.biz/AmazingCafe/ordering/api"],
  "deploy-to-rc.yml": ["amazingcafe.qro-rc.equipweb.biz", "https://t1.equipweb.biz/AmazingCafeTraining/ordering/api"],
  "deploy-from-rc-to-client.yml": ["amazingcafe.qro.equipweb.biz", "https://s2.equipweb.biz/AmazingCafe/ordering/api"],
};
