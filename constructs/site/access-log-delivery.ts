import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { bucketArn } from "../../aws/arn";

export interface AccessLogDeliveryProps {
  /** Of the source and of the destination; at most 60 letters, digits, hyphens and underscores. */
  readonly name: string;
  readonly distributionArn: string;
  /** Name of the bucket, in whatever region, whose policy lets it. */
  readonly bucket: string;
  /** The provider of the global region, to which all of this is said. */
  readonly provider: TerraformProvider;
}

/**
 * Has CloudFront write down who asked a distribution for what (standard logging v2), as JSON, under
 * `AWSLogs/<account>/CloudFront/`. It writes under no path of ours: AWS puts its own before that when it is made, and takes it
 * away when it is changed (hashicorp/terraform-provider-aws#46328).
 */
export class AccessLogDelivery extends Construct {
  constructor(scope: Construct, id: string, { name, distributionArn, bucket, provider }: AccessLogDeliveryProps) {
    super(scope, id);
    const source = new CloudwatchLogDeliverySource(this, "source", {
      provider,
      name,
      logType: "ACCESS_LOGS",
      resourceArn: distributionArn,
    });
    const destination = new CloudwatchLogDeliveryDestination(this, "destination", {
      provider,
      name,
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: bucketArn(bucket) }],
    });
    new CloudwatchLogDelivery(this, "Resource", {
      provider,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
    });
  }
}
