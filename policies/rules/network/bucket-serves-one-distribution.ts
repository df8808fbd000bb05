import { unknownAt, violationAt } from "../../demand";
import { isBucket, originsOf } from "../../parse/distributions";
import { type PolicyStatement, policyDocumentIn } from "../../parse/policy-document";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, referencesIn, textIn } from "../../value";
import { about, meantBy, ofType, type Resource, type StackView, withoutInstance } from "../../view/stack-view";

const DISTRIBUTION = "aws_cloudfront_distribution";

export const bucketServesOneDistribution: Rule = {
  id: "bucket-serves-one-distribution",
  what: "A bucket behind CloudFront lets in the distribution that it belongs to, by aws:SourceArn, and no other.",
  why: "CloudFront is one service for all its customers: without the condition anybody's distribution can serve the bucket.",
  fix: "Let the bucket policy allow s3:GetObject to cloudfront.amazonaws.com with StringEquals on aws:SourceArn, the ARN of the distribution.",
  severity: "critical",
  checks: [23],
  controls: ["FSBP CloudFront.13"],
  types: [DISTRIBUTION, "aws_s3_bucket_policy"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_s3_bucket_policy")) {
      for (const { path, conditions } of grantsOf(resource)) {
        if (conditions.some(namesSource)) continue;
        yield violationAt({ resource }, `policy.${path}`, "lets in the distributions of everybody");
      }
    }
    for (const origin of ofType(view, DISTRIBUTION).flatMap(originsOf).filter(isBucket)) {
      const [bucket] = meantBy(view, origin.block?.domain_name, ["aws_s3_bucket"], NAMES);
      if (bucket === undefined) continue;
      const policies = about(view, bucket, "aws_s3_bucket_policy", "bucket", ["id", "bucket"]);
      const answers = policies.map((policy) => answerOf(policy, origin.resource));
      if (answers.includes("yes")) continue;
      if (answers.includes("unknown"))
        yield unknownAt(origin, "", `whether ${bucket.address} lets it in is not known yet`);
      else yield violationAt(origin, "", `is not let in by a policy of ${bucket.address}`);
    }
  },
  passes: [
    {
      shows: "the ARN of the distribution",
      configuration: site({ StringEquals: { "AWS:SourceArn": arnOfDistribution() } }),
    },
  ],
  fails: [
    { shows: "no condition", configuration: site({}) },
    {
      shows: "another distribution",
      configuration: site({ StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::111111111111:distribution/E1" } }),
    },
    {
      shows: "every distribution of an account",
      configuration: site({ StringLike: { "aws:SourceArn": "arn:aws:cloudfront::111111111111:distribution/*" } }),
    },
    { shows: "an account", configuration: site({ StringEquals: { "aws:SourceAccount": "111111111111" } }) },
  ],
};

const NAMES = ["bucket_regional_domain_name", "bucket_domain_name"];

/** The statements that let CloudFront in; none of a policy that is not known, or that cannot be read: other rules say so. */
function grantsOf({ values }: Resource): readonly PolicyStatement[] {
  try {
    const document = policyDocumentIn(values.policy);
    if (document === "unknown") return [];
    return document.statements.filter(
      ({ effect, principals }) => effect === "Allow" && principals.Service?.includes("cloudfront.amazonaws.com"),
    );
  } catch {
    return [];
  }
}

/** Whether a condition names a distribution whole. */
const namesSource = ({ operator, key, values }: PolicyStatement["conditions"][number]): boolean =>
  key === "aws:sourcearn" &&
  /^(?:StringEquals|ArnEquals|ArnLike|StringLike)$/i.test(operator) &&
  values.every((value) => !(isUnknown(value) ? (value.template ?? "") : (textIn(value) ?? "*")).match(/[*?]/));

function answerOf(policy: Resource, distribution: Resource): "yes" | "no" | "unknown" {
  if (isUnknown(policy.values.policy) && policy.values.policy.template === undefined) return "unknown";
  const arn = textIn(distribution.values.arn);
  const isIts = grantsOf(policy).some(({ conditions }) =>
    conditions
      .filter(namesSource)
      .some(({ values }) =>
        values.some(
          (value) =>
            referencesIn(value).includes(withoutInstance(distribution.address)) ||
            (arn !== undefined && textIn(value) === arn),
        ),
      ),
  );
  return isIts ? "yes" : "no";
}

function arnOfDistribution(): string {
  return "${aws_cloudfront_distribution.a.arn}";
}

function site(condition: object): object {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: "${aws_s3_bucket.a.arn}/*",
    Condition: condition,
  };
  return {
    resource: {
      aws_cloudfront_distribution: { a: { origin: { domain_name: "${aws_s3_bucket.a.bucket_regional_domain_name}" } } },
      aws_s3_bucket: { a: {} },
      aws_s3_bucket_policy: {
        a: { bucket: "${aws_s3_bucket.a.id}", policy: JSON.stringify({ Statement: [statement] }) },
      },
    },
  };
}
