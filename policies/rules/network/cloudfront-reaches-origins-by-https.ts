import { demand } from "../../demand";
import { one } from "../../examples";
import { originsOf } from "../../parse/distributions";
import type { Judgement, Rule } from "../../rule";
import { blocksIn, itemsIn, type Value } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

export const cloudfrontReachesOriginsByHttps: Rule = {
  id: "cloudfront-reaches-origins-by-https",
  what: "CloudFront reaches its origins over HTTPS, with TLS 1.2.",
  why: "Between CloudFront and the origin what visitors sent over TLS would otherwise pass in the clear.",
  fix: 'Set origin_protocol_policy = "https-only" and origin_ssl_protocols = ["TLSv1.2"].',
  severity: "medium",
  checks: [23],
  controls: ["FSBP CloudFront.9", "FSBP CloudFront.10"],
  types: ["aws_cloudfront_distribution"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const origin of ofType(view, "aws_cloudfront_distribution").flatMap(originsOf)) {
      for (const block of blocksIn(origin.block?.custom_origin_config)) {
        const place = { ...origin, block, at: `${origin.at}.custom_origin_config` };
        yield* demand(place, "origin_protocol_policy", isHttps, "reaches the origin over plain HTTP");
        yield* demand(place, "origin_ssl_protocols", isTls12, "reaches the origin with TLS older than 1.2");
      }
    }
  },
  passes: [
    {
      shows: "HTTPS with TLS 1.2",
      configuration: origin({ origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] }),
    },
  ],
  fails: [
    {
      shows: "what the visitor uses",
      configuration: origin({ origin_protocol_policy: "match-viewer", origin_ssl_protocols: ["TLSv1.2"] }),
    },
    {
      shows: "TLS 1.1",
      configuration: origin({ origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.1", "TLSv1.2"] }),
    },
  ],
};

const isHttps = (policy: Value | undefined): boolean => policy === "https-only";

const isTls12 = (protocols: Value | undefined): boolean =>
  itemsIn(protocols).length > 0 && itemsIn(protocols).every((each) => each === "TLSv1.2");

function origin(custom: object): object {
  return one("aws_cloudfront_distribution", {
    origin: { domain_name: "web.example.com", custom_origin_config: custom },
  });
}
