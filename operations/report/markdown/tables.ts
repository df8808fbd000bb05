import type { ResourceChange } from "../report";
import { valueText } from "../wording/values";
import { count } from "../wording/words";
import { code } from "./safe-text";
import type { Listing } from "./written";

/** Resources of which nothing but the address, or who manages them, is another one: small tables. */
export function* rearranged(changes: readonly ResourceChange[]): Generator<Listing> {
  const forgotten = changes.filter(({ action }) => action === "forget");
  const imported = changes.filter(({ action }) => action === "import");
  const moved = changes.filter(({ action }) => action === "move");
  if (forgotten.length > 0) {
    yield table(
      `**Forgotten** (${count(forgotten.length)}): each stays as it is, and Terraform no longer manages it`,
      ["address"],
      forgotten,
      (change) => [addressOf(change)],
    );
  }
  if (imported.length > 0) {
    yield table(
      `**Only imported** (${count(imported.length)})`,
      ["address", "id", "configuration"],
      imported,
      (change) => [addressOf(change), idOf(change), change.generatesConfig ? "generated" : "as it stands"],
    );
  }
  if (moved.length > 0) {
    yield table(
      `**Only moved** (${count(moved.length)})`,
      ["old address", "new address"],
      moved,
      ({ address, previousAddress: was = "" }) => [code(was), code(address)],
    );
  }
}

const addressOf = ({ address, previousAddress: was }: ResourceChange): string =>
  was === undefined ? code(address) : `${code(address)}, moved from ${code(was)}`;

const idOf = ({ importId }: ResourceChange): string =>
  importId && importId.kind !== "absent" ? code(valueText(importId)) : "";

function table(
  heading: string,
  titles: readonly string[],
  changes: readonly ResourceChange[],
  cells: (change: ResourceChange) => readonly string[],
): Listing {
  return { heading, lines: rows(titles, changes, cells) };
}

function* rows(
  titles: readonly string[],
  changes: readonly ResourceChange[],
  cells: (change: ResourceChange) => readonly string[],
): Generator<string> {
  yield rowOf(titles);
  yield `|${titles.map(() => "---|").join("")}`;
  for (const change of changes) yield rowOf(cells(change));
}

const rowOf = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
