import { App } from "cdktf";
import type { Network } from "../../model/organisation";
import { DnsStack, dnsContract } from "../../stacks/dns-stack";
import { aNetwork, anEnvironment } from "../support/organisation";
import { resourceOf, resourcesOf, type SynthesizedJson, synthesize } from "../support/synthesize";

const dnsStackOf = (fields: Partial<Network> = {}): SynthesizedJson => {
  const network = aNetwork(fields);
  return synthesize((app) => new DnsStack(app, network))[`${network.name}-dns`] as SynthesizedJson;
};

const ZONE_ID = "${aws_route53_zone.zone_EB40FF1E.zone_id}";

describe("the DNS stack of a network", () => {
  const stack = dnsStackOf();

  test("is labelled with its kind and the file it comes from", () => {
    expect(stack).toMatchObject({
      "//": { infra: { kind: "dns", network: "dev", source: "catalogue/networks/dev.yaml" } },
    });
  });

  test("has a public zone for the network's domain, that a plan may delete", () => {
    expect(resourcesOf(stack, "aws_route53_zone")).toEqual({
      zone_EB40FF1E: { name: "dev.equipweb.biz", comment: "Names of the network dev" },
    });
  });

  test("holds no certificate: no listener here would let go of one before it is deleted", () => {
    expect(Object.keys(stack.resource ?? {})).toEqual(["aws_route53_record", "aws_route53_zone"]);
    expect(resourceOf(stack, "aws_route53_record")).toMatchObject({ zone_id: ZONE_ID, type: "CAA" });
  });

  test("hands on the zone", () => {
    expect(stack.output).toEqual({ zone_id: { value: ZONE_ID } });
  });

  test("names itself as the producer of its contract", () => {
    const app = new App();
    const dns = new DnsStack(app, aNetwork());
    expect(dns.outputs).toEqual({ producer: dns, contract: dnsContract });
    expect(dns.outputs.producer).toBe(dns);
  });

  test("asks AWS nothing while planning", () => {
    expect(stack.data).toBeUndefined();
  });

  test("is the same whatever environments the network has", () => {
    const environments = [anEnvironment(), anEnvironment({ name: "qa", domain: "qa.dev.equipweb.biz" })];
    expect(dnsStackOf({ environments })).toEqual(stack);
  });

  test("synthesizes as reviewed", () => {
    expect(stack).toMatchSnapshot();
  });
});

describe("the DNS stack of a production network", () => {
  test("guards the declared zone against destruction and replacement", () => {
    expect(resourceOf(dnsStackOf({ production: true }), "aws_route53_zone").lifecycle).toEqual({
      prevent_destroy: true,
    });
  });
});
