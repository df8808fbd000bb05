import { unknownAt, violationAt } from "../../demand";
import { isPublic, ROUTE_TABLES, vpcsOf } from "../../parse/routes";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, itemsIn, textIn, type Value } from "../../value";
import { about, pointedAt, type Resource, type StackView, wanted } from "../../view/stack-view";

const SERVICES = ["s3", "dynamodb"];

export const vpcHasGatewayEndpoints: Rule = {
  id: "vpc-has-gateway-endpoints",
  what: "Every route table that is not public has the gateway endpoints of S3 and DynamoDB.",
  why: "They cost nothing, and without them each image layer and each object passes a NAT gateway, which is paid by the gigabyte.",
  fix: "Add the route table to the route_table_ids of an aws_vpc_endpoint of the type Gateway for the service.",
  severity: "low",
  checks: [11],
  controls: [],
  types: ["aws_vpc", "aws_default_vpc"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const vpc of vpcsOf(view)) {
      const tables = about(view, vpc, "aws_route_table", "vpc_id").filter((table) => !isPublic(view, table));
      const endpoints = about(view, vpc, "aws_vpc_endpoint", "vpc_id");
      for (const service of SERVICES) {
        const ways = endpoints.filter((endpoint) => isGatewayOf(endpoint, service));
        const served = new Set(ways.flatMap((endpoint) => [...tablesOf(view, endpoint)]));
        const isUnclear = ways.some((way) => itemsIn(wanted(way, "route_table_ids")).some(isFromElsewhere));
        for (const resource of tables.filter((table) => !served.has(table))) {
          if (isUnclear)
            yield unknownAt({ resource }, "", `whether it has the gateway endpoint of ${service} is not known yet`);
          else yield violationAt({ resource }, "", `has no gateway endpoint of ${service}`);
        }
      }
    }
  },
  passes: [
    { shows: "a private route table with both", configuration: vpcWith(["s3", "dynamodb"]) },
    {
      shows: "a public one with none",
      configuration: {
        resource: {
          aws_vpc: { a: {} },
          aws_internet_gateway: { a: { vpc_id: "${aws_vpc.a.id}" } },
          aws_route_table: { a: { vpc_id: "${aws_vpc.a.id}" } },
          aws_route: {
            a: {
              route_table_id: "${aws_route_table.a.id}",
              destination_cidr_block: "0.0.0.0/0",
              gateway_id: "${aws_internet_gateway.a.id}",
            },
          },
        },
      },
    },
  ],
  fails: [
    { shows: "a private route table with that of S3 alone", configuration: vpcWith(["s3"]) },
    { shows: "endpoints of other route tables", configuration: vpcWith(["s3", "dynamodb"], "${aws_route_table.b.id}") },
  ],
};

const isGatewayOf = ({ values }: Resource, service: string): boolean => {
  const { service_name: name, vpc_endpoint_type: type } = values;
  const text = isUnknown(name) ? name.template : textIn(name);
  return text?.endsWith(`.${service}`) === true && (type === undefined || type === null || type === "Gateway");
};

const tablesOf = (view: StackView, endpoint: Resource): readonly Resource[] => [
  ...pointedAt(view, endpoint, "route_table_ids", ROUTE_TABLES),
  ...about(view, endpoint, "aws_vpc_endpoint_route_table_association", "vpc_endpoint_id").flatMap((association) =>
    pointedAt(view, association, "route_table_id", ROUTE_TABLES),
  ),
];

/** Whether an unknown value stands for nobody knows which route tables. */
const isFromElsewhere = (value: Value): boolean => isUnknown(value) && !value.references.some(isTable);

const isTable = (reference: string): boolean => ROUTE_TABLES.some((type) => reference.includes(`${type}.`));

function vpcWith(services: readonly string[], table = "${aws_route_table.a.id}"): object {
  const endpoint = (service: string) => ({
    vpc_id: "${aws_vpc.a.id}",
    service_name: `com.amazonaws.eu-west-1.${service}`,
    route_table_ids: [table],
  });
  return {
    resource: {
      aws_vpc: { a: {} },
      aws_route_table: { a: { vpc_id: "${aws_vpc.a.id}" } },
      aws_vpc_endpoint: Object.fromEntries(services.map((service) => [service, endpoint(service)])),
    },
  };
}
