import { TerraformOutput } from "cdktf";
import { PublicZone } from "../../../constructs/dns/public-zone";
import { resourceOf, resourcesOf, type SynthesizedJson, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const ZONE_ID = ref("aws_route53_zone.zone_EB40FF1E.zone_id");

const zoneOf = (preventDestroy: boolean): SynthesizedJson =>
  synthesizeConstruct((scope) => {
    const zone = new PublicZone(scope, "zone", {
      domain: "dev.equipweb.biz",
      comment: "Names of the network dev",
      preventDestroy,
    });
    new TerraformOutput(scope, "zone-id", { value: zone.id });
  });

describe("a public zone", () => {
  const stack = zoneOf(false);

  test("answers for its domain, in no VPC, and may be deleted when nothing guards it", () => {
    expect(resourcesOf(stack, "aws_route53_zone")).toEqual({
      zone_EB40FF1E: { name: "dev.equipweb.biz", comment: "Names of the network dev" },
    });
  });

  test("lets Amazon alone issue certificates", () => {
    expect(resourceOf(stack, "aws_route53_record")).toEqual({
      zone_id: ZONE_ID,
      name: "dev.equipweb.biz",
      type: "CAA",
      ttl: 3600,
      records: [
        '0 issue "amazon.com"',
        '0 issue "amazontrust.com"',
        '0 issue "awstrust.com"',
        '0 issue "amazonaws.com"',
      ],
    });
  });

  test("tells its id", () => {
    expect(stack.output).toEqual({ "zone-id": { value: ZONE_ID } });
  });
});

describe("a guarded public zone", () => {
  test("fails every plan that destroys or replaces it while it is declared", () => {
    expect(resourcesOf(zoneOf(true), "aws_route53_zone")).toEqual({
      zone_EB40FF1E: {
        name: "dev.equipweb.biz",
        comment: "Names of the network dev",
        lifecycle: { prevent_destroy: true },
      },
    });
  });
});
