import { violationAt } from "../../demand";
import { inProduction, outsideProduction } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import { ofType, pointedAt, pointsAt, type Resource, type StackView } from "../../view/stack-view";

export const natGatewaysSuitTheZones: Rule = {
  id: "nat-gateways-suit-the-zones",
  what: "A VPC with NAT gateways has one in each zone in production, and a single one elsewhere.",
  why: "In production one zone that fails must not take the others off the internet; elsewhere each further gateway is paid by the hour for nothing.",
  fix: "In production put one NAT gateway into a public subnet of each zone; elsewhere keep one.",
  severity: "medium",
  checks: [12],
  controls: [],
  types: ["aws_nat_gateway"],
  judge: function* (view: StackView): Iterable<Judgement> {
    if (view.facts.production === undefined) return;
    for (const gateways of gatewaysByVpc(view)) {
      const [resource, second] = gateways;
      if (resource === undefined) continue;
      if (!view.facts.production) {
        if (second)
          yield violationAt(
            { resource: second },
            "",
            `is one of ${gateways.length} NAT gateways outside of production`,
          );
        continue;
      }
      const vpc = vpcOf(view, resource);
      const wanted = zonesOf(ofType(view, "aws_subnet").filter((subnet) => pointsAt(view, subnet, "vpc_id") === vpc));
      const served = zonesOf(gateways.flatMap((gateway) => pointedAt(view, gateway, "subnet_id", ["aws_subnet"])));
      const missing = [...wanted].filter((zone) => !served.has(zone));
      if (missing.length > 0) yield violationAt({ resource }, "", `no NAT gateway stands in ${missing.join(" and ")}`);
      else if (gateways.length > wanted.size && wanted.size > 0) {
        yield violationAt({ resource }, "", `is one of ${gateways.length} NAT gateways for ${wanted.size} zones`);
      }
    }
  },
  passes: [
    { shows: "one in each zone of production", configuration: inProduction(vpc(["a", "b"])) },
    { shows: "one for all elsewhere", configuration: outsideProduction(vpc(["a"])) },
    { shows: "two in a stack that does not say what it is", configuration: vpc(["a", "b"]) },
  ],
  fails: [
    { shows: "one for two zones of production", configuration: inProduction(vpc(["a"])) },
    { shows: "two in the same zone of production", configuration: inProduction(vpc(["a", "a"])) },
    { shows: "one in each zone elsewhere", configuration: outsideProduction(vpc(["a", "b"])) },
  ],
};

/** Those that lead to the internet; private ones only lead to other networks. */
function gatewaysByVpc(view: StackView): Iterable<readonly Resource[]> {
  const found = new Map<string | undefined, Resource[]>();
  for (const gateway of ofType(view, "aws_nat_gateway")) {
    if (gateway.values.connectivity_type === "private") continue;
    const vpc = vpcOf(view, gateway);
    found.set(vpc, [...(found.get(vpc) ?? []), gateway]);
  }
  return found.values();
}

function vpcOf(view: StackView, gateway: Resource): string | undefined {
  const [subnet] = pointedAt(view, gateway, "subnet_id", ["aws_subnet"]);
  return subnet && pointsAt(view, subnet, "vpc_id");
}

const zonesOf = (subnets: readonly Resource[]): ReadonlySet<string> =>
  new Set(
    subnets
      .map(({ values: { availability_zone: zone } }) => (isUnknown(zone) ? zone.template : textIn(zone)))
      .filter((zone) => zone !== undefined),
  );

function vpc(zones: readonly string[]): object {
  const subnet = (zone: string) => ({ vpc_id: "${aws_vpc.a.id}", availability_zone: `eu-west-1${zone}` });
  const gateways = zones.map((zone, index) => [`g${index}`, { subnet_id: `\${aws_subnet.${zone}.id}` }] as const);
  return {
    resource: { aws_subnet: { a: subnet("a"), b: subnet("b") }, aws_nat_gateway: Object.fromEntries(gateways) },
  };
}
