import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { isBelow } from "../../aws/domain-names";

export interface CertificateProps {
  /** What it is for: a host, or with `*.` in front every name one label below a domain. At most 64 characters. */
  readonly name: string;
  /** The public zone that holds the name: its id, and the domain that it is for. */
  readonly zone: { readonly id: string; readonly domain: string };
  /**
   * The provider of the region in which it is issued: that of whoever shows it.
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/**
 * A certificate of one name, which ACM renews by itself as long as its record stands in the zone.
 *
 * @throws Error when the name is not in the zone: the record would be made under another one, and ACM would wait in vain.
 */
export class Certificate extends Construct {
  /** Known once ACM has issued the certificate; until then load balancers would refuse it. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, zone, provider }: CertificateProps) {
    super(scope, id);
    refuseForeignName(name, zone.domain);
    const elsewhere = provider ? { provider } : {};
    const certificate = new AcmCertificate(this, "Resource", {
      ...elsewhere,
      domainName: name,
      validationMethod: "DNS",
      tags: { Name: name },
      // A listener must never be without one.
      lifecycle: { createBeforeDestroy: true },
    });
    const record = this.createValidationRecord(certificate, zone.id);
    this.arn = new AcmCertificateValidation(this, "validation", {
      ...elsewhere,
      certificateArn: certificate.arn,
      validationRecordFqdns: [record.fqdn],
    }).certificateArn;
  }

  /** A certificate of one name has one record to prove it. */
  private createValidationRecord(certificate: AcmCertificate, zoneId: string): Route53Record {
    const proof = certificate.domainValidationOptions.get(0);
    return new Route53Record(this, "validation-record", {
      zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
      // ACM asks for the same record for every certificate of a name in an account: another one may have made it.
      allowOverwrite: true,
    });
  }
}

function refuseForeignName(name: string, zone: string): void {
  if (name === zone || isBelow(name, zone)) return;
  throw new Error(`a certificate for ${name} cannot be proved in the zone ${zone}; use a zone that holds the name`);
}
