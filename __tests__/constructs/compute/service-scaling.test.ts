import { ServiceScaling } from "../../../constructs/compute/service-scaling";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

const build = (fields: { readonly cpuPercent?: number; readonly memoryPercent?: number } = {}) =>
  synthesizeConstruct((scope) => {
    new ServiceScaling(scope, "scaling", {
      clusterName: "dev",
      serviceName: "dev-service-orders",
      tasks: { min: 2, max: 6 },
      ...fields,
    });
  });

const target = (attribute: string) => `\${aws_appautoscaling_target.scaling_9919402E.${attribute}}`;

const policy = (name: string, metric: string, percent: number) => ({
  name,
  policy_type: "TargetTrackingScaling",
  service_namespace: target("service_namespace"),
  scalable_dimension: target("scalable_dimension"),
  resource_id: target("resource_id"),
  target_tracking_scaling_policy_configuration: {
    predefined_metric_specification: { predefined_metric_type: metric },
    target_value: percent,
    scale_out_cooldown: 60,
    scale_in_cooldown: 300,
  },
});

describe("the scaling of a service", () => {
  const stack = build();

  it("changes the number of tasks between the fewest and the most", () => {
    expect(resourcesOf(stack, "aws_appautoscaling_target")).toEqual({
      scaling_9919402E: {
        service_namespace: "ecs",
        scalable_dimension: "ecs:service:DesiredCount",
        resource_id: "service/dev/dev-service-orders",
        min_capacity: 2,
        max_capacity: 6,
      },
    });
  });

  it("follows CPU and memory, quickly up and slowly down", () => {
    expect(resourcesOf(stack, "aws_appautoscaling_policy")).toEqual({
      scaling_cpu_D2B98E90: policy("cpu", "ECSServiceAverageCPUUtilization", 60),
      scaling_memory_867C6B33: policy("memory", "ECSServiceAverageMemoryUtilization", 75),
    });
  });

  it("aims where it is told to", () => {
    const other = build({ cpuPercent: 40, memoryPercent: 50 });
    for (const [id, percent] of [
      ["scaling_cpu", 40],
      ["scaling_memory", 50],
    ] as const) {
      expect(resourceOf(other, "aws_appautoscaling_policy", id)).toMatchObject({
        target_tracking_scaling_policy_configuration: { target_value: percent },
      });
    }
  });
});
