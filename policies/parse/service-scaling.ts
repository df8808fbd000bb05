import { isUnknown, referencesIn, textIn } from "../value";
import { ofType, type Resource, type StackView, withoutInstance } from "../view/stack-view";

const TARGET = "aws_appautoscaling_target";

/** What scales a service: its `resource_id` is `service/<cluster>/<name of the service>`. */
export const scalingTargetsOf = (view: StackView, service: Resource): readonly Resource[] => {
  const address = withoutInstance(service.address);
  const name = textIn(service.values.name);
  return ofType(view, TARGET).filter(({ values, refers }) => {
    const id = values.resource_id;
    const text = isUnknown(id) ? id.template : textIn(id);
    if (name !== undefined && text?.endsWith(`/${name}`)) return true;
    return (refers?.resource_id ?? referencesIn(id)).includes(address);
  });
};

/** Policies by which a target is scaled. */
export const scalingPoliciesOf = (view: StackView, target: Resource): readonly Resource[] => {
  const address = withoutInstance(target.address);
  const id = textIn(target.values.resource_id);
  return ofType(view, "aws_appautoscaling_policy").filter(({ values, refers }) => {
    if (id !== undefined && textIn(values.resource_id) === id) return true;
    const own = isUnknown(target.values.resource_id) ? target.values.resource_id.template : undefined;
    const theirs = isUnknown(values.resource_id) ? values.resource_id.template : undefined;
    if (own !== undefined && own === theirs) return true;
    return (refers?.resource_id ?? referencesIn(values.resource_id)).includes(address);
  });
};
