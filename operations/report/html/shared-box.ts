import { changesOf } from "../queries";
import { count } from "../wording/words";
import type { AttributeBodies } from "./attribute-bodies";
import { between, code, type Html, html, NOTHING } from "./html";
import { signOf, wordsFor } from "./signs";
import type { View } from "./view";

/** Changes that are the same in several stacks, each once, with all places where it happens. */
export function sharedBox(view: View, bodies: AttributeBodies): Html {
  const { shared, report, idOf } = view;
  if (shared.length === 0) return NOTHING;
  const ids = new Map(
    report.stacks.flatMap((stack) =>
      changesOf(stack).map((change) => [placeKey(stack.id, change.address), idOf.get(change) ?? ""] as const),
    ),
  );
  const entries = shared.map(({ change, at }) => {
    const stacks = new Set(at.map(({ stack }) => stack)).size;
    const places = at.map(
      ({ stack, address }) =>
        html`<li><a href="#${encodeURIComponent(ids.get(placeKey(stack, address)) ?? "")}">${code(address)}</a> in ${code(stack)}</li>`,
    );
    return html`<details class="item"><summary>${signOf(change.action)}<span class="said">${wordsFor(change.action)}: </span><code class="address">${change.type || change.address}</code><span class="hint">${count(at.length, "resource")} in ${count(stacks, "stack")}</span></summary><div class="body">${bodies.of(change)}<ul class="addresses">${places}</ul></div></details>\n`;
  });
  return html`<section id="shared" aria-labelledby="shared-title"><h2 id="shared-title">The same in several stacks</h2><div class="items">${between(entries, "")}</div></section>\n`;
}

const placeKey = (stack: string, address: string): string => JSON.stringify([stack, address]);
