import type { z } from "zod";
import { depthOf, type JsonFault, parseJson } from "./json-text";
import { type StackPlan, stackPlanSchema } from "./stack-plan";

const MAKE_PLAN = "Make it with `terraform show -json PLAN > FILE`, PLAN being what `terraform plan -out=PLAN` saved.";

/** Keys of which a plan always has one, and nothing else that Terraform writes has any. */
const ONLY_IN_PLANS = ["planned_values", "resource_changes", "output_changes", "configuration"];

/** Levels of objects and arrays that a plan may have, so that whatever goes down into one can go to its end. */
export const DEEPEST_PLAN = 500;

/** A file that cannot be reported on. */
export class PlanError extends Error {
  override readonly name = "PlanError";

  constructor(
    readonly fileName: string,
    /** What is wrong. Never quotes the file, which may hold secrets. */
    readonly problem: string,
    /** What to do about it. */
    readonly remedy: string,
  ) {
    super(`${fileName} ${problem}. ${remedy}`);
  }
}

/**
 * Reads what `terraform show -json` wrote. A byte order mark in front is ignored, and so are keys that are not known.
 *
 * @throws PlanError when the text is not one JSON value, not a plan, a plan of a format that is not known, or nested deeper
 *   than `DEEPEST_PLAN`.
 */
export function readPlan(text: string, fileName: string): StackPlan {
  const fail = (problem: string, remedy: string = MAKE_PLAN): never => {
    throw new PlanError(fileName, problem, remedy);
  };
  const unreadable = whyUnreadable(text);
  if (unreadable) return fail(...unreadable);
  const json = text.replace(/^\uFEFF/, "");
  const parsed = parseJson(json);
  if ("fault" in parsed) return fail(...inWords(parsed.fault, text));
  if (depthOf(json) > DEEPEST_PLAN) return fail(...TOO_DEEP);
  const { value } = parsed;
  if (!isObject(value)) return fail(`holds ${kindOf(value)}, not a plan`);
  const other = whatItIsInstead(value);
  if (other) return fail(...other);
  const version = value.format_version;
  if (typeof version !== "string") return fail("has no format_version, so it is not a plan that Terraform wrote");
  if (!/^[01]\.\d+$/.test(version)) {
    return fail(
      `is a plan of format ${JSON.stringify(version)}, and only the formats 0.x and 1.x are known`,
      "Use a version of this command that knows that format; reporting on it now could leave changes out.",
    );
  }
  const plan = stackPlanSchema.safeParse(value);
  return plan.success ? plan.data : fail(`is not a plan as Terraform writes it: ${issuesIn(plan.error)}`);
}

/** A stack's name, from the name of the file that holds its plan: the last part, without its extension. */
export const stackNameOf = (fileName: string): string => fileName.replace(/^.*[\\/]/, "").replace(/(?<=.)\.[^.]*$/, "");

type Complaint = readonly [problem: string, remedy?: string];

const TOO_DEEP: Complaint = [
  `nests values deeper than ${DEEPEST_PLAN} levels, which no plan needs`,
  "See where the file comes from, and which resource or output holds the value.",
];

function whyUnreadable(text: string): Complaint | undefined {
  if (/^\uFEFF?\s*$/.test(text)) return ["is empty"];
  if (text.startsWith("PK\u0003\u0004")) return ["is a saved plan, not its JSON"];
  if (text.startsWith("\uFFFD") || text.slice(0, 4).includes("\0")) {
    return ["is not UTF-8; it looks like UTF-16", "Save it as UTF-8; PowerShell 5 writes UTF-16 with `>`."];
  }
  return undefined;
}

function inWords({ kind, line, column }: JsonFault, text: string): Complaint {
  const place = `line ${line}, column ${column}`;
  if (kind === "ends-too-early") return [`is cut off: the JSON ends at ${place}, before it is complete`];
  if (kind === "unexpected") return [`is not JSON: the first fault is at ${place}`];
  return /^\s*\{"@level"/.test(text)
    ? ["holds the messages of `terraform plan -json`, not a plan"]
    : [`holds more than one JSON value: a second one begins at ${place}`, "Give each plan a file of its own."];
}

function whatItIsInstead(value: Readonly<Record<string, unknown>>): Complaint | undefined {
  if (ONLY_IN_PLANS.some((key) => Object.hasOwn(value, key))) return undefined;
  if ("values" in value || "lineage" in value) return ["is a state, not a plan"];
  if ("@level" in value) return ["holds the messages of `terraform plan -json`, not a plan"];
  return [`is not a plan: it has none of ${ONLY_IN_PLANS.join(", ")}`];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "a JSON array" : `a JSON ${typeof value}`;

const issuesIn = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join(".")}: ${message}`)
    .join("; ");
