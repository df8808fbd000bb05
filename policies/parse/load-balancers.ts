import type { Place } from "../demand";
import { blocksIn, numberIn, textIn } from "../value";
import { pointedAt, type Resource, type StackView } from "../view/stack-view";

/** Load balancers and what belongs to them, under both names that the AWS provider has for each. */
export const LOAD_BALANCERS = ["aws_lb", "aws_alb"];
export const LISTENERS = ["aws_lb_listener", "aws_alb_listener"];
export const LISTENER_RULES = ["aws_lb_listener_rule", "aws_alb_listener_rule"];

/** What a listener does in the end; what stands before it only signs people in. */
export function lastAction(resource: Resource, attribute: "default_action" | "action"): Place | undefined {
  const actions = blocksIn(resource.values[attribute]);
  const block = actions.at(-1);
  return block && { resource, block, at: `${attribute}[${actions.length - 1}]` };
}

/** The protocol of a listener, which the provider takes in any case. */
export const protocolOf = ({ values }: Resource): string | undefined => textIn(values.protocol)?.toUpperCase();

/** Whether a listener speaks plain HTTP. */
export const isPlain = (listener: Resource): boolean =>
  protocolOf(listener) === "HTTP" || (protocolOf(listener) === undefined && numberIn(listener.values.port) === 80);

/** The listener of a rule, where it stands in the same stack. */
export const listenerOf = (view: StackView, rule: Resource): Resource | undefined =>
  pointedAt(view, rule, "listener_arn", LISTENERS)[0];

/** Whether a load balancer speaks HTTP, as it does unless it says otherwise. */
export const isApplication = ({ values: { load_balancer_type: type } }: Resource): boolean =>
  !["network", "gateway"].includes(textIn(type) ?? "");
