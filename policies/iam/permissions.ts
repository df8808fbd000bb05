import { READ_ONLY_POLICIES } from "../../aws/iam-actions";
import type { PolicyStatement } from "../parse/policy-document";
import { isUnknown, itemsIn, referencesIn, textIn, type Value } from "../value";
import { about, ofType, type Resource, type StackView, withoutInstance } from "../view/stack-view";
import { policiesIn } from "./placed-policies";

/** What a role may do, as far as the stack says. */
export interface Permissions {
  readonly statements: readonly PolicyStatement[];
  /** ARNs of policies of AWS that it has. */
  readonly managed: readonly string[];
  /** Whether all of its policies can be read here; false when one stands in another stack, or is known only later. */
  readonly isWhole: boolean;
}

/** What a role of a stack may do: by its own policies, those that are attached, and those in the role. */
export function permissionsOf(view: StackView, role: Resource): Permissions {
  const attached = [
    ...about(view, role, "aws_iam_role_policy_attachment", "role", ["name", "id"]).map((each) => ({
      value: each.values.policy_arn,
      refers: each.refers?.policy_arn,
    })),
    ...about(view, role, "aws_iam_policy_attachment", "roles", ["name", "id"]).map((each) => ({
      value: each.values.policy_arn,
      refers: each.refers?.policy_arn,
    })),
    ...about(view, role, "aws_iam_role_policy_attachments_exclusive", "role_name", ["name", "id"]).flatMap((each) =>
      itemsIn(each.values.policy_arns).map((value) => ({ value, refers: undefined })),
    ),
    ...itemsIn(role.values.managed_policy_arns).map((value) => ({ value, refers: undefined })),
  ];
  const managed = attached.map(({ value }) => textIn(value)).filter((arn) => arn?.includes(":iam::aws:policy/"));
  const customer = attached.filter(({ value }) => !managed.includes(textIn(value)));
  const own = customer.map(({ value, refers }) => policyBehind(view, value, refers));
  const holders = new Set([
    role.address,
    ...about(view, role, "aws_iam_role_policy", "role", ["name", "id"]).map(({ address }) => address),
    ...own.map((policy) => policy?.address),
  ]);
  const policies = policiesIn(view).filter(
    ({ kind, resource }) => kind === "identity" && holders.has(resource.address),
  );
  const documents = policies.map(({ document }) => document);
  return {
    statements: documents.flatMap((document) =>
      document === "unknown" || "problem" in document ? [] : document.statements,
    ),
    managed: managed.filter((arn) => arn !== undefined),
    isWhole:
      own.every((policy) => policy !== undefined) &&
      documents.every((document) => document !== "unknown" && !("problem" in document) && document.isWhole),
  };
}

/** Whether a policy of AWS changes nothing. */
export const isReadOnly = (arn: string): boolean => READ_ONLY_POLICIES.includes(arn);

/** The managed policy of the same stack that an ARN is of. */
function policyBehind(
  view: StackView,
  value: Value | undefined,
  refers: readonly string[] | undefined,
): Resource | undefined {
  const references = refers ?? referencesIn(value);
  const arn = textIn(value);
  return ofType(view, "aws_iam_policy").find(
    (policy) =>
      references.includes(withoutInstance(policy.address)) ||
      (!isUnknown(value) && arn?.endsWith(`:policy${textIn(policy.values.path) ?? "/"}${textIn(policy.values.name)}`)),
  );
}
