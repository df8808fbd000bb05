import { demand } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

/** AWS provider 5.100.0 knows none of the later ones. */
const ALLOWED = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

export const cloudfrontUsesModernTls: Rule = {
  id: "cloudfront-uses-modern-tls",
  what: "CloudFront speaks TLS 1.2 of 2021 or later with visitors, by SNI.",
  why: "Older versions and ciphers are broken; an address of its own instead of SNI costs 600 dollars a month.",
  fix: 'Set viewer_certificate with minimum_protocol_version = "TLSv1.2_2021" and ssl_support_method = "sni-only".',
  severity: "high",
  checks: [23],
  controls: ["FSBP CloudFront.8"],
  types: ["aws_cloudfront_distribution"],
  judge: function* (view: StackView): Iterable<Judgement> {
    const isAllowed = (value: unknown) => ALLOWED.includes(String(value));
    const isSni = (value: unknown) => value === "sni-only";
    for (const resource of ofType(view, "aws_cloudfront_distribution")) {
      const certificate = "viewer_certificate";
      yield* demand(
        { resource },
        `${certificate}.minimum_protocol_version`,
        isAllowed,
        "accepts TLS older than 1.2 of 2021",
      );
      yield* demand({ resource }, `${certificate}.ssl_support_method`, isSni, "does not serve its certificate by SNI");
    }
  },
  passes: [
    {
      shows: "TLS 1.2 by SNI",
      configuration: one("aws_cloudfront_distribution", {
        viewer_certificate: { minimum_protocol_version: "TLSv1.2_2021", ssl_support_method: "sni-only" },
      }),
    },
  ],
  fails: [
    { shows: "nothing said", configuration: one("aws_cloudfront_distribution", {}) },
    {
      shows: "TLS 1.1",
      configuration: one("aws_cloudfront_distribution", {
        viewer_certificate: [{ minimum_protocol_version: "TLSv1.1_2016", ssl_support_method: "sni-only" }],
      }),
    },
    {
      shows: "an address of its own",
      configuration: one("aws_cloudfront_distribution", {
        viewer_certificate: { minimum_protocol_version: "TLSv1.2_2021", ssl_support_method: "vip" },
      }),
    },
  ],
};
