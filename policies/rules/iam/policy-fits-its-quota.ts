import { POLICY_SIZES } from "../../../aws/policy-sizes";
import { raw, role, SERVICE_TRUST } from "../../iam/examples";
import { type ReadablePolicy, readableIn } from "../../iam/placed-policies";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { PolicySize } from "../../parse/policy-document";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import { type StackView, withoutInstance } from "../../view/stack-view";

/** Characters that an expression is taken for: an ARN of AWS seldom has more. */
const PER_EXPRESSION = 150;

/** Who holds inline policies, by the type of the policy: all of one holder count together. */
const HOLDERS: Readonly<Record<string, readonly [attribute: string, limit: number]>> = {
  aws_iam_role_policy: ["role", POLICY_SIZES.inlineOfRole],
  aws_iam_group_policy: ["group", POLICY_SIZES.inlineOfGroup],
  aws_iam_user_policy: ["user", POLICY_SIZES.inlineOfUser],
};

export const policyFitsItsQuota: Rule = {
  id: "policy-fits-its-quota",
  what: "Managed, inline and trust policies are no longer than IAM takes them.",
  why: "IAM refuses a policy that is too long, in the middle of an apply.",
  fix: "Shorten it by wildcards behind a path or a prefix, or split it over managed policies.",
  severity: "medium",
  checks: [5],
  controls: [],
  types: typesWithPolicies("identity", "trust"),
  judge: function* (view: StackView): Iterable<Judgement> {
    const holders = new Map<string, { readonly limit: number; readonly policies: ReadablePolicy[] }>();
    for (const policy of readableIn(view, "identity", "trust")) {
      const [key, limit] = quotaOf(policy);
      if (limit === undefined) continue;
      const { policies } = holders.get(key) ?? { policies: [] };
      holders.set(key, { limit, policies: [...policies, policy] });
    }
    for (const { limit, policies } of holders.values()) {
      const last = policies.at(-1);
      const size = policies.reduce(sum, { known: 0, expressions: 0 });
      if (!last || size.known + size.expressions * PER_EXPRESSION <= limit) continue;
      const at = { resource: last.resource, ...(last.path && { path: last.path }) };
      const what = policies.length === 1 ? "is" : `with ${policies.length - 1} other of the same holder is`;
      yield size.known > limit
        ? { ...at, answer: "violation", message: `${what} ${size.known} characters long, and IAM takes ${limit}` }
        : {
            ...at,
            answer: "unknown",
            message: `${what} ${size.known} characters long before references are filled in`,
          };
    }
  },
  passes: [
    { shows: "a short trust", configuration: { resource: role(SERVICE_TRUST) } },
    {
      shows: "white space",
      configuration: { resource: { aws_iam_policy: { a: { policy: `${raw(long(100))}${" ".repeat(9000)}` } } } },
    },
  ],
  fails: [
    {
      shows: "a long managed policy",
      configuration: { resource: { aws_iam_policy: { a: { policy: raw(long(6144)) } } } },
    },
    { shows: "a long trust", configuration: { resource: role({ ...SERVICE_TRUST, Sid: "A".repeat(2048) }) } },
    {
      shows: "two policies of one role that are too long together",
      configuration: {
        resource: {
          aws_iam_role_policy: {
            a: { role: "${aws_iam_role.a.name}", policy: raw(long(6000)) },
            b: { role: "${aws_iam_role.a.id}", policy: raw(long(6000)) },
          },
        },
      },
    },
    {
      shows: "a long policy of a role, in the role",
      configuration: {
        resource: { aws_iam_role: { a: { path: "/a/", inline_policy: { name: "a", policy: raw(long(10_240)) } } } },
      },
    },
    {
      shows: "a long policy of a user",
      configuration: { resource: { aws_iam_user_policy: { a: { user: "a", policy: raw(long(2048)) } } } },
    },
  ],
};

const sum = (total: PolicySize, { document }: ReadablePolicy): PolicySize => ({
  known: total.known + document.size.known,
  expressions: total.expressions + document.size.expressions,
});

/** With whom a policy shares its quota, and the quota; undefined where none is known. */
function quotaOf({ resource, path, kind }: ReadablePolicy): readonly [key: string, limit: number | undefined] {
  const { address, type, values, refers } = resource;
  if (kind === "trust") return [`trust of ${address}`, type === "aws_iam_role" ? POLICY_SIZES.trust : undefined];
  if (type === "aws_iam_policy") return [address, POLICY_SIZES.managed];
  if (type === "aws_iam_role") return [withoutInstance(address), POLICY_SIZES.inlineOfRole];
  const [attribute = "", limit] = HOLDERS[type] ?? [];
  const holder = values[attribute];
  const [reference] = refers?.[attribute] ?? (isUnknown(holder) ? holder.references : []);
  return [reference ?? `${attribute} ${textIn(holder) ?? `${address} ${path}`}`, limit];
}

/** A statement whose text is a little longer than some length. */
function long(length: number): Readonly<Record<string, unknown>> {
  return { Sid: "A".repeat(length), Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" };
}
