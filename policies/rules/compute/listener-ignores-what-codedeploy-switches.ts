import { valueAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { blocksIn, itemsIn, referencesIn, textIn } from "../../value";
import { about, ofType, type Resource, resourceAt, type StackView } from "../../view/stack-view";

const GROUP = "aws_codedeploy_deployment_group";
const PATH = "lifecycle.ignore_changes";

export const listenerIgnoresWhatCodedeploySwitches: Rule = {
  id: "listener-ignores-what-codedeploy-switches",
  what: "A listener whose traffic CodeDeploy switches ignores changes of its action, and so do its rules that forward there.",
  why: "The next apply would send all requests back to the old tasks, which may be gone.",
  fix: "Ignore `default_action` in the listener, and `action` in its rules that forward to the service.",
  severity: "high",
  checks: [16],
  controls: [],
  types: [GROUP],
  judge: function* (view) {
    for (const { resource, ignored } of ofType(view, GROUP).flatMap((group) => switchedBy(view, group))) {
      // A plan does not tell.
      if (resource.lifecycle === undefined) continue;
      const names = itemsIn(resource.lifecycle.ignore_changes).map(textIn);
      if (!names.includes(ignored) && !names.includes("all")) {
        yield violationAt({ resource }, PATH, `the next apply takes back \`${ignored}\`, which CodeDeploy switches`);
      }
    }
  },
  passes: [
    {
      shows: "a listener that ignores it",
      configuration: switched({
        aws_lb_listener: {
          https: {
            default_action: { type: "forward", target_group_arn: "${aws_lb_target_group.blue.arn}" },
            lifecycle: { ignore_changes: ["default_action"] },
          },
        },
      }),
    },
    {
      shows: "a rule that ignores it, of a listener that answers strangers itself",
      configuration: switched({
        aws_lb_listener: { https: { default_action: { type: "fixed-response" } } },
        aws_lb_listener_rule: {
          orders: {
            listener_arn: "${aws_lb_listener.https.arn}",
            action: { type: "forward", target_group_arn: "${aws_lb_target_group.blue.arn}" },
            lifecycle: { ignore_changes: ["action"] },
          },
          others: {
            listener_arn: "${aws_lb_listener.https.arn}",
            action: { type: "forward", target_group_arn: "${aws_lb_target_group.others.arn}" },
          },
        },
      }),
    },
  ],
  fails: [
    {
      shows: "a listener that does not",
      configuration: switched({
        aws_lb_listener: {
          https: { default_action: { type: "forward", target_group_arn: "${aws_lb_target_group.blue.arn}" } },
        },
      }),
    },
    {
      shows: "a rule that does not",
      configuration: switched({
        aws_lb_listener: { https: { default_action: { type: "fixed-response" } } },
        aws_lb_listener_rule: {
          orders: {
            listener_arn: "${aws_lb_listener.https.arn}",
            action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.green.arn}" }],
          },
        },
      }),
    },
  ],
};

function switched(others: Readonly<Record<string, object>>): object {
  const pair = {
    prod_traffic_route: { listener_arns: ["${aws_lb_listener.https.arn}"] },
    target_group: [{ name: "${aws_lb_target_group.blue.name}" }, { name: "${aws_lb_target_group.green.name}" }],
  };
  return one(GROUP, { load_balancer_info: { target_group_pair_info: pair } }, others);
}

interface Switched {
  readonly resource: Resource;
  readonly ignored: "default_action" | "action";
}

/** The listeners of the group in this stack, and their rules, as far as they forward to one of its target groups. */
function switchedBy(view: StackView, group: Resource): readonly Switched[] {
  const pairs = blocksIn(valueAt(group.values, "load_balancer_info.target_group_pair_info"));
  const targets = pairs.flatMap((pair) => referencesIn(pair.target_group));
  const forwards = (resource: Resource, attribute: string) =>
    referencesIn(resource.values[attribute]).some((address) => targets.includes(address));
  return pairs
    .flatMap((pair) => [...referencesIn(pair.prod_traffic_route), ...referencesIn(pair.test_traffic_route)])
    .map((address) => resourceAt(view, address))
    .filter((listener) => listener !== undefined)
    .flatMap((listener) => [
      ...(forwards(listener, "default_action") ? [{ resource: listener, ignored: "default_action" as const }] : []),
      ...about(view, listener, "aws_lb_listener_rule", "listener_arn")
        .filter((rule) => forwards(rule, "action"))
        .map((resource) => ({ resource, ignored: "action" as const })),
    ]);
}
