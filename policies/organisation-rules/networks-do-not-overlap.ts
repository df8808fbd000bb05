import { type AddressRange, overlap, prefixLength, rangeFault } from "../../aws/address-range";
import type { OrganisationRule, StackJudgement } from "../organisation-rule";
import { isUnknown, textIn } from "../value";
import { ofType, type Resource, type StackView, wanted } from "../view/stack-view";

const TYPES = ["aws_vpc", "aws_vpc_ipv4_cidr_block_association"];

const vpc = (range: string) => ({ resource: { aws_vpc: { a: { cidr_block: range } } } });

/** One address range of a VPC. */
interface Network {
  readonly stack: string;
  readonly resource: Resource;
  readonly range: AddressRange;
}

export const networksDoNotOverlap: OrganisationRule = {
  id: "networks-do-not-overlap",
  what: "No two networks of the organisation share an address.",
  why: "They can then never be joined, by peering or otherwise, without making one of them anew.",
  fix: "Give one of them another range.",
  severity: "high",
  checks: [14],
  controls: [],
  judge: function* (views) {
    const known: Network[] = [];
    for (const view of views) yield* collect(view, known);
    const inOrder = known.toSorted(byFirstAddress);
    // Ranges of this notation lie beside or inside each other, so each one is compared with the last that holds others.
    let widest: Network | undefined;
    for (const network of inOrder) {
      if (widest && overlap(widest.range, network.range)) {
        const message = `${network.range} overlaps ${widest.range} of ${widest.resource.address} in ${widest.stack}`;
        yield { stack: network.stack, resource: network.resource, path: "cidr_block", answer: "violation", message };
      } else widest = network;
    }
  },
  passes: [
    { shows: "ranges beside each other", configurations: { dev: vpc("10.10.0.0/16"), main: vpc("10.11.0.0/16") } },
  ],
  fails: [
    { shows: "the same range", configurations: { dev: vpc("10.10.0.0/16"), main: vpc("10.10.0.0/16") } },
    { shows: "a range inside another", configurations: { dev: vpc("10.10.128.0/20"), main: vpc("10.10.0.0/16") } },
    {
      shows: "a range that was added later",
      configurations: {
        dev: vpc("10.10.0.0/16"),
        main: {
          resource: {
            aws_vpc: { a: { cidr_block: "10.20.0.0/16" } },
            aws_vpc_ipv4_cidr_block_association: { b: { vpc_id: "${aws_vpc.a.id}", cidr_block: "10.10.4.0/24" } },
          },
        },
      },
    },
  ],
};

/** Collects the ranges of a stack, and tells of those that cannot be compared. */
function* collect(view: StackView, known: Network[]): Iterable<StackJudgement> {
  for (const resource of ofType(view, ...TYPES)) {
    const at = { stack: view.id, resource, path: "cidr_block" };
    const value = wanted(resource, "cidr_block");
    const range = textIn(value);
    const fault = range && rangeFault(range);
    if (fault) yield { ...at, answer: "violation", message: `its range is "${range}", which ${fault}` };
    else if (range) known.push({ stack: view.id, resource, range });
    // A pool (IPAM) hands out ranges that do not overlap; anything else may.
    else if (isUnknown(value)) yield { ...at, answer: "unknown", message: "its range is not known yet" };
  }
}

/** A range before those inside of it. */
const byFirstAddress = (a: Network, b: Network): number =>
  addressOf(a.range) - addressOf(b.range) || prefixLength(a.range) - prefixLength(b.range);

const addressOf = (range: AddressRange): number =>
  (range.split("/")[0] ?? "").split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
