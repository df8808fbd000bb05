import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate";
import { Construct } from "constructs";
import type { AddressRange } from "../../aws/address-range";
import type { AccessLogBucket } from "./access-log-bucket";
import { LoadBalancerFirewall } from "./load-balancer-firewall";

/** TLS 1.3, and 1.2 with forward secrecy for older clients; what Security Hub control ELB.17 asks for. */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

export interface ApplicationLoadBalancerProps {
  /** At most 32 characters; unique among the load balancers of an account and region. */
  readonly name: string;
  /** `public` gets addresses of the internet, and belongs into public subnets; `internal` gets private ones. */
  readonly scheme: "internal" | "public";
  readonly vpcId: string;
  /** Range of the VPC, in which all targets are. */
  readonly vpcCidr: AddressRange;
  /** At least two, in different zones. */
  readonly subnets: readonly string[];
  /** Ranges, of IPv4 or IPv6, that may connect. */
  readonly allowFrom: readonly string[];
  /** Whether clients may connect over IPv6 too; the subnets must then have IPv6 ranges. */
  readonly ipv6: boolean;
  /** ARN of the certificate for clients that do not say which host they want, and for hosts that no other one covers. */
  readonly certificateArn: string;
  /**
   * ARNs of certificates for more hosts, by a name that stays with each. AWS allows 25.
   * @default {}
   */
  readonly additionalCertificateArns?: Readonly<Record<string, string>>;
  readonly accessLogs: AccessLogBucket;
  /** Whether AWS refuses to delete it. */
  readonly deletionProtection: boolean;
}

/**
 * A load balancer for HTTPS. It answers 404 by itself until listener rules send hosts to targets, and sends plain HTTP on
 * to HTTPS.
 */
export class ApplicationLoadBalancer extends Construct {
  /** ARN of the HTTPS listener, for the rules that send hosts to targets. */
  readonly listenerArn: string;
  /** Name to which alias records point, in the zone `zoneId`, which is AWS's own. */
  readonly dnsName: string;
  readonly zoneId: string;
  /** Targets let this group in. */
  readonly securityGroupId: string;
  /** How CloudWatch metrics name the load balancer: `app/dev-public/50dc6c495c0c9188`. */
  readonly arnSuffix: string;

  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    const { name, certificateArn, additionalCertificateArns = {}, vpcId, vpcCidr, allowFrom } = props;
    const firewall = new LoadBalancerFirewall(this, "firewall", { name, vpcId, vpcCidr, allowFrom });
    const balancer = this.createBalancer(props, firewall);
    this.redirectToHttps(balancer);
    const listener = this.createHttpsListener(balancer, certificateArn);
    this.addCertificates(listener, additionalCertificateArns);

    this.listenerArn = listener.arn;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.securityGroupId = firewall.securityGroupId;
    this.arnSuffix = balancer.arnSuffix;
  }

  private createBalancer(
    { name, scheme, subnets, ipv6, accessLogs, deletionProtection }: ApplicationLoadBalancerProps,
    firewall: LoadBalancerFirewall,
  ): Lb {
    return new Lb(this, "Resource", {
      name,
      loadBalancerType: "application",
      internal: scheme === "internal",
      ipAddressType: ipv6 ? "dualstack" : "ipv4",
      subnets: [...subnets],
      securityGroups: [firewall.securityGroupId],
      enableHttp2: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: deletionProtection,
      accessLogs: { bucket: accessLogs.name, enabled: true },
    });
  }

  private redirectToHttps(balancer: Lb): void {
    new LbListener(this, "http", {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
  }

  private createHttpsListener(balancer: Lb, certificateArn: string): LbListener {
    return new LbListener(this, "https", {
      loadBalancerArn: balancer.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn,
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
        },
      ],
    });
  }

  private addCertificates(listener: LbListener, arns: Readonly<Record<string, string>>): void {
    for (const [name, certificateArn] of Object.entries(arns)) {
      new LbListenerCertificate(this, `certificate-${name}`, { listenerArn: listener.arn, certificateArn });
    }
  }
}
