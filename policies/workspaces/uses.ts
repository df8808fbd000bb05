import { type PolicyStatement, policyDocumentIn } from "../parse/policy-document";
import { knownText, textsIn } from "../parse/texts";
import { blocksIn, isUnknown, textIn, type Value } from "../value";
import type { Resource } from "../view/stack-view";

/** A text by which a resource may reach something: a name, an ARN, or a pattern of ARNs. */
export interface Use {
  readonly path: string;
  readonly text: string;
  /** Services of the actions that a policy allows on it, of a policy of identities; undefined elsewhere. */
  readonly services?: readonly string[];
}

/** Attributes that hold policies; those of the first kind are of identities, and speak of any resource. */
const IDENTITY_POLICY = /^aws_iam_(?:policy|role_policy|user_policy|group_policy)$/;
const POLICY = /^(?:policy|assume_role_policy|access_polic(?:y|ies)|resource_policy|key_policy)$/;

/** Everything by which a resource may reach something. What a policy denies reaches nothing. */
export function* usesOf(resource: Resource): Iterable<Use> {
  const { values, type } = resource;
  for (const [attribute, value] of Object.entries(values)) {
    if (POLICY.test(attribute)) yield* usesOfPolicy(value, attribute, IDENTITY_POLICY.test(type));
    else if (type === "aws_iam_role" && attribute === "inline_policy") {
      for (const [index, block] of blocksIn(value).entries()) {
        yield* usesOfPolicy(block.policy ?? null, `${attribute}[${index}].policy`, true);
      }
    } else for (const leaf of textsIn(value, attribute)) yield { path: leaf.path, text: literal(leaf.value) };
  }
}

function* usesOfPolicy(value: Value, path: string, isOfIdentity: boolean): Iterable<Use> {
  const document = documentIn(value);
  if (document === "unknown") return;
  for (const statement of document.statements.filter(({ effect }) => effect === "Allow")) {
    const at = `${path}.${statement.path}`;
    if (isOfIdentity) yield* resourcesOf(statement, `${at}.Resource`);
    for (const value of Object.values(statement.principals).flat()) yield* textOf(value, `${at}.Principal`);
    for (const { key, values } of statement.conditions) {
      for (const value of values) yield* textOf(value, `${at}.Condition.${key}`);
    }
  }
}

/** A condition on the tags of a resource narrows a statement to what carries them, whatever its pattern is. */
const NARROWS = /^(?:aws|[a-z0-9-]+):resourcetag\/|^kms:resourcealiases$/;

function* resourcesOf(statement: PolicyStatement, path: string): Iterable<Use> {
  if (statement.conditions.some(({ key }) => NARROWS.test(key))) return;
  const services = [...new Set(statement.actions.flatMap((action) => reachingService(textIn(action))))];
  if (statement.notActions.length > 0) services.push("*");
  for (const resource of statement.resources) for (const use of textOf(resource, path)) yield { ...use, services };
  if (statement.notResources.length > 0) yield { path, text: "*", services };
}

/** The service of an action that reaches what is in a resource; listing and describing does not. */
function reachingService(action = "*"): readonly string[] {
  const [service = "*", name = "*"] = action.toLowerCase().split(":");
  return /^(?:list|describe)/.test(name) ? [] : [service];
}

function* textOf(value: Value, path: string): Iterable<Use> {
  if (typeof value === "string" || isUnknown(value)) yield { path, text: literal(value) };
}

/** A text in which expressions stand for themselves: whoever writes the same one means the same. */
const literal = (value: Parameters<typeof knownText>[0]): string =>
  isUnknown(value) ? knownText(value).replace(/\$\{[^}]*\}/g, (each) => each.replace(/[*?]/g, "_")) : value;

/** `policy-can-be-read` and its like tell of policies that are malformed. */
function documentIn(value: Value): ReturnType<typeof policyDocumentIn> {
  try {
    return policyDocumentIn(value);
  } catch {
    return "unknown";
  }
}
