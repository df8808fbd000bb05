import { unknownAt, violationAt } from "../../demand";
import { one } from "../../examples";
import { LISTENERS, protocolOf } from "../../parse/load-balancers";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import { ofType, type StackView, wanted } from "../../view/stack-view";

/** TLS 1.2 and 1.3 with forward secrecy. Source: Elastic Load Balancing, "Security policies". */
const ALLOWED = [
  "ELBSecurityPolicy-TLS13-1-2-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
];

export const loadBalancerUsesModernTls: Rule = {
  id: "load-balancer-uses-modern-tls",
  what: "Listeners with TLS speak TLS 1.2 or later, with ciphers that keep what was recorded secret.",
  why: "Without a policy AWS takes one of 2016, which also speaks TLS 1.0.",
  fix: 'Set ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06".',
  severity: "high",
  checks: [21],
  controls: ["FSBP ELB.17"],
  types: LISTENERS,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...LISTENERS)) {
      if (!["HTTPS", "TLS"].includes(protocolOf(resource) ?? "")) continue;
      const policy = wanted(resource, "ssl_policy");
      if (isUnknown(policy)) yield unknownAt({ resource }, "ssl_policy");
      else if (policy === undefined) yield violationAt({ resource }, "ssl_policy", "names no policy for TLS");
      else if (!ALLOWED.includes(textIn(policy) ?? "")) {
        yield violationAt({ resource }, "ssl_policy", `takes the policy ${textIn(policy)} for TLS`);
      }
    }
  },
  passes: [
    {
      shows: "TLS 1.2 and 1.3",
      configuration: one("aws_lb_listener", { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
    },
    { shows: "plain HTTP, of which another rule speaks", configuration: one("aws_lb_listener", { protocol: "HTTP" }) },
  ],
  fails: [
    {
      shows: "an old policy, and the protocol in small letters",
      configuration: one("aws_lb_listener", { protocol: "https", ssl_policy: "ELBSecurityPolicy-2016-08" }),
    },

    { shows: "no policy", configuration: one("aws_lb_listener", { protocol: "HTTPS" }) },
    {
      shows: "TLS 1.0",
      configuration: one("aws_alb_listener", { protocol: "TLS", ssl_policy: "ELBSecurityPolicy-2016-08" }),
    },
  ],
};
