import { demandSet, valueAt, violationAt } from "../../demand";
import type { Judgement, Rule } from "../../rule";
import { type Block, textIn } from "../../value";
import { meantBy, ofType, type Resource, type StackView } from "../../view/stack-view";

/** CloudFront takes certificates from nowhere else (Amazon CloudFront Developer Guide). */
const REGION = "us-east-1";

export const cloudfrontHasItsCertificate: Rule = {
  id: "cloudfront-has-its-certificate",
  what: "A distribution has a certificate of ACM for its own names, made in us-east-1.",
  why: "CloudFront's own certificate covers none of the names, and speaks TLS 1.0; one of another region it refuses during the apply.",
  fix: "Set viewer_certificate.acm_certificate_arn to a certificate that is made with the provider alias for us-east-1.",
  severity: "medium",
  checks: [23],
  controls: ["FSBP CloudFront.7"],
  types: ["aws_cloudfront_distribution"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_cloudfront_distribution")) {
      const path = "viewer_certificate.acm_certificate_arn";
      yield* demandSet({ resource }, path, "has no certificate of its own");
      const arn = valueAt(resource.values, path);
      const [certificate] = meantBy(
        view,
        arn,
        ["aws_acm_certificate", "aws_acm_certificate_validation"],
        ["arn", "certificate_arn"],
      );
      const region = certificate ? regionOf(view, certificate) : textIn(arn)?.split(":")[3];
      if (region !== undefined && region !== REGION) {
        yield violationAt({ resource }, path, `takes a certificate of ${region}`);
      }
    }
  },
  passes: [
    { shows: "a certificate of us-east-1", configuration: site({ provider: "aws.us_east_1" }) },
    {
      shows: "an ARN of us-east-1",
      configuration: distribution("arn:aws:acm:us-east-1:111111111111:certificate/0123"),
    },
  ],
  fails: [
    { shows: "no certificate", configuration: distribution("") },
    { shows: "a certificate of another region", configuration: site({}) },
    {
      shows: "an ARN of another region",
      configuration: distribution("arn:aws:acm:eu-west-1:111111111111:certificate/0123"),
    },
  ],
};

/** The region of a resource's provider, as far as the configuration tells. */
function regionOf({ settings }: StackView, { provider }: Resource): string | undefined {
  const ofAlias = ({ alias }: Block) => (textIn(alias) ?? undefined) === provider;
  return textIn(settings?.providers.aws?.find(ofAlias)?.region);
}

function distribution(arn: string): object {
  return { resource: { aws_cloudfront_distribution: { a: { viewer_certificate: { acm_certificate_arn: arn } } } } };
}

function site(certificate: object): object {
  return {
    provider: { aws: [{ region: "eu-west-1" }, { alias: "us_east_1", region: REGION }] },
    resource: {
      aws_acm_certificate: { b: certificate },
      aws_cloudfront_distribution: {
        a: { viewer_certificate: { acm_certificate_arn: "${aws_acm_certificate.b.arn}" } },
      },
    },
  };
}
