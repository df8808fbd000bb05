import { unknownAt, valueAt, violationAt } from "../../demand";
import { inProduction, one, outsideProduction } from "../../examples";
import type { Rule } from "../../rule";
import { isUnknown, itemsIn, referencesIn, textIn, type Value } from "../../value";
import { ofType, resourceAt, type StackView } from "../../view/stack-view";

const PATH = "network_configuration.subnets";

export const productionServiceStandsInTwoZones: Rule = {
  id: "production-service-stands-in-two-zones",
  what: "A service of production has subnets in two zones or more.",
  why: "A zone fails as a whole, and all its tasks with it.",
  fix: "Name subnets of two zones or more in `network_configuration`.",
  severity: "high",
  checks: [19],
  controls: [],
  types: ["aws_ecs_service"],
  judge: function* (view) {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, "aws_ecs_service")) {
      const subnets = valueAt(resource.values, PATH);
      if (isUnknown(subnets)) {
        yield unknownAt({ resource }, PATH, "how many subnets it has is not known here");
        continue;
      }
      const items = new Set(itemsIn(subnets).map(keyOf));
      const zones = itemsIn(subnets).map((subnet) => zoneOf(view, subnet));
      if (items.size < 2) yield violationAt({ resource }, PATH, "it has fewer than two subnets");
      else if (!zones.includes(undefined) && new Set(zones).size < 2) {
        yield violationAt({ resource }, PATH, `all its subnets stand in ${zones[0]}`);
      }
    }
  },
  passes: [
    {
      shows: "two subnets in two zones",
      configuration: inProduction(
        one(
          "aws_ecs_service",
          { network_configuration: { subnets: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"] } },
          { aws_subnet: { a: { availability_zone: "eu-west-1a" }, b: { availability_zone: "eu-west-1b" } } },
        ),
      ),
    },
    {
      shows: "one subnet, outside of production",
      configuration: outsideProduction(one("aws_ecs_service", { network_configuration: { subnets: ["subnet-1"] } })),
    },
  ],
  fails: [
    {
      shows: "one subnet",
      configuration: inProduction(one("aws_ecs_service", { network_configuration: { subnets: ["subnet-1"] } })),
    },
    {
      shows: "the same subnet twice",
      configuration: inProduction(
        one("aws_ecs_service", { network_configuration: { subnets: ["subnet-1", "subnet-1"] } }),
      ),
    },
    {
      shows: "two subnets in one zone",
      configuration: inProduction(
        one(
          "aws_ecs_service",
          { network_configuration: { subnets: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"] } },
          { aws_subnet: { a: { availability_zone: "eu-west-1a" }, b: { availability_zone: "eu-west-1a" } } },
        ),
      ),
    },
    { shows: "no network of its own", configuration: inProduction(one("aws_ecs_service", {})) },
  ],
};

/** Two unknown subnets of a plan may be one; they count as two, for nobody writes one twice. */
const keyOf = (value: Value): unknown => (isUnknown(value) ? (value.template ?? value) : value);

function zoneOf(view: StackView, subnet: Value): string | undefined {
  const [address, ...others] = referencesIn(subnet);
  if (address === undefined || others.length > 0) return undefined;
  return textIn(resourceAt(view, address)?.values.availability_zone);
}
