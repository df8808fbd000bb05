import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ApplicationLoadBalancer } from "./application-load-balancer";

export interface HostRouteProps {
  /** Name of the target group, at most 32 characters. */
  readonly name: string;
  /**
   * Name of a second target group, between which and the first one CodeDeploy switches: the rule is CodeDeploy's then.
   * @default - there is one target group, and Terraform owns the rule
   */
  readonly secondName?: string;
  /** Full host name; requests for it reach the targets. */
  readonly host: string;
  /** Order among the rules of the listener, 1 to 50,000. Unique there. */
  readonly priority: number;
  readonly vpcId: string;
  /** Port of the targets. */
  readonly port: number;
  /** Path that answers 200 when a target is well. */
  readonly healthPath: string;
  readonly loadBalancer: Pick<ApplicationLoadBalancer, "listenerArn" | "dnsName" | "zoneId">;
  /** Hosted zone that the host belongs to. */
  readonly zoneId: string;
  /** Whether the host also answers over IPv6; the load balancer must be dual-stack. */
  readonly ipv6: boolean;
}

/** A target group, for those that register in it, watch it or must wait for it. */
export interface TargetGroup extends ITerraformDependable {
  readonly arn: string;
  readonly name: string;
  /** As CloudWatch names it in dimensions. */
  readonly arnSuffix: string;
}

/** Targets leave within this time, long enough for a request, and short enough for Spot's two minutes. */
const DRAIN_SECONDS = 30;

/** The way from a host name through a load balancer to targets by IP address, over HTTP. */
export class HostRoute extends Construct {
  readonly targetGroup: TargetGroup;
  /** The one that nobody is sent to at first; undefined where there is no second one. */
  readonly secondTargetGroup: TargetGroup | undefined;
  /** What must exist before the targets may register. */
  readonly rule: ITerraformDependable & { readonly arn: string };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HostRouteProps,
  ) {
    super(scope, id);
    const { name, secondName } = props;
    this.targetGroup = this.createTargetGroup("Resource", name);
    this.secondTargetGroup = secondName === undefined ? undefined : this.createTargetGroup("second", secondName);
    this.rule = this.createRule(this.targetGroup);
    this.createRecord("record", "A");
    if (props.ipv6) this.createRecord("record-ipv6", "AAAA");
  }

  private createTargetGroup(id: string, name: string): TargetGroup {
    const { vpcId, port, healthPath } = this.props;
    return new LbTargetGroup(this, id, {
      name,
      vpcId,
      targetType: "ip",
      port,
      protocol: "HTTP",
      deregistrationDelay: String(DRAIN_SECONDS),
      healthCheck: {
        path: healthPath,
        port: "traffic-port",
        protocol: "HTTP",
        matcher: "200",
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    });
  }

  private createRule(targetGroup: TargetGroup): LbListenerRule {
    const { loadBalancer, priority, host } = this.props;
    const ownedByCodeDeploy = this.secondTargetGroup !== undefined;
    return new LbListenerRule(this, "rule", {
      listenerArn: loadBalancer.listenerArn,
      priority,
      condition: [{ hostHeader: { values: [host] } }],
      action: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      ...(ownedByCodeDeploy && { lifecycle: { ignoreChanges: ["action"] } }),
    });
  }

  private createRecord(id: string, type: "A" | "AAAA"): void {
    const { zoneId, host, loadBalancer } = this.props;
    new Route53Record(this, id, {
      zoneId,
      name: host,
      type,
      alias: {
        name: loadBalancer.dnsName,
        zoneId: loadBalancer.zoneId,
        // There is no second place to send people to, and one sick service must not hide its neighbours.
        evaluateTargetHealth: false,
      },
    });
  }
}
