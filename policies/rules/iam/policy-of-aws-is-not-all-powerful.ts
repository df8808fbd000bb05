import { role, SERVICE_TRUST } from "../../iam/examples";
import { knownText } from "../../parse/texts";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, itemsIn } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

/** Policies of AWS that allow everything, or everything of a service, on every resource. */
const ALL_POWERFUL =
  /:iam::aws:policy\/(?:[\w-]+\/)?((?:AdministratorAccess|PowerUserAccess)[\w-]*|[\w-]*FullAccess[\w-]*|\w+Administrator)$/;

/** As a boundary, the others bound something: identities, or all other services. */
const BOUNDS_NOTHING = "AdministratorAccess";

/** Where policies are named by their ARN. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  aws_iam_role: ["managed_policy_arns", "permissions_boundary"],
  aws_iam_user: ["permissions_boundary"],
  ...Object.fromEntries(
    ["role", "user", "group"].flatMap((who) => [
      [`aws_iam_${who}_policy_attachment`, ["policy_arn"]],
      [`aws_iam_${who}_policy_attachments_exclusive`, ["policy_arns"]],
    ]),
  ),
  aws_iam_policy_attachment: ["policy_arn"],
};

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

export const policyOfAwsIsNotAllPowerful: Rule = {
  id: "policy-of-aws-is-not-all-powerful",
  what: "Nobody has a policy of AWS that allows everything, or everything of a service, and none is a boundary.",
  why: "Such a policy is `*` in other words, grows whenever AWS adds to it, and as a boundary it bounds nothing.",
  fix: "Write a policy of your own with the actions and the resources that are needed.",
  severity: "critical",
  checks: [5, 7],
  controls: ["FSBP IAM.1", "CIS 1.16"],
  types: Object.keys(PLACES),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...Object.keys(PLACES))) {
      for (const path of PLACES[resource.type] ?? []) {
        for (const value of itemsIn(resource.values[path])) {
          const arn = typeof value === "string" || isUnknown(value) ? knownText(value) : "";
          const [, name] = ALL_POWERFUL.exec(arn) ?? [];
          if (name && (path !== "permissions_boundary" || name === BOUNDS_NOTHING))
            yield { resource, path, answer: "violation", message: `it names ${name} of AWS` };
        }
      }
    }
  },
  passes: [
    {
      shows: "a policy of AWS for one purpose",
      configuration: attached("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"),
    },
    {
      shows: "a boundary that keeps identities out of reach",
      configuration: {
        resource: role(SERVICE_TRUST, { permissions_boundary: "arn:aws:iam::aws:policy/PowerUserAccess" }),
      },
    },
    {
      shows: "a policy of one's own whose name sounds so",
      configuration: attached("arn:aws:iam::111111111111:policy/dev/AdministratorAccess"),
    },
  ],
  fails: [
    { shows: "everything", configuration: attached(ADMINISTRATOR) },
    {
      shows: "everything, in whatever partition",
      configuration: attached("arn:${data.aws_partition.p.partition}:iam::aws:policy/AdministratorAccess"),
    },
    { shows: "everything of a service", configuration: attached("arn:aws:iam::aws:policy/AmazonS3FullAccess") },
    {
      shows: "a role that names it",
      configuration: { resource: role(SERVICE_TRUST, { managed_policy_arns: [ADMINISTRATOR] }) },
    },
    {
      shows: "a boundary that bounds nothing",
      configuration: { resource: role(SERVICE_TRUST, { permissions_boundary: ADMINISTRATOR }) },
    },
  ],
};

function attached(arn: string): object {
  return { resource: { aws_iam_role_policy_attachment: { a: { role: "a", policy_arn: arn } } } };
}
