import { isUnknown, textIn, type Value } from "../value";
import type { Verdict } from "../verdict";
import { type PolicyStatement, policyDocumentIn } from "./policy-document";

/** What a policy says of requests without TLS, in words when it does not refuse them. */
export interface PlainTextAnswer {
  readonly answer: Exclude<Verdict, undefined>;
  readonly message: string;
}

/**
 * Whether a resource's own policy refuses whatever comes without TLS.
 *
 * @param policy The attribute that holds it as JSON.
 * @param actions Each of which refuses enough: `["s3:*"]`; `*` always does.
 * @param covers Whether the resources of a statement are all that it has to speak of.
 * @returns undefined when it does.
 */
export function plainTextAnswer(
  policy: Value | undefined,
  actions: readonly string[],
  covers: (resources: readonly Value[]) => boolean = (resources) => resources.length > 0,
): PlainTextAnswer | undefined {
  if (policy === undefined || policy === null)
    return { answer: "violation", message: "has no policy that demands TLS" };
  try {
    const document = policyDocumentIn(policy);
    if (document === "unknown") return { answer: "unknown", message: "its policy is not known yet" };
    if (document.statements.some((each) => refusesPlainText(each, actions) && covers(each.resources))) return undefined;
    return { answer: "violation", message: "its policy lets in requests without TLS" };
  } catch (error) {
    return { answer: "violation", message: `its policy is malformed: ${(error as Error).message}` };
  }
}

function refusesPlainText(statement: PolicyStatement, actions: readonly string[]): boolean {
  const { effect, principals, conditions } = statement;
  const everyone = [...(principals["*"] ?? []), ...(principals.AWS ?? [])].includes("*");
  const [only] = conditions;
  return (
    effect === "Deny" &&
    everyone &&
    statement.actions.some((action) => action === "*" || actions.includes(textIn(action) ?? "")) &&
    conditions.length === 1 &&
    only?.key === "aws:securetransport" &&
    /^Bool(IfExists)?$/.test(only.operator) &&
    only.values.length > 0 &&
    only.values.every((value) => String(value) === "false") &&
    statement.notResources.length === 0
  );
}

/** Whether resources are both a bucket and all objects in it. */
export function areBucketAndObjects(resources: readonly Value[]): boolean {
  const texts = resources.map((each) => (isUnknown(each) ? (each.template ?? "") : String(each)));
  return texts.includes("*") || (texts.some(isObjects) && texts.some((text) => !isObjects(text)));
}

const isObjects = (text: string): boolean => text.endsWith("/*");
