import { App } from "cdktf";
import type { Network } from "../../model/organisation";
import { DnsStack, dnsContract, environmentsWithCertificate } from "../../stacks/dns-stack";
import { aNetwork, anEnvironment } from "../support/organisation";
import { type Attributes, resourceOf, resourcesOf, type SynthesizedJson, synthesize } from "../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const qa = anEnvironment({ name: "qa", domain: "qa.dev.equipweb.biz" });
const uat = anEnvironment({ name: "uat", domain: "uat.dev.equipweb.biz" });

const dnsStackOf = (fields: Partial<Network> = {}): SynthesizedJson => {
  const network = aNetwork(fields);
  return synthesize((app) => new DnsStack(app, network))[`${network.name}-dns`] as SynthesizedJson;
};

const ZONE_ID = ref("aws_route53_zone.zone_EB40FF1E.zone_id");

/** The ARN of a certificate that ACM has issued. */
const issued = (id: string): string => ref(`aws_acm_certificate_validation.${id}.certificate_arn`);

const recordsOf = (stack: SynthesizedJson): readonly Attributes[] =>
  Object.values(resourcesOf(stack, "aws_route53_record"));

describe("the DNS stack of a network whose one environment has the network's domain", () => {
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

  test("has one certificate, for the names of that domain", () => {
    expect(resourceOf(stack, "aws_acm_certificate")).toMatchObject({ domain_name: "*.dev.equipweb.biz" });
  });

  test("hands on the zone and the certificate, once issued", () => {
    expect(stack.output).toEqual({
      zone_id: { value: ZONE_ID },
      certificate: { value: issued("certificate_validation_5EC41E25") },
      environment_certificates: { value: [] },
    });
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
});

describe("the DNS stack of a network whose environments have domains of their own", () => {
  const network = aNetwork({ environments: [anEnvironment(), uat, qa] });
  const stack = dnsStackOf(network);

  test("has a certificate for the network and one for each such environment", () => {
    const certificates = Object.entries(resourcesOf(stack, "aws_acm_certificate"));
    expect(certificates.map(([id, { domain_name }]) => [id, domain_name])).toEqual([
      ["certificate-qa_8F69BB79", "*.qa.dev.equipweb.biz"],
      ["certificate-uat_8984428B", "*.uat.dev.equipweb.biz"],
      ["certificate_EC031123", "*.dev.equipweb.biz"],
    ]);
  });

  test("proves all of them in the one zone", () => {
    const records = recordsOf(stack);
    expect(records.map(({ zone_id }) => zone_id)).toEqual(Array(4).fill(ZONE_ID));
    expect(records.filter(({ type }) => type === "CAA")).toHaveLength(1);
  });

  test("hands on the environments' certificates in the order of the environments", () => {
    expect(stack.output?.environment_certificates).toEqual({
      value: [issued("certificate-uat_validation_87B9A734"), issued("certificate-qa_validation_DA85F52C")],
    });
    expect(environmentsWithCertificate(network)).toEqual([uat, qa]);
  });

  test("synthesizes as reviewed", () => {
    expect(stack).toMatchSnapshot();
  });
});

describe("the DNS stack of a production network", () => {
  test("guards the zone against deletion", () => {
    expect(resourceOf(dnsStackOf({ production: true }), "aws_route53_zone").lifecycle).toEqual({
      prevent_destroy: true,
    });
  });
});

describe("a network with an environment outside its domain", () => {
  test("fails before ACM could wait in vain", () => {
    const environments = [anEnvironment({ name: "uat", domain: "uat.equipweb.biz" })];
    expect(() => dnsStackOf({ environments })).toThrow(
      new Error(
        "a certificate for *.uat.equipweb.biz cannot be proved in the zone dev.equipweb.biz; use a zone that holds the domain",
      ),
    );
  });
});
