import { violationAt } from "../../demand";
import { LISTENER_RULES, LISTENERS, LOAD_BALANCERS, listenerOf } from "../../parse/load-balancers";
import type { Judgement, Rule } from "../../rule";
import { type Block, blocksIn, isUnknown, textIn, type Value } from "../../value";
import { ofType, pointedAt, pointsAt, type Resource, type StackView } from "../../view/stack-view";

/** Of an Application Load Balancer; AWS does not raise it (Elastic Load Balancing quotas). */
const MOST = 100;

export const loadBalancerHasAtMost100TargetGroups: Rule = {
  id: "load-balancer-has-at-most-100-target-groups",
  what: "A load balancer sends to at most 100 target groups.",
  why: "AWS refuses the next one in the middle of an apply, and raises this quota for nobody.",
  fix: "Spread the services over more load balancers, or let several share a target group.",
  severity: "medium",
  checks: [21],
  controls: [],
  types: [...LISTENERS, ...LISTENER_RULES],
  judge: function* (view: StackView): Iterable<Judgement> {
    const found = new Map<string, { readonly resource: Resource; readonly groups: Set<string> }>();
    for (const resource of ofType(view, ...LISTENERS, ...LISTENER_RULES)) {
      const balancer = balancerOf(view, resource);
      if (balancer === undefined) continue;
      const known = found.get(balancer.key) ?? { resource: balancer.resource, groups: new Set() };
      found.set(balancer.key, known);
      for (const group of targetGroupsOf(resource)) known.groups.add(group);
    }
    for (const { resource, groups } of found.values()) {
      if (groups.size > MOST) yield violationAt({ resource }, "", `sends to ${groups.size} target groups`);
    }
  },
  passes: [{ shows: "100 services behind one listener", configuration: services(100) }],
  fails: [{ shows: "101 services behind one listener", configuration: services(101) }],
};

/** The load balancer of a listener or of one of its rules; where another stack has it, the listener stands for it. */
function balancerOf(
  view: StackView,
  resource: Resource,
): { readonly key: string; readonly resource: Resource } | undefined {
  const listener = LISTENER_RULES.includes(resource.type) ? listenerOf(view, resource) : resource;
  const [balancer] = listener ? pointedAt(view, listener, "load_balancer_arn", LOAD_BALANCERS) : [];
  if (balancer) return { key: balancer.address, resource: balancer };
  const key = listener ? pointsAt(view, listener, "load_balancer_arn") : pointsAt(view, resource, "listener_arn");
  return key === undefined ? undefined : { key, resource: listener ?? resource };
}

function targetGroupsOf({ values }: Resource): readonly string[] {
  const actions = [...blocksIn(values.default_action), ...blocksIn(values.action)];
  const forwards = actions.flatMap(({ forward }) => blocksIn(forward)).flatMap((each) => blocksIn(each.target_group));
  return [...actions.map(arnOf), ...forwards.map(({ arn }) => keyOf(arn))].filter((key) => key !== undefined);
}

const arnOf = ({ target_group_arn: arn }: Block): string | undefined => keyOf(arn);

const keyOf = (arn: Value | undefined): string | undefined =>
  isUnknown(arn) ? (arn.template ?? (arn.references.join(" ") || undefined)) : textIn(arn) || undefined;

function services(count: number): object {
  const rule = (index: number) => ({
    listener_arn: "${aws_lb_listener.web.arn}",
    action: [{ type: "forward", target_group_arn: `\${aws_lb_target_group.g${index}.arn}` }],
  });
  return {
    resource: {
      aws_lb_listener_rule: Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, rule(index)])),
    },
  };
}
