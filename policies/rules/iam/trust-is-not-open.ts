import { CALLER_KEYS, isNarrowedBy, narrows } from "../../iam/conditions";
import { role } from "../../iam/examples";
import { isEverything, mayBeEverything, shown } from "../../iam/patterns";
import { allowing, readableIn } from "../../iam/placed-policies";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { PolicyStatement } from "../../parse/policy-document";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn, type Value } from "../../value";
import type { StackView } from "../../view/stack-view";

/** The account in which Terraform runs, by its number. */
const OWN_ACCOUNT = /^\$\{\s*data\.aws_caller_identity\.[\w-]+\.(?:account_id|id)\s*\}$/;

/** The root of an account, which stands for all of its identities; an account's number alone means the same. */
const isRoot = (principal: Value): boolean => {
  const text = isUnknown(principal) ? principal.template : textIn(principal);
  return text !== undefined && (/^\d{12}$|^arn:[^:]*:iam::.*:root$/.test(text) || OWN_ACCOUNT.test(text));
};

/** Keys by which an account's root may be narrowed: who of it, and by what proof. */
const isWithProof = ({ conditions }: PolicyStatement): boolean =>
  conditions.some(
    (each) =>
      (narrows(each) && (CALLER_KEYS.has(each.key) || /^(?:sts:externalid|aws:principaltag\/.+)$/.test(each.key))) ||
      (each.key === "aws:multifactorauthpresent" && each.operator === "Bool" && String(each.values[0]) === "true"),
  );

export const trustIsNotOpen: Rule = {
  id: "trust-is-not-open",
  what: "No role can be taken by everybody, nor by a whole account without a condition.",
  why: "Everybody means every account of AWS; a whole account means whoever may call AssumeRole there, now and later.",
  fix: "Name the roles that may take it, or add a condition that says which: aws:PrincipalArn, sts:ExternalId.",
  severity: "critical",
  checks: [7],
  controls: ["NIST AC-3"],
  types: typesWithPolicies("trust"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const policy of readableIn(view, "trust")) {
      for (const { statement, at } of allowing(policy)) {
        const { "*": anyone = [], AWS: identities = [], Federated: providers = [] } = statement.principals;
        const everyone = [...anyone, ...identities, ...providers].find(isEverything);
        const root = identities.find(isRoot);
        if (everyone !== undefined && !isNarrowedBy(statement, CALLER_KEYS)) {
          yield { ...at, answer: "violation", message: "lets everybody take it" };
        } else if (root !== undefined && !isWithProof(statement)) {
          yield { ...at, answer: "violation", message: `lets all of the account of ${shown(root)} take it` };
        } else if ([...anyone, ...identities].some(mayBeEverything) && !isNarrowedBy(statement, CALLER_KEYS)) {
          yield { ...at, answer: "unknown", message: "who may take it is not known yet" };
        }
      }
    }
  },
  passes: [
    { shows: "one role", configuration: { resource: role(trusts("arn:aws:iam::111111111111:role/dev/a")) } },
    {
      shows: "one role of an account, by a condition",
      configuration: {
        resource: role({
          ...trusts("arn:aws:iam::111111111111:root"),
          Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/people/*" } },
        }),
      },
    },
  ],
  fails: [
    {
      shows: "the account of Terraform by its number",
      configuration: {
        resource: role({ Action: "sts:AssumeRole", Principal: { AWS: "${data.aws_caller_identity.me.account_id}" } }),
      },
    },
    {
      shows: "any provider of identities",
      configuration: { resource: role({ Action: "sts:AssumeRole", Principal: { Federated: "*" } }) },
    },
    {
      shows: "everybody, by two halves of the internet",
      configuration: {
        resource: role({
          Action: "sts:AssumeRole",
          Principal: "*",
          Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
        }),
      },
    },
    {
      shows: "a role of that name in any account",
      configuration: {
        resource: role({
          Action: "sts:AssumeRole",
          Principal: "*",
          Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" } },
        }),
      },
    },
    {
      shows: "any organisation",
      configuration: {
        resource: role({
          Action: "sts:AssumeRole",
          Principal: "*",
          Condition: { StringLike: { "aws:PrincipalOrgID": "o-*" } },
        }),
      },
    },

    { shows: "everybody", configuration: { resource: role({ Principal: "*", Action: "sts:AssumeRole" }) } },
    { shows: "everybody, as identities", configuration: { resource: role(trusts("*")) } },
    {
      shows: "everybody who sets a tag",
      configuration: {
        resource: role({ ...trusts("*"), Condition: { StringEquals: { "aws:PrincipalTag/team": "platform" } } }),
      },
    },
    { shows: "a whole account", configuration: { resource: role(trusts("arn:aws:iam::111111111111:root")) } },
    { shows: "a whole account by its number", configuration: { resource: role(trusts("111111111111")) } },
    {
      shows: "a whole account by a reference",
      configuration: { resource: role(trusts("arn:aws:iam::${data.aws_caller_identity.me.account_id}:root")) },
    },
    {
      shows: "a condition that a missing value passes",
      configuration: {
        resource: role({
          ...trusts("arn:aws:iam::111111111111:root"),
          Condition: { "ForAllValues:StringEquals": { "sts:ExternalId": "a" } },
        }),
      },
    },
  ],
};

function trusts(principal: string): Readonly<Record<string, unknown>> {
  return { Principal: { AWS: principal }, Action: "sts:AssumeRole" };
}
