import { changesOf, isImported, isMoved } from "../queries";
import type { StackReport } from "../report";
import { count } from "../wording/words";
import { type Content, code, type Html, html, NOTHING, when } from "./html";
import { shownValue } from "./values";

/** Resources that have another address now, whatever else happens to them. */
export function movesTable(stack: StackReport): Html {
  const moved = changesOf(stack).filter(isMoved);
  return listPart("Moved", ["from", "to"], moved, ({ address, previousAddress = "" }) => [
    code(previousAddress),
    code(address),
  ]);
}

/** Resources that exist and are taken over, whatever else happens to them. */
export function takenOverTable(stack: StackReport): Html {
  const imported = changesOf(stack).filter(isImported);
  return listPart("Imported", ["address", "id", ""], imported, ({ address, importId, generatesConfig }) => [
    code(address),
    importId ? shownValue(importId) : NOTHING,
    generatesConfig ? "Terraform writes its configuration" : "",
  ]);
}

function listPart<T>(
  title: string,
  columns: readonly string[],
  items: readonly T[],
  cells: (item: T) => readonly Content[],
): Html {
  const used = columns.filter((column) => column !== "");
  const heads = used.map((column) => html`<th scope="col">${column}</th>`);
  const extra = columns.length > used.length ? html`<td></td>` : NOTHING;
  const rows = items.map((item) => html`<tr>${cells(item).map((cell) => html`<td>${cell}</td>`)}</tr>`);
  return when(
    items.length > 0,
    () =>
      html`<details class="fold part"><summary><h3>${title} <span class="number">${count(items.length)}</span></h3></summary><div class="scrolls" role="region" aria-label="${title}" tabindex="0"><table class="list"><thead><tr>${heads}${extra}</tr></thead><tbody>${rows}</tbody></table></div></details>\n`,
  );
}
