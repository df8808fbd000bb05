import { TerraformOutput } from "cdktf";
import { Certificate } from "../../../constructs/dns/certificate";
import { resourceOf, type SynthesizedJson, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const certificateOf = (name: string): SynthesizedJson =>
  synthesizeConstruct((scope) => {
    const { arn } = new Certificate(scope, "certificate", {
      name,
      zone: { id: "Z1", domain: "dev.equipweb.biz" },
    });
    new TerraformOutput(scope, "arn", { value: arn });
  });

describe("a certificate", () => {
  const stack = certificateOf("*.dev.equipweb.biz");

  test("covers its name, and is replaced before the old one goes", () => {
    expect(resourceOf(stack, "aws_acm_certificate")).toEqual({
      domain_name: "*.dev.equipweb.biz",
      validation_method: "DNS",
      tags: { Name: "*.dev.equipweb.biz" },
      lifecycle: { create_before_destroy: true },
    });
  });

  test("is proved by the one record that ACM asks for, in the zone, whoever made it first", () => {
    const proof = "tolist(aws_acm_certificate.certificate_EC031123.domain_validation_options).0";
    expect(resourceOf(stack, "aws_route53_record")).toEqual({
      zone_id: "Z1",
      name: ref(`${proof}.resource_record_name`),
      type: ref(`${proof}.resource_record_type`),
      records: [ref(`${proof}.resource_record_value`)],
      ttl: 300,
      allow_overwrite: true,
    });
  });

  test("is handed on only when ACM has issued it", () => {
    expect(resourceOf(stack, "aws_acm_certificate_validation")).toEqual({
      certificate_arn: ref("aws_acm_certificate.certificate_EC031123.arn"),
      validation_record_fqdns: [ref("aws_route53_record.certificate_validation-record_33B98EBC.fqdn")],
    });
    expect(stack.output).toEqual({
      arn: { value: ref("aws_acm_certificate_validation.certificate_validation_5EC41E25.certificate_arn") },
    });
  });

  test.each(["dev.equipweb.biz", "portal.dev.equipweb.biz", "*.qa.dev.equipweb.biz"])("may be for %s", (name) => {
    expect(resourceOf(certificateOf(name), "aws_acm_certificate").domain_name).toBe(name);
  });

  test.each(["*.uat.equipweb.biz", "equipweb.biz", "*.equipweb.biz", "notdev.equipweb.biz"])(
    "fails for %s, outside the zone",
    (name) => {
      expect(() => certificateOf(name)).toThrow(
        new Error(
          `a certificate for ${name} cannot be proved in the zone dev.equipweb.biz; use a zone that holds the name`,
        ),
      );
    },
  );
});
