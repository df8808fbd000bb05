import { judge } from "../../policies/judge";
import { mergedFindings } from "../../policies/merge-findings";
import type { Finding } from "../../policies/rule";
import { RULES } from "../../policies/rules";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import { viewOfPlan } from "../../policies/view/from-plan";
import type { JsonObject } from "../../terraform-json/json";
import { leavingData } from "./leaving-data";
import type { SynthesizedStack } from "./synthesized-stack";

/**
 * The rules of policies/ that a stack breaks, waived ones included, by its configuration and, where there is one, its plan;
 * and what its plan destroys that holds data. A stack of another cdktf app is judged by nobody.
 */
export function findingsOf({ id, labels, configuration }: SynthesizedStack, plan?: JsonObject): readonly Finding[] {
  if (!labels) return [];
  const view = viewOfConfiguration(id, configuration);
  const configured = judge(RULES, view);
  const all = plan ? mergedFindings(configured, judge(RULES, viewOfPlan(id, plan, view.facts))) : configured;
  return [...all.filter(({ answer }) => answer !== "unknown"), ...(plan ? leavingData(id, plan, labels.retiring) : [])];
}
