import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import type { Place } from "../../aws/arn";
import { onlyIdentitiesOf, onlyIdentitiesOfAndDownloadsFromAws } from "./endpoint-policy";

export interface GatewayEndpointsProps {
  /** Goes before the names in the console: `dev` gives `dev-s3`. */
  readonly name: string;
  readonly place: Place;
  readonly vpcId: string;
  /** The route tables of the subnets that use the endpoints. */
  readonly routeTableIds: readonly string[];
}

/** The services that every VPC reaches through a gateway endpoint. */
export const GATEWAY_SERVICES: readonly string[] = ["s3", "dynamodb"];

/**
 * Ways to S3 and DynamoDB that cost nothing and pass by the NAT gateways.
 * Source: AWS PrivateLink Guide, "Gateway endpoints".
 */
export class GatewayEndpoints extends Construct {
  constructor(scope: Construct, id: string, { name, place, vpcId, routeTableIds }: GatewayEndpointsProps) {
    super(scope, id);
    const endpoint = (service: string) => ({
      vpcId,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${place.region}.${service}`,
      routeTableIds: [...routeTableIds],
      tags: { Name: `${name}-${service}` },
    });
    new VpcEndpoint(this, "s3", { ...endpoint("s3"), policy: onlyIdentitiesOfAndDownloadsFromAws(place) });
    new VpcEndpoint(this, "dynamodb", { ...endpoint("dynamodb"), policy: onlyIdentitiesOf(place) });
  }
}
