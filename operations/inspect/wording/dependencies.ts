import { visible } from "../../report/wording/visible";
import { count } from "../../report/wording/words";
import type { Dependencies, Dependency } from "../dependencies";
import type { Node } from "../graph";

/** What a resource needs and what needs it, nearest first; each ring of them is further in. */
export function dependenciesText({ address, stack }: Node, { needs, neededBy }: Dependencies): string {
  return [
    visible(`${address} in ${stack}`),
    "",
    needs.length === 0 ? "needs nothing else that a state describes" : `needs ${sum(needs)}`,
    ...needs.map(lineOf),
    "",
    neededBy.length === 0
      ? "nothing else needs it"
      : `if it goes, ${sum(neededBy)} ${neededBy.length === 1 ? "breaks" : "break"}`,
    ...neededBy.map(lineOf),
  ].join("\n");
}

function sum(all: readonly Dependency[]): string {
  const stacks = new Set(all.map(({ stack }) => stack)).size;
  return `${count(all.length, "resource")} in ${count(stacks, "stack")}`;
}

const lineOf = ({ stack, address, distance, through }: Dependency): string =>
  visible(
    `${"  ".repeat(distance)}${address}  ${stack}${through ? `, through the output ${through.output} of ${through.stack}` : ""}`,
  );
