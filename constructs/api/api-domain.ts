import { Apigatewayv2ApiMapping } from "@cdktf/provider-aws/lib/apigatewayv2-api-mapping";
import { Apigatewayv2DomainName } from "@cdktf/provider-aws/lib/apigatewayv2-domain-name";
import { Construct } from "constructs";
import { AliasRecords } from "../dns/alias-records";
import { Certificate } from "../dns/certificate";
import type { HttpApi } from "./http-api";

export interface ApiDomainProps {
  /** `portal-api.dev.example.com`; at most 64 characters, as ACM gives no certificate to a longer one. */
  readonly host: string;
  /** The public zone that holds the host: its id, and the domain that it is for. */
  readonly zone: { readonly id: string; readonly domain: string };
  readonly api: HttpApi;
}

/** The one name under which an API answers, over IPv4 and IPv6, with TLS 1.2 at least and a certificate of its own. */
export class ApiDomain extends Construct {
  constructor(scope: Construct, id: string, { host, zone, api }: ApiDomainProps) {
    super(scope, id);
    const certificate = new Certificate(this, "certificate", { name: host, zone });
    const domain = new Apigatewayv2DomainName(this, "Resource", {
      domainName: host,
      domainNameConfiguration: {
        certificateArn: certificate.arn,
        endpointType: "REGIONAL",
        securityPolicy: "TLS_1_2",
        ipAddressType: "dualstack",
      },
    });
    new Apigatewayv2ApiMapping(this, "mapping", { apiId: api.id, domainName: domain.domainName, stage: api.stage });
    const { targetDomainName, hostedZoneId } = domain.domainNameConfiguration;
    new AliasRecords(this, "name", {
      zoneId: zone.id,
      name: host,
      target: { name: targetDomainName, zoneId: hostedZoneId },
    });
  }
}
