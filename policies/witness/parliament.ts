import { blocks, isList, type Json, type JsonObject } from "../../terraform-json/json";
import { isExpired, problemOf } from "../waiver";
import type { Explained } from "./exception";
import type { PolicyText } from "./policy-documents";

/** What parliament says against a policy. */
export interface PolicyFinding {
  /** Its name of the mistake: `RESOURCE_MISMATCH`. */
  readonly issue: string;
  /** The action that it is about; null when it is about something else. */
  readonly action: string | null;
  /** What it found, or the form of ARN that the action needs. */
  readonly detail: string;
}

/** Says where parliament is wrong, or why something is done all the same. */
export interface PolicyException {
  readonly issue: string;
  /** Type and attribute that hold the policy: `aws_iam_role.assume_role_policy`. */
  readonly of: string;
  /** Fits the action and the detail, with a space between. */
  readonly where: RegExp;
  /** Why, with the page of AWS that says so. */
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

/**
 * Holds what parliament says against the exceptions.
 *
 * @param today As `2026-12-31`.
 */
export function explainPolicies(
  judged: readonly { readonly policy: PolicyText; readonly findings: readonly PolicyFinding[] }[],
  exceptions: readonly PolicyException[],
  today: string,
): Explained {
  const used = new Set<PolicyException>();
  const unexplained = judged.flatMap(({ policy, findings }) =>
    findings
      .filter((finding) => !isHarmlessMismatch(finding, policy))
      .filter(({ issue, action, detail }) => {
        const of = `${policy.address.split(".")[0]}.${policy.attribute}`;
        const fitting = exceptions.filter(
          (each) => each.issue === issue && each.of === of && each.where.test(`${action ?? ""} ${detail}`.trim()),
        );
        for (const each of fitting) used.add(each);
        return !fitting.some((each) => !isExpired(asWaiver(each), today));
      })
      .map(({ issue, action, detail }) => `${policy.stack}: ${policy.address}: ${issue}: ${action ?? ""} ${detail}`),
  );
  const label = ({ issue, of, where }: PolicyException): string => `the exception of ${issue} for ${of} ${where}`;
  return {
    unexplained: [...new Set(unexplained)],
    unused: exceptions.filter((each) => !used.has(each)).map((each) => `${label(each)} explains nothing: remove it`),
    invalid: exceptions.flatMap((each) => {
      const expired = isExpired(asWaiver(each), today) ? `it expired on ${each.expires}` : undefined;
      const problem = problemOf(asWaiver(each)) ?? expired;
      return problem === undefined ? [] : [`${label(each)}: ${problem}`];
    }),
  };
}

/**
 * Whether an action that fits no resource of its statement is no mistake: only `acm:*` or the like stands for it, so that
 * nobody meant it, or another statement of the policy allows it on everything. AWS looks at all of them, parliament at one.
 */
function isHarmlessMismatch({ issue, action }: PolicyFinding, { text }: PolicyText): boolean {
  if (issue !== "RESOURCE_MISMATCH" || action === null) return false;
  const { Statement: statements } = JSON.parse(text) as JsonObject;
  const allowed = blocks(statements).filter(({ Effect: effect }) => effect === "Allow");
  if (!allowed.some(({ Action: actions }) => texts(actions).includes(action))) return true;
  return allowed.some(
    ({ Action: actions, Resource: resources }) =>
      texts(actions).some((each) => fits(each, action)) && texts(resources).includes("*"),
  );
}

const texts = (value: Json | undefined): readonly string[] =>
  (isList(value) ? value : [value]).filter((each): each is string => typeof each === "string");

/** Whether an action of a policy, which may hold `*`, stands for another. */
const fits = (pattern: string, action: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "i",
  ).test(action);

const asWaiver = ({ issue, reason, owner, expires }: PolicyException) => ({ rule: issue, reason, owner, expires });
