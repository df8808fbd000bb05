import { templateParts } from "../../terraform-json/expression";
import { type Block, blocksIn, isBlock, isList, isUnknown, itemsIn, textIn, type Value } from "../value";
import { parseEmbedded } from "./embedded-json";

/** A statement of a policy, with every one-or-many written as a list. */
export interface PolicyStatement {
  /** Where it stands: `Statement[0]`, or `Statement[Sid="Read"]`. */
  readonly path: string;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly Value[];
  readonly notActions: readonly Value[];
  readonly resources: readonly Value[];
  readonly notResources: readonly Value[];
  /** Principals by kind (`AWS`, `Service`, `Federated`); `*` alone is `{ "*": ["*"] }`. */
  readonly principals: Readonly<Record<string, readonly Value[]>>;
  readonly notPrincipals: Readonly<Record<string, readonly Value[]>>;
  readonly conditions: readonly PolicyCondition[];
}

/** One key of a condition. */
export interface PolicyCondition {
  /** As it stands: `StringEquals`, `ForAnyValue:StringLike`. */
  readonly operator: string;
  /** In lower case: IAM does not tell cases of keys apart. */
  readonly key: string;
  readonly values: readonly Value[];
}

/** A policy, or `unknown` when it is known only after the apply. */
export type PolicyDocument = ReadPolicy | "unknown";

/** A policy that can be read. */
export interface ReadPolicy {
  readonly statements: readonly PolicyStatement[];
  /** Whether all statements are there; false when others stand in an expression, or come from elsewhere. */
  readonly isWhole: boolean;
  readonly size: PolicySize;
}

/** How long a policy is, as IAM counts: without white space. */
export interface PolicySize {
  /** Characters that are known. */
  readonly known: number;
  /** How many expressions come on top. */
  readonly expressions: number;
}

/**
 * Reads an IAM policy from an attribute that holds it as JSON.
 *
 * @throws Error that says what is wrong, when it is known and no policy.
 */
export function policyDocumentIn(value: Value | undefined): PolicyDocument {
  const document = parseEmbedded(value);
  if (isUnknown(document)) return "unknown";
  if (!isBlock(document)) throw new Error("the policy is no JSON object");
  const statements = itemsIn(document.Statement);
  if (statements.length === 0) throw new Error("the policy has no Statement");
  return {
    statements: statements.flatMap((statement, index) => {
      if (!isKnown(statement)) return [];
      if (!isBlock(statement)) throw new Error(`Statement[${index}] of the policy is no object`);
      return [statementOf(statement, index)];
    }),
    isWhole: statements.every(isKnown),
    size: sizeOf(value),
  };
}

const isKnown = (statement: Value): boolean =>
  !isUnknown(statement) && !(isBlock(statement) && isUnknown(statement.Effect));

function sizeOf(value: Value | undefined): PolicySize {
  const parts = isUnknown(value) ? templateParts(value.template ?? "") : [{ text: String(value) }];
  const texts = parts.map((part) => ("text" in part ? part.text.replace(/\s/g, "").length : 0));
  return {
    known: texts.reduce((sum, length) => sum + length, 0),
    expressions: parts.filter((part) => "expression" in part).length,
  };
}

const KEYS = "Sid Effect Action NotAction Resource NotResource Principal NotPrincipal Condition".split(" ");
const PRINCIPALS = ["AWS", "Service", "Federated", "CanonicalUser", "*"];

function statementOf(statement: Block, index: number): PolicyStatement {
  // No rule would look at what is written in another case.
  const odd = Object.keys(statement).find((key) => !KEYS.includes(key));
  if (odd !== undefined)
    throw new Error(`Statement[${index}] of the policy has the key ${odd}, which no statement has`);
  const { Effect: effect } = statement;
  if (effect !== "Allow" && effect !== "Deny") {
    throw new Error(`Statement[${index}] of the policy has the Effect ${JSON.stringify(effect ?? null)}`);
  }
  if ((statement.Action ?? statement.NotAction ?? null) === null) {
    throw new Error(`Statement[${index}] of the policy names no Action`);
  }
  const sid = textIn(statement.Sid);
  return {
    path: sid ? `Statement[Sid=${JSON.stringify(sid)}]` : `Statement[${index}]`,
    ...(sid && { sid }),
    effect,
    actions: itemsIn(statement.Action),
    notActions: itemsIn(statement.NotAction),
    resources: itemsIn(statement.Resource),
    notResources: itemsIn(statement.NotResource),
    principals: principalsIn(statement.Principal),
    notPrincipals: principalsIn(statement.NotPrincipal),
    conditions: blocksIn(statement.Condition).flatMap(conditionsIn),
  };
}

function principalsIn(value: Value | undefined): Readonly<Record<string, readonly Value[]>> {
  if (value === undefined || value === null) return {};
  if (!isBlock(value)) return { "*": isList(value) ? value : [value] };
  const odd = Object.keys(value).find((kind) => !PRINCIPALS.includes(kind));
  if (odd !== undefined)
    throw new Error(`the policy names principals as ${odd}, which is none of: ${PRINCIPALS.join(", ")}`);
  return Object.fromEntries(Object.entries(value).map(([kind, each]) => [kind, itemsIn(each)]));
}

const conditionsIn = (condition: Block): readonly PolicyCondition[] =>
  Object.entries(condition).flatMap(([operator, keys]) =>
    isBlock(keys)
      ? Object.entries(keys).map(([key, each]) => ({ operator, key: key.toLowerCase(), values: itemsIn(each) }))
      : [],
  );
