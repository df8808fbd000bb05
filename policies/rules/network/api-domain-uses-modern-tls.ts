import { demand } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const apiDomainUsesModernTls: Rule = {
  id: "api-domain-uses-modern-tls",
  what: "Domains of API Gateway speak TLS 1.2.",
  why: "Older versions are broken, and a REST API accepts TLS 1.0 unless it is told otherwise.",
  fix: 'Set security_policy = "TLS_1_2".',
  severity: "high",
  checks: [],
  controls: [],
  types: ["aws_apigatewayv2_domain_name", "aws_api_gateway_domain_name"],
  judge: function* (view: StackView): Iterable<Judgement> {
    const isModern = (value: unknown) => value === "TLS_1_2";
    for (const resource of ofType(view, "aws_apigatewayv2_domain_name")) {
      const path = "domain_name_configuration.security_policy";
      yield* demand({ resource }, path, isModern, "accepts TLS older than 1.2");
    }
    for (const resource of ofType(view, "aws_api_gateway_domain_name")) {
      yield* demand({ resource }, "security_policy", isModern, "accepts TLS older than 1.2");
    }
  },
  passes: [
    {
      shows: "TLS 1.2",
      configuration: one("aws_apigatewayv2_domain_name", { domain_name_configuration: { security_policy: "TLS_1_2" } }),
    },
    { shows: "TLS 1.2, REST", configuration: one("aws_api_gateway_domain_name", { security_policy: "TLS_1_2" }) },
  ],
  fails: [
    { shows: "nothing said, REST", configuration: one("aws_api_gateway_domain_name", {}) },
    {
      shows: "TLS 1.0",
      configuration: one("aws_apigatewayv2_domain_name", { domain_name_configuration: { security_policy: "TLS_1_0" } }),
    },
  ],
};
