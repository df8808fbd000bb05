import { scalingPoliciesOf, scalingTargetsOf } from "../../../policies/parse/service-scaling";
import { viewOfConfiguration } from "../../../policies/view/from-configuration";
import { viewOfPlan } from "../../../policies/view/from-plan";
import { type Resource, resourceAt, type StackView } from "../../../policies/view/stack-view";

const found = (view: StackView) => {
  const targets = scalingTargetsOf(view, resourceAt(view, "aws_ecs_service.orders") as Resource);
  return targets.map((target) => [target.name, scalingPoliciesOf(view, target).map(({ name }) => name)]);
};

const written = (target: string, policy: string) =>
  viewOfConfiguration("a", {
    resource: {
      aws_ecs_service: { orders: { name: "orders" }, users: { name: "reorders" } },
      aws_appautoscaling_target: { yes: { resource_id: target }, no: { resource_id: "service/main/reorders" } },
      aws_appautoscaling_policy: { yes: { resource_id: policy }, no: { resource_id: "service/main/reorders" } },
    },
  });

describe("what scales a service", () => {
  it.each([
    ["by its name", "service/main/orders", "service/main/orders"],
    ["by references", "service/main/${aws_ecs_service.orders.name}", "${aws_appautoscaling_target.yes.resource_id}"],
    [
      "by the same template twice",
      "service/${var.cluster}/${aws_ecs_service.orders.name}",
      "service/${var.cluster}/${aws_ecs_service.orders.name}",
    ],
    ["by its name, in a cluster of another stack", "service/${var.cluster}/orders", "service/${var.cluster}/orders"],
  ])("%s", (_, target, policy) => {
    expect(found(written(target, policy))).toEqual([["yes", ["yes"]]]);
  });

  it("is nothing that scales another service", () => {
    expect(found(written("service/main/users", "service/main/users"))).toEqual([]);
  });

  it("is found in a plan, whose names are not known yet", () => {
    const change = (type: string, name: string, after: object, unknown: object) => ({
      address: `${type}.${name}`,
      type,
      name,
      change: { after, after_unknown: unknown },
    });
    const configured = (address: string, references: readonly string[]) => ({
      address,
      expressions: { resource_id: { references } },
    });
    const view = viewOfPlan("a", {
      resource_changes: [
        change("aws_ecs_service", "orders", { name: "orders" }, {}),
        change("aws_appautoscaling_target", "yes", {}, { resource_id: true }),
        change("aws_appautoscaling_policy", "yes", {}, { resource_id: true }),
      ],
      configuration: {
        root_module: {
          resources: [
            configured("aws_appautoscaling_target.yes", ["aws_ecs_service.orders.name", "aws_ecs_service.orders"]),
            configured("aws_appautoscaling_policy.yes", [
              "aws_appautoscaling_target.yes.resource_id",
              "aws_appautoscaling_target.yes",
            ]),
          ],
        },
      },
    } as never);
    expect(found(view)).toEqual([["yes", ["yes"]]]);
  });
});
