/** One statement of an IAM policy. */
export interface Statement {
  /** What it lets happen, in CamelCase; shown in plans and audits. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** Actions as `service:Action`. */
  readonly actions: readonly string[];
  /** ARNs. Left out in trust policies, which have no resource. */
  readonly resources?: readonly string[];
  /** Everything but these ARNs, and only to forbid it: what is allowed says where. */
  readonly notResources?: readonly string[];
  /** Who may: service principals or ARNs, by kind. Left out in identity policies. */
  readonly principals?: Principals;
  /** Condition operators, each with its keys: `{ StringEquals: { "aws:SourceAccount": "111111111111" } }`. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Who a resource policy or a trust policy speaks of. */
export type Principals =
  | { readonly services: readonly string[] }
  | { readonly arns: readonly string[] }
  /** ARN of an identity provider, whose tokens are exchanged for a role. */
  | { readonly federated: string }
  | "anyone";

/**
 * An IAM policy as JSON. Built here and not by a data source: hundreds of those make a plan slow.
 *
 * @throws Error when a statement allows something on everything but some resources.
 */
export function policyDocument(statements: readonly Statement[]): string {
  const wide = statements.find(({ effect, notResources }) => notResources && effect !== "Deny");
  if (wide) throw new Error(`the statement ${wide.sid} allows everything but some resources; name those it is for`);
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(toJson) });
}

function toJson({
  sid,
  effect = "Allow",
  actions,
  resources,
  notResources,
  principals,
  conditions,
}: Statement): object {
  return {
    Sid: sid,
    Effect: effect,
    ...(principals && { Principal: principalOf(principals) }),
    Action: oneOrMany(actions),
    ...(resources && { Resource: oneOrMany(resources) }),
    ...(notResources && { NotResource: oneOrMany(notResources) }),
    ...(conditions && { Condition: conditions }),
  };
}

function principalOf(principals: Principals): unknown {
  if (principals === "anyone") return "*";
  if ("federated" in principals) return { Federated: principals.federated };
  if ("services" in principals) return { Service: oneOrMany(principals.services) };
  return { AWS: oneOrMany(principals.arns) };
}

/** AWS stores a list of one as the text alone; writing it so keeps plans empty. */
export const oneOrMany = (values: readonly string[]): string | readonly string[] => {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
};
