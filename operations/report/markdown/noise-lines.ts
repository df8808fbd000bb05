import type { NoiseGroup } from "../groups/noise-groups";
import { quoted } from "../wording/phrase";
import { count } from "../wording/words";
import { changedLines } from "./attribute-lines";
import { plain } from "./safe-text";

/** What says little, once for all resources that share it: `! 12 resources: tags.Version: "1" → "2"`. */
export function* noiseLines(groups: readonly NoiseGroup[]): Generator<string> {
  for (const { attributes, at } of groups) {
    const [first, ...more] = attributes.flatMap(changedLines);
    const what = first === undefined ? "only what repeats something else" : first.trim().replace(/^([+-]) +/, "$1 ");
    yield `! ${count(at.length, "resource")}: ${what}`;
    for (const line of more) yield line;
    for (const { address } of at) yield `! ${plain([quoted(address)])}`;
  }
}
