import { itemsIn, referencesIn, textIn } from "../value";
import { ofType, type Resource, type StackView, withoutInstance } from "../view/stack-view";

/** Types that can have a permissions boundary. */
const BOUNDED = ["aws_iam_role", "aws_iam_user"];

/** What attaches policies, and how it names them. */
const ATTACHING = /_policy_attachments?(?:_exclusive)?$|^aws_iam_role$/;
const ATTRIBUTES = ["policy_arn", "policy_arns", "managed_policy_arns"];

/**
 * Whether a managed policy is the permissions boundary of somebody in the stack, and attached to nobody: it then grants
 * nothing, and only says what others may be granted at most.
 */
export function isBoundary(view: StackView, policy: Resource): boolean {
  if (policy.type !== "aws_iam_policy") return false;
  const isMeant = ({ values, refers }: Resource, attribute: string): boolean => {
    const value = values[attribute];
    const references = refers?.[attribute] ?? referencesIn(value);
    const names = itemsIn(value).map(textIn);
    return references.includes(withoutInstance(policy.address)) || names.some((name) => endsWithName(name, policy));
  };
  return (
    ofType(view, ...BOUNDED).some((each) => isMeant(each, "permissions_boundary")) &&
    !view.resources.some(
      (each) => ATTACHING.test(each.type) && ATTRIBUTES.some((attribute) => isMeant(each, attribute)),
    )
  );
}

/** Whether a text is the ARN that a policy will have, by its path and name. */
function endsWithName(arn: string | undefined, { values }: Resource): boolean {
  const [name, path = "/"] = [textIn(values.name), textIn(values.path)];
  return arn !== undefined && name !== undefined && arn.endsWith(`:policy${path}${name}`);
}
