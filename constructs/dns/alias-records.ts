import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface AliasRecordsProps {
  readonly zoneId: string;
  /** `*.qro.example.com` stands for every name one label below. */
  readonly name: string;
  /** What the name leads to: its own name, and the zone of AWS that this is in. */
  readonly target: { readonly name: string; readonly zoneId: string };
}

/** A name that leads to something of AWS, over IPv4 and IPv6. */
export class AliasRecords extends Construct {
  constructor(scope: Construct, id: string, { zoneId, name, target }: AliasRecordsProps) {
    super(scope, id);
    for (const type of ["A", "AAAA"])
      new Route53Record(this, type.toLowerCase(), {
        zoneId,
        name,
        type,
        alias: { ...target, evaluateTargetHealth: false },
      });
  }
}
