import { type Block, blocksIn, isUnknown, itemsIn, textIn, Unknown, type Value } from "../value";
import type { PolicyCondition, PolicySize, PolicyStatement, ReadPolicy } from "./policy-document";

/** What a `data.aws_iam_policy_document` makes, of its statements written as blocks. */
export function policyOfDataSource(values: Block): ReadPolicy {
  const statements = blocksIn(values.statement).map(statementOf);
  const others = [values.source_policy_documents, values.override_policy_documents].flatMap(itemsIn);
  const isWhole = others.length === 0 && !isUnknown(values.statement) && !itemsIn(values.statement).some(isUnknown);
  return { statements, isWhole, size: sizeOf(statements) };
}

/** As long as what Terraform writes, which leaves out what is empty, and writes a list of one as the text alone. */
function sizeOf(statements: readonly PolicyStatement[]): PolicySize {
  let expressions = 0;
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements.map(written) }, (_, value) => {
    if (!(value instanceof Unknown)) return value;
    expressions += 1;
    return "";
  });
  return { known: text.length, expressions };
}

function written(statement: PolicyStatement): object {
  const { sid, effect, actions, notActions, resources, notResources, principals, notPrincipals, conditions } =
    statement;
  const filled = {
    Action: actions,
    NotAction: notActions,
    Resource: resources,
    NotResource: notResources,
    Principal: Object.entries(principals),
    NotPrincipal: Object.entries(notPrincipals),
    Condition: conditions.map(({ operator, key, values }) => ({ [operator]: { [key]: oneOrMany(values) } })),
  };
  const entries = Object.entries(filled).filter(([, values]) => values.length > 0);
  return { Sid: sid, Effect: effect, ...Object.fromEntries(entries.map(([key, values]) => [key, oneOrMany(values)])) };
}

const oneOrMany = (values: readonly unknown[]): unknown => (values.length === 1 ? values[0] : values);

function statementOf(block: Block, index: number): PolicyStatement {
  const sid = textIn(block.sid);
  return {
    path: `statement[${index}]`,
    ...(sid && { sid }),
    // An effect that is not known yet may be to allow.
    effect: block.effect === "Deny" ? "Deny" : "Allow",
    actions: itemsIn(block.actions),
    notActions: itemsIn(block.not_actions),
    resources: itemsIn(block.resources),
    notResources: itemsIn(block.not_resources),
    principals: principalsIn(block.principals),
    notPrincipals: principalsIn(block.not_principals),
    conditions: blocksIn(block.condition).map(conditionOf),
  };
}

function principalsIn(value: Value | undefined): Readonly<Record<string, readonly Value[]>> {
  const found: Record<string, readonly Value[]> = {};
  for (const { type, identifiers } of blocksIn(value)) {
    const kind = textIn(type) ?? "*";
    found[kind] = [...(found[kind] ?? []), ...itemsIn(identifiers)];
  }
  return found;
}

const conditionOf = (block: Block): PolicyCondition => ({
  operator: textIn(block.test) ?? "",
  key: (textIn(block.variable) ?? "").toLowerCase(),
  values: itemsIn(block.values),
});
