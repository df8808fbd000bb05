import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

export interface WildcardCertificateProps {
  /** The certificate covers every name one label below: `dev.example.com` gives `*.dev.example.com`. */
  readonly domain: string;
  /** The public zone that holds the domain: its id, and the domain that it is for. */
  readonly zone: { readonly id: string; readonly domain: string };
  /**
   * The provider of the region in which it is issued: that of whoever shows it.
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/**
 * A certificate for all names one label below a domain, which ACM renews by itself as long as its record stands in the zone.
 *
 * @throws Error when the domain is not in the zone: the record would be made under another name, and ACM would wait in vain.
 */
export class WildcardCertificate extends Construct {
  /** Known once ACM has issued the certificate; until then load balancers would refuse it. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { domain, zone, provider }: WildcardCertificateProps) {
    super(scope, id);
    refuseForeignDomain(domain, zone.domain);
    const elsewhere = provider ? { provider } : {};
    const certificate = new AcmCertificate(this, "Resource", {
      ...elsewhere,
      domainName: `*.${domain}`,
      validationMethod: "DNS",
      tags: { Name: `*.${domain}` },
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

function refuseForeignDomain(domain: string, zone: string): void {
  if (domain === zone || domain.endsWith(`.${zone}`)) return;
  throw new Error(
    `a certificate for *.${domain} cannot be proved in the zone ${zone}; use a zone that holds the domain`,
  );
}
