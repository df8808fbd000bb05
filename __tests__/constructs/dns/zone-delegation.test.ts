import { isBelow } from "../../../aws/domain-names";
import { ZoneDelegation } from "../../../constructs/dns/zone-delegation";
import { resourceOf, synthesizeConstruct } from "../../support/synthesize";

const delegationOf = (domain: string, parent = "equipweb.biz") =>
  synthesizeConstruct((scope) => {
    new ZoneDelegation(scope, "delegation", {
      domain,
      nameServers: ["ns-1.awsdns.com", "ns-2.awsdns.net"],
      parent: { id: "Z1", domain: parent },
    });
  });

describe("the delegation of a zone", () => {
  test("is a record of the zone above, with the zone's own name servers", () => {
    expect(resourceOf(delegationOf("qro.equipweb.biz"), "aws_route53_record")).toEqual({
      zone_id: "Z1",
      name: "qro.equipweb.biz",
      type: "NS",
      ttl: 3600,
      records: ["ns-1.awsdns.com", "ns-2.awsdns.net"],
    });
  });

  test.each([
    ["the zone itself, which would lose all its names", "equipweb.biz"],
    ["a domain that only ends alike", "otherequipweb.biz"],
    ["another domain", "qro.example.com"],
  ])("refuses %s", (_, domain) => {
    expect(() => delegationOf(domain)).toThrow(
      `${domain} cannot be delegated by the zone equipweb.biz; use the zone of a domain above it`,
    );
    expect(isBelow(domain, "equipweb.biz")).toBe(false);
  });
});
