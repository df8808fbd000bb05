import { whatIsLost } from "../report/dangers/stateful-types";
import { visible } from "../report/wording/visible";
import { count } from "../report/wording/words";
import type { Destruction } from "./destroy";

/** What goes, in lines: of each stack how much, and by its address whatever nothing brings back. */
export const destructionText = (all: readonly Destruction[]): string => all.map(stackText).join("\n");

function stackText({ stack, plan }: Destruction): string {
  const gone = plan.resource_changes
    .filter(({ mode, change }) => mode !== "data" && change.actions.includes("delete"))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  const lost = gone.flatMap(({ address, type }) => {
    const why = whatIsLost(type ?? "");
    return why === undefined ? [] : [`  ${visible(address)}: ${why}`];
  });
  const others = gone.length - lost.length;
  return [
    `${stack.id}: ${count(gone.length, "resource")} ${gone.length === 1 ? "goes" : "go"}, with all that they hold`,
    ...lost,
    ...(others > 0 ? [`  and ${count(others, "resource")} that can be made again`] : []),
  ].join("\n");
}
