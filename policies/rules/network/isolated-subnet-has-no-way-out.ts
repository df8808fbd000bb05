import { violationAt } from "../../demand";
import { isDefaultRoute, ROUTE_TABLES, routesOf } from "../../parse/routes";
import type { Judgement, Rule } from "../../rule";
import { isBlock, textIn } from "../../value";
import { about, ofType, pointedAt, type Resource, type StackView } from "../../view/stack-view";

/** What people call subnets that hold data; terraform-aws-modules/vpc says `intra`, `database`, `elasticache`, `redshift`. */
const ISOLATED = /(?:^|[^a-z0-9])(?:isolated|intra|data|database|db|elasticache|redshift)(?:[^a-z0-9]|$)/i;

/** What puts data into subnets. */
const SUBNET_GROUPS = ["aws_db_subnet_group", "aws_elasticache_subnet_group", "aws_redshift_subnet_group"];

export const isolatedSubnetHasNoWayOut: Rule = {
  id: "isolated-subnet-has-no-way-out",
  what: "Subnets that hold data have no route to the internet; they are told by their name (isolated, intra, data, database) or by a subnet group of a database.",
  why: "Who gets into a database must not be able to carry its content out.",
  fix: "Give the subnets a route table of their own without a route for 0.0.0.0/0 or ::/0.",
  severity: "high",
  checks: [12],
  controls: [],
  types: ["aws_subnet"],
  judge: function* (view: StackView): Iterable<Judgement> {
    const tables = new Set(isolatedSubnets(view).flatMap((subnet) => tablesOf(view, subnet)));
    for (const table of tables) {
      for (const route of routesOf(view, table).filter(isDefaultRoute)) {
        yield violationAt(route.place, "", "leads out of isolated subnets to everywhere");
      }
    }
  },
  passes: [
    { shows: "a table without routes", configuration: subnet("main-isolated-a", {}) },
    { shows: "a private subnet that reaches the internet", configuration: subnet("main-private-a", outward()) },
  ],
  fails: [
    {
      shows: "half of the internet",
      configuration: subnet("database", { ...outward(), destination_cidr_block: "128.0.0.0/1" }),
    },

    { shows: "a route by a NAT gateway", configuration: subnet("main-isolated-a", outward()) },
    {
      shows: "IPv6, inside of the table of a subnet of a database",
      configuration: {
        resource: {
          aws_subnet: { a: {} },
          aws_db_subnet_group: { a: { subnet_ids: ["${aws_subnet.a.id}"] } },
          aws_route_table: { a: { route: [{ ipv6_cidr_block: "::/0", egress_only_gateway_id: "eigw-1" }] } },
          aws_route_table_association: {
            a: { subnet_id: "${aws_subnet.a.id}", route_table_id: "${aws_route_table.a.id}" },
          },
        },
      },
    },
    {
      shows: "no table of its own, and a VPC whose default one leads out",
      configuration: {
        resource: {
          aws_subnet: { a: { tags: { Name: "database" } } },
          aws_default_route_table: { a: { route: [{ cidr_block: "0.0.0.0/0", nat_gateway_id: "nat-1" }] } },
        },
      },
    },
  ],
};

function isolatedSubnets(view: StackView): readonly Resource[] {
  const held = ofType(view, ...SUBNET_GROUPS).flatMap((group) => pointedAt(view, group, "subnet_ids", ["aws_subnet"]));
  return ofType(view, "aws_subnet").filter((subnet) => held.includes(subnet) || ISOLATED.test(namesOf(subnet)));
}

function namesOf({ name, values: { tags } }: Resource): string {
  const { Name, Tier, tier } = isBlock(tags) ? tags : {};
  // Construct ids join words by underscores, which are no letters of a word here.
  return [name, Name, Tier, tier].map(textIn).filter(Boolean).join(" ");
}

/** A subnet that names no table uses the one that the VPC began with. */
function tablesOf(view: StackView, subnet: Resource): readonly Resource[] {
  const associations = about(view, subnet, "aws_route_table_association", "subnet_id");
  if (associations.length === 0) return ofType(view, "aws_default_route_table");
  return associations.flatMap((association) => pointedAt(view, association, "route_table_id", ROUTE_TABLES));
}

function outward(): object {
  return { route_table_id: "${aws_route_table.a.id}", destination_cidr_block: "0.0.0.0/0", nat_gateway_id: "nat-1" };
}

function subnet(name: string, route: object): object {
  return {
    resource: {
      aws_subnet: { a: { tags: { Name: name } } },
      aws_route_table: { a: {} },
      aws_route_table_association: {
        a: { subnet_id: "${aws_subnet.a.id}", route_table_id: "${aws_route_table.a.id}" },
      },
      ...(Object.keys(route).length > 0 && { aws_route: { a: route } }),
    },
  };
}
