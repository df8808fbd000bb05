import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";

export interface ServiceScalingProps {
  readonly clusterName: string;
  readonly serviceName: string;
  /** Fewest and most tasks. */
  readonly tasks: { readonly min: number; readonly max: number };
  /**
   * Average CPU of the tasks, in percent, that autoscaling aims at.
   * @default 60
   */
  readonly cpuPercent?: number;
  /**
   * Average memory of the tasks, in percent, that autoscaling aims at.
   * @default 75
   */
  readonly memoryPercent?: number;
}

/** Quick to add tasks, slow to take them away, so that a short lull does not cost the next burst. */
const COOLDOWN = { scaleOutCooldown: 60, scaleInCooldown: 300 };

/**
 * Adds and removes tasks with the load. It follows CPU and memory, and whichever asks for more tasks wins. It does not
 * follow requests per task: the right number differs from service to service and only a load test tells it.
 */
export class ServiceScaling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { clusterName, serviceName, tasks, cpuPercent = 60, memoryPercent = 75 }: ServiceScalingProps,
  ) {
    super(scope, id);
    const target = new AppautoscalingTarget(this, "Resource", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${clusterName}/${serviceName}`,
      minCapacity: tasks.min,
      maxCapacity: tasks.max,
    });
    this.follow(target, "cpu", "ECSServiceAverageCPUUtilization", cpuPercent);
    this.follow(target, "memory", "ECSServiceAverageMemoryUtilization", memoryPercent);
  }

  private follow(target: AppautoscalingTarget, name: string, metric: string, percent: number): void {
    new AppautoscalingPolicy(this, name, {
      name,
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: metric },
        targetValue: percent,
        ...COOLDOWN,
      },
    });
  }
}
