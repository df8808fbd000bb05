import { demand, violationAt } from "../../demand";
import { one } from "../../examples";
import { isPlain, LISTENER_RULES, LISTENERS, lastAction, listenerOf } from "../../parse/load-balancers";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, type Value } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

export const loadBalancerRedirectsHttp: Rule = {
  id: "load-balancer-redirects-http",
  what: "A listener for plain HTTP does nothing but send to HTTPS, and so do its rules.",
  why: "Whoever is on the way reads and changes what passes without TLS.",
  fix: 'Let the last action be of the type redirect, with protocol = "HTTPS" and status_code = "HTTP_301".',
  severity: "high",
  checks: [21],
  controls: ["FSBP ELB.1"],
  types: [...LISTENERS, ...LISTENER_RULES],
  judge: function* (view: StackView): Iterable<Judgement> {
    const listeners = ofType(view, ...LISTENERS).map((resource) => ({
      resource,
      attribute: "default_action" as const,
    }));
    const rules = ofType(view, ...LISTENER_RULES).map((resource) => ({ resource, attribute: "action" as const }));
    for (const { resource, attribute } of [...listeners, ...rules]) {
      const listener = attribute === "action" ? listenerOf(view, resource) : resource;
      if (listener === undefined || !isPlain(listener)) continue;
      const place = lastAction(resource, attribute);
      if (place === undefined) yield violationAt({ resource }, attribute, "answers plain HTTP");
      else if (isUnknown(place.block?.type)) yield* demand(place, "type", isRedirect, "answers plain HTTP");
      else if (!isRedirect(place.block?.type)) yield violationAt(place, "type", "answers plain HTTP");
      else yield* demand(place, "redirect.protocol", isHttps, "redirects plain HTTP, but not to HTTPS");
    }
  },
  passes: [
    {
      shows: "a redirect",
      configuration: one("aws_lb_listener", {
        protocol: "HTTP",
        default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", status_code: "HTTP_301" } }],
      }),
    },
    {
      shows: "HTTPS",
      configuration: one("aws_lb_listener", { protocol: "HTTPS", default_action: { type: "forward" } }),
    },
  ],
  fails: [
    {
      shows: "a target, and the protocol in small letters",
      configuration: one("aws_lb_listener", { protocol: "http", port: 8080, default_action: { type: "forward" } }),
    },

    {
      shows: "targets by plain HTTP",
      configuration: one("aws_lb_listener", { protocol: "HTTP", default_action: [{ type: "forward" }] }),
    },
    {
      shows: "a redirect to plain HTTP",
      configuration: one("aws_lb_listener", {
        port: 80,
        default_action: [{ type: "redirect", redirect: { host: "example.com" } }],
      }),
    },
    {
      shows: "a rule of such a listener that goes to targets",
      configuration: one(
        "aws_lb_listener",
        { protocol: "HTTP", default_action: { type: "redirect", redirect: { protocol: "HTTPS" } } },
        { aws_lb_listener_rule: { b: { listener_arn: "${aws_lb_listener.a.arn}", action: [{ type: "forward" }] } } },
      ),
    },
  ],
};

const isRedirect = (type: Value | undefined): boolean => type === "redirect";

/** `#{protocol}`, the default, is that of the request. */
const isHttps = (protocol: Value | undefined): boolean => protocol === "HTTPS";
