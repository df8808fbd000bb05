import type { OrganisationRule } from "../organisation-rule";
import { LISTENER_RULES } from "../parse/load-balancers";
import { isUnknown, numberIn, textIn } from "../value";
import { ofType, pointsAt, type Resource, type StackView } from "../view/stack-view";

export const sharedListenerPrioritiesDiffer: OrganisationRule = {
  id: "shared-listener-priorities-differ",
  what: "No two rules of a listener that stacks share have the same priority.",
  why: "AWS refuses the second one, in whichever stack is applied later.",
  fix: "Give one of them another priority, derived from the name of its host.",
  severity: "medium",
  checks: [21],
  controls: [],
  judge: function* (views) {
    const first = new Map<string, string>();
    for (const view of views) {
      for (const resource of ofType(view, ...LISTENER_RULES)) {
        const priority = numberIn(resource.values.priority);
        const listener = listenerOf(view, resource);
        if (priority === undefined || listener === undefined) continue;
        const other = first.get(`${priority} ${listener}`);
        if (other === undefined) first.set(`${priority} ${listener}`, view.id);
        else if (other !== view.id) {
          const message = `has the priority ${priority}, as has a rule of ${other}`;
          yield { stack: view.id, resource, path: "priority", answer: "violation", message };
        }
      }
    }
  },
  passes: [
    { shows: "two priorities", configurations: { orders: service(1), users: service(2) } },
    { shows: "listeners of two networks", configurations: { dev: service(1, "dev"), prod: service(1, "main") } },
  ],
  fails: [{ shows: "the same one in two stacks", configurations: { orders: service(7), users: service(7) } }],
};

/** The listener, as the same text in each stack that has it from the same state; undefined when it is the stack's own. */
function listenerOf(view: StackView, resource: Resource): string | undefined {
  const { listener_arn: arn } = resource.values;
  if (!isUnknown(arn)) return textIn(arn);
  const [source] = view.data.filter(({ address }) => arn.references.includes(address));
  const output = pointsAt(view, resource, "listener_arn");
  if (source === undefined || output === undefined) return undefined;
  return `${JSON.stringify(source.values.config)} ${output.replace(source.address, "")}`;
}

function service(priority: number, network = "dev"): object {
  return {
    data: { terraform_remote_state: { platform: { config: { bucket: "states", key: `${network}-platform` } } } },
    resource: {
      aws_lb_listener_rule: {
        a: { priority, listener_arn: "${data.terraform_remote_state.platform.outputs.listener_arn}" },
      },
    },
  };
}
