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
export type PolicyDocument =
  | { readonly statements: readonly PolicyStatement[]; readonly size: number | undefined }
  | "unknown";

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
    statements: statements.map((statement, index) => {
      if (!isBlock(statement)) throw new Error(`Statement[${index}] of the policy is no object`);
      return statementOf(statement, index);
    }),
    size: typeof value === "string" ? value.replace(/\s/g, "").length : undefined,
  };
}

function statementOf(statement: Block, index: number): PolicyStatement {
  const { Effect: effect } = statement;
  if (effect !== "Allow" && effect !== "Deny") {
    throw new Error(`Statement[${index}] of the policy has the Effect ${JSON.stringify(effect)}`);
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
  return Object.fromEntries(Object.entries(value).map(([kind, each]) => [kind, itemsIn(each)]));
}

const conditionsIn = (condition: Block): readonly PolicyCondition[] =>
  Object.entries(condition).flatMap(([operator, keys]) =>
    isBlock(keys)
      ? Object.entries(keys).map(([key, each]) => ({ operator, key: key.toLowerCase(), values: itemsIn(each) }))
      : [],
  );
