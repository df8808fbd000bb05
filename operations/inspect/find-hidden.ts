import { withoutSecretsInText } from "../report/secrets/suspects";
import type { Hit } from "./find";
import { leavesOf } from "./leaves";
import { eachState, type Problem, type StatePlace } from "./read-states";
import { redactedInstance } from "./redaction";
import { readState } from "./state-document";

/** Whether what somebody looks for would be hidden wherever it stands, such as the id of an access key that leaked. */
export const isHidden = (text: string): boolean => withoutSecretsInText(text) !== text;

/** What stands in the place of what was found. */
const FOUND = "(what was looked for)";

/**
 * Where a text stands that is hidden in everything that is kept: looked for in the states themselves, of which nothing is
 * kept. That it is there is told, and nothing around it.
 */
export async function findHidden(
  places: readonly StatePlace[],
  parallel: number,
  text: string,
): Promise<{ readonly hits: readonly Hit[]; readonly states: number; readonly problems: readonly Problem[] }> {
  const hits: Hit[] = [];
  let states = 0;
  const problems = await eachState(places, { parallel }, async ({ network, bucket }, { key: stack }) => {
    const found = await bucket.read(stack);
    if (!found) return;
    states += 1;
    for (const whole of readState(found.text).instances) {
      const leaf = bestLeaf(leavesOf(whole.attributes), text);
      if (!leaf) continue;
      const match = leaf.path === "id" ? "is" : "mentions";
      hits.push({
        network,
        stack,
        instance: redactedInstance(whole),
        match,
        path: withoutSecretsInText(leaf.path),
        value: FOUND,
      });
    }
  });
  return { hits, states, problems };
}

function bestLeaf(leaves: Iterable<{ readonly path: string; readonly value: unknown }>, text: string) {
  const holding = [...leaves].filter(({ value }) => String(value).includes(text));
  return holding.find(({ path }) => path === "id") ?? holding[0];
}
