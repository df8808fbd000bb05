import { contentReadBy, hasNoResource, mayWrite } from "../../iam/access";
import { isBoundary } from "../../iam/boundaries";
import { allows, raw } from "../../iam/examples";
import { isEveryResource, mayBeEverything } from "../../iam/patterns";
import { allowing, readableIn } from "../../iam/placed-policies";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { Judgement, Rule } from "../../rule";
import { textIn } from "../../value";
import type { StackView } from "../../view/stack-view";

export const policyWritesToNamedResources: Rule = {
  id: "policy-writes-to-named-resources",
  what: "Actions that change something or read content are allowed on named resources, except those that AWS knows on `*` alone.",
  why: "Whoever gets into one service would change or read what belongs to all others.",
  fix: "Name the ARNs, with wildcards only behind a name; actions without resources go into a statement of their own.",
  severity: "high",
  checks: [5],
  controls: ["FSBP IAM.21", "FSBP KMS.1", "FSBP KMS.2"],
  types: typesWithPolicies("identity"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const policy of readableIn(view, "identity")) {
      if (isBoundary(view, policy.resource)) continue;
      for (const { statement, at } of allowing(policy)) {
        const { actions, resources } = statement;
        const isOpen = resources.some(isEveryResource);
        if (!isOpen && !resources.some(mayBeEverything)) continue;
        const action = actions.map(textIn).find((each) => each !== undefined && isTooMuch(each));
        if (action === undefined) continue;
        yield isOpen
          ? { ...at, answer: "violation", message: `allows ${action} on every resource` }
          : { ...at, answer: "unknown", message: `allows ${action} on what is not known yet` };
      }
    }
  },
  passes: [
    {
      shows: "writing to one queue",
      configuration: allows({ Action: "sqs:SendMessage", Resource: "arn:aws:sqs:::a" }),
    },
    {
      shows: "writing to what another resource of the stack is",
      configuration: allows({ Action: "sqs:SendMessage", Resource: "${aws_sqs_queue.a.arn}" }),
    },
    {
      shows: "looking at everything",
      configuration: allows({
        Action: ["ec2:Describe*", "logs:DescribeLogGroups", "s3:ListAllMyBuckets"],
        Resource: "*",
      }),
    },
    {
      shows: "actions that have no resource",
      configuration: allows({ Action: ["xray:PutTraceSegments", "ssmmessages:OpenDataChannel"], Resource: "*" }),
    },
    {
      shows: "a boundary, which grants nothing by itself",
      configuration: {
        resource: {
          aws_iam_policy: {
            b: { name: "b", path: "/dev/", policy: raw({ Effect: "Allow", Action: "sqs:*", Resource: "*" }) },
          },
          aws_iam_role: { a: { name: "a", permissions_boundary: "arn:aws:iam::111111111111:policy/dev/b" } },
        },
      },
    },
  ],
  fails: [
    {
      shows: "an ARN that IAM fills with wildcards",
      configuration: allows({ Action: "sqs:*", Resource: "arn:aws:sqs" }),
    },
    {
      shows: "all that a service has in the account",
      configuration: allows({ Action: "sqs:*", Resource: "arn:aws:sqs:*:111111111111:*" }),
    },
    {
      shows: "everything, in whatever partition",
      configuration: allows({ Action: "s3:PutObject", Resource: "arn:${data.aws_partition.p.partition}:s3:::*" }),
    },
    {
      shows: "everything by a policy that is a boundary and attached",
      configuration: {
        resource: {
          aws_iam_policy: { a: { policy: raw({ Effect: "Allow", Action: "s3:*", Resource: "*" }) } },
          aws_iam_role: {
            a: { permissions_boundary: "${aws_iam_policy.a.arn}", managed_policy_arns: ["${aws_iam_policy.a.arn}"] },
          },
        },
      },
    },

    { shows: "all of a service", configuration: allows({ Action: "sqs:*", Resource: "*" }) },
    { shows: "every key", configuration: allows({ Action: "kms:*", Resource: "arn:aws:kms:*:*:*" }) },
    {
      shows: "one action that writes, in a list",
      configuration: allows({ Action: ["s3:List*", "s3:PutObject"], Resource: ["*"] }),
    },
    { shows: "every secret", configuration: allows({ Action: "secretsmanager:GetSecretValue", Resource: "*" }) },
    { shows: "every bucket", configuration: allows({ Action: "s3:DeleteObject", Resource: "arn:aws:s3:::*" }) },
    { shows: "a pattern that covers writing", configuration: allows({ Action: "ec2:*Tags", Resource: "*" }) },
    {
      shows: "a boundary that is also attached",
      configuration: {
        resource: {
          aws_iam_policy: { b: { name: "b", policy: raw({ Effect: "Allow", Action: "sqs:*", Resource: "*" }) } },
          aws_iam_role: { a: { name: "a", permissions_boundary: "${aws_iam_policy.b.arn}" } },
          aws_iam_role_policy_attachment: { a: { role: "a", policy_arn: "${aws_iam_policy.b.arn}" } },
        },
      },
    },
  ],
};

const isTooMuch = (action: string): boolean =>
  contentReadBy(action) !== undefined || (mayWrite(action) && !hasNoResource(action));
