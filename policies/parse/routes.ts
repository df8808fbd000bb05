import type { Place } from "../demand";
import { blocksIn, itemsIn, textIn, type Value } from "../value";
import { about, isWritten, meantBy, ofType, type Resource, type StackView } from "../view/stack-view";
import { isWorld } from "./address-ranges";

/** A route of a route table, however it is written. */
export interface TableRoute {
  readonly place: Place;
  /** Ranges that it is for; each may be unknown. */
  readonly destinations: readonly Value[];
  /** The internet gateway, or virtual private gateway, that it leads to. */
  readonly gateway: Value | undefined;
}

/** Types of route tables. */
export const ROUTE_TABLES = ["aws_route_table", "aws_default_route_table"];

/** The routes of a table: those inside of it, and those that are resources of their own. */
export const routesOf = (view: StackView, table: Resource): readonly TableRoute[] => [
  ...(isWritten(table, "route") ? blocksIn(table.values.route) : []).map((block, index) => ({
    place: { resource: table, block, at: `route[${index}]` },
    destinations: [...itemsIn(block.cidr_block), ...itemsIn(block.ipv6_cidr_block)].filter((each) => each !== ""),
    gateway: block.gateway_id,
  })),
  ...about(view, table, "aws_route", "route_table_id").map((resource) => ({
    place: { resource },
    destinations: [
      ...itemsIn(resource.values.destination_cidr_block),
      ...itemsIn(resource.values.destination_ipv6_cidr_block),
    ],
    gateway: resource.values.gateway_id,
  })),
];

/** Whether a route leads to whatever no other one is for, or to so much that two like it do. */
export const isDefaultRoute = ({ destinations }: TableRoute): boolean => destinations.some(isWorld);

/** Whether a table sends something straight to the internet, so that its subnets are public. */
export const isPublic = (view: StackView, table: Resource): boolean =>
  routesOf(view, table).some(
    ({ gateway }) =>
      textIn(gateway)?.startsWith("igw-") === true || meantBy(view, gateway, ["aws_internet_gateway"]).length > 0,
  );

/** VPCs of a stack. */
export const vpcsOf = (view: StackView): readonly Resource[] => ofType(view, "aws_vpc", "aws_default_vpc");
