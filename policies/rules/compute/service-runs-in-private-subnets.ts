import { isTrue, valueAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { isUnknown, itemsIn, referencesIn } from "../../value";
import { about, ofType, resourceAt, type StackView } from "../../view/stack-view";

const PATH = "network_configuration.subnets";

/** The output of another stack, or of a module, that is named for what it holds. */
const PUBLIC_OUTPUT = /(?:\.outputs|module\.[\w-]+)(?:\.|\[")\w*public\w*/;

export const serviceRunsInPrivateSubnets: Rule = {
  id: "service-runs-in-private-subnets",
  what: "Services run in subnets to which no route leads from the internet.",
  why: "One setting more, and their tasks stand in the open.",
  fix: "Name private subnets; what comes from outside comes through a load balancer.",
  severity: "high",
  checks: [16],
  controls: [],
  types: ["aws_ecs_service"],
  judge: function* (view) {
    for (const resource of ofType(view, "aws_ecs_service")) {
      const subnets = itemsIn(valueAt(resource.values, PATH));
      const outputs = subnets.map((subnet) => (isUnknown(subnet) ? subnet.template : undefined));
      const opened = [...referencesIn(subnets), ...(resource.refers?.network_configuration ?? [])];
      const name = opened.find((address) => isPublicSubnet(view, address));
      if (name !== undefined) yield violationAt({ resource }, PATH, `${name} is a public subnet`);
      else if (outputs.some((text) => text !== undefined && PUBLIC_OUTPUT.test(text))) {
        yield violationAt({ resource }, PATH, "its subnets are public ones of another stack");
      }
    }
  },
  passes: [
    {
      shows: "a private subnet",
      configuration: one(
        "aws_ecs_service",
        { network_configuration: { subnets: ["${aws_subnet.private.id}"] } },
        { aws_subnet: { private: { map_public_ip_on_launch: false } } },
      ),
    },
    {
      shows: "the private subnets of another stack",
      configuration: one("aws_ecs_service", {
        network_configuration: { subnets: "${data.terraform_remote_state.network.outputs.private_subnets}" },
      }),
    },
  ],
  fails: [
    {
      shows: "a subnet that gives out public addresses",
      configuration: one(
        "aws_ecs_service",
        { network_configuration: { subnets: ["${aws_subnet.web.id}"] } },
        { aws_subnet: { web: { map_public_ip_on_launch: true } } },
      ),
    },
    {
      shows: "a subnet with a route to an internet gateway",
      configuration: one(
        "aws_ecs_service",
        { network_configuration: { subnets: ["${aws_subnet.web.id}"] } },
        {
          aws_subnet: { web: {} },
          aws_route_table_association: {
            web: { subnet_id: "${aws_subnet.web.id}", route_table_id: "${aws_route_table.web.id}" },
          },
          aws_route: {
            out: { route_table_id: "${aws_route_table.web.id}", gateway_id: "${aws_internet_gateway.main.id}" },
          },
        },
      ),
    },
    {
      shows: "the public subnets of another stack",
      configuration: one("aws_ecs_service", {
        network_configuration: { subnets: "${data.terraform_remote_state.network.outputs.public_subnets}" },
      }),
    },
  ],
};

/** A subnet that gives out public addresses, or whose route table leads to an internet gateway. */
function isPublicSubnet(view: StackView, address: string): boolean {
  const subnet = resourceAt(view, address);
  if (subnet?.type !== "aws_subnet") return false;
  if (isTrue(subnet.values.map_public_ip_on_launch)) return true;
  const tables = about(view, subnet, "aws_route_table_association", "subnet_id").flatMap(({ values, refers }) => [
    ...referencesIn(values.route_table_id),
    ...(refers?.route_table_id ?? []),
  ]);
  return tables.some((table) => leadsOut(view, table));
}

const leadsOut = (view: StackView, table: string): boolean =>
  ofType(view, "aws_route").some(
    ({ values, refers }) =>
      (refers?.route_table_id ?? referencesIn(values.route_table_id)).includes(table) &&
      (refers?.gateway_id ?? referencesIn(values.gateway_id)).some((each) => each.startsWith("aws_internet_gateway.")),
  );
