import { demand, violationAt } from "../../demand";
import { one } from "../../examples";
import { isPlain, LISTENERS, lastAction, protocolOf } from "../../parse/load-balancers";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const loadBalancerAnswersStrangersItself: Rule = {
  id: "load-balancer-answers-strangers-itself",
  what: "What no rule of a listener is for, the load balancer answers by itself.",
  why: "Scanners and forged host names would reach whichever service happens to be the default one.",
  fix: "Let the default action be of the type fixed-response with status 404, and give each host a rule.",
  severity: "medium",
  checks: [21],
  controls: [],
  types: LISTENERS,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...LISTENERS)) {
      // Network load balancers know no other action than to forward; of plain HTTP another rule speaks.
      if (isPlain(resource) || ["TCP", "TLS", "UDP", "TCP_UDP"].includes(protocolOf(resource) ?? "")) continue;
      const place = lastAction(resource, "default_action");
      if (place === undefined) yield violationAt({ resource }, "default_action", "has no default action");
      else {
        const isFixed = (type: unknown) => type === "fixed-response";
        yield* demand(place, "type", isFixed, "sends to targets whatever no rule is for");
      }
    }
  },
  passes: [
    {
      shows: "404",
      configuration: one("aws_lb_listener", {
        protocol: "HTTPS",
        default_action: [
          { type: "fixed-response", fixed_response: { content_type: "text/plain", status_code: "404" } },
        ],
      }),
    },
    {
      shows: "a network load balancer",
      configuration: one("aws_lb_listener", { protocol: "TLS", default_action: { type: "forward" } }),
    },
  ],
  fails: [
    {
      shows: "targets",
      configuration: one("aws_lb_listener", { protocol: "HTTPS", default_action: { type: "forward" } }),
    },
    {
      shows: "targets behind a sign-in",
      configuration: one("aws_lb_listener", {
        protocol: "HTTPS",
        default_action: [{ type: "authenticate-oidc" }, { type: "forward" }],
      }),
    },
  ],
};
