import { distance } from "fastest-levenshtein";
import type { SynthesizedStack } from "./synthesized-stack";

/** Which stacks are planned. Both conditions must hold where both are given. */
export interface Selection {
  /**
   * Names of networks, which are the names of branches too.
   * @default - of every network, and stacks that belong to none
   */
  readonly networks?: readonly string[];
  /**
   * Ids of stacks, with `*` for any characters and `?` for one: `dev-service-*`.
   * @default - all
   */
  readonly stacks?: readonly string[];
}

/**
 * The selected stacks, in the order in which they came.
 *
 * @throws Error when a network or a pattern selects nothing: a typing error must not look like "no changes".
 */
export function select<Stack extends Pick<SynthesizedStack, "id" | "labels">>(
  stacks: readonly Stack[],
  { networks, stacks: patterns }: Selection,
): readonly Stack[] {
  const known = [...new Set(stacks.flatMap(({ labels }) => labels?.network ?? []))];
  for (const network of networks ?? []) {
    if (!known.includes(network))
      throw new Error(`no stack belongs to the network "${network}"${nearest(network, known)}`);
  }
  const inNetworks = stacks.filter(({ labels }) => !networks || (labels && networks.includes(labels.network)));
  if (!patterns) return inNetworks;
  const ids = inNetworks.map(({ id }) => id);
  for (const pattern of patterns) {
    if (!ids.some((id) => matches(pattern, id)))
      throw new Error(`no stack matches "${pattern}"${nearest(pattern, ids)}`);
  }
  return inNetworks.filter(({ id }) => patterns.some((pattern) => matches(pattern, id)));
}

/** Whether a whole id fits a pattern. */
export function matches(pattern: string, id: string): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(id);
}

/** Names further away than this are no help. */
const NEAR = 4;

/** How many names an error lists. */
const LISTED = 12;

function nearest(name: string, names: readonly string[]): string {
  const [best] = names
    .map((candidate) => ({ candidate, far: distance(name, candidate) }))
    .filter(({ far }) => far <= NEAR)
    .sort((a, b) => a.far - b.far);
  if (best) return `; did you mean "${best.candidate}"?`;
  if (names.length === 0) return "; there are none";
  const more = names.length > LISTED ? ` and ${names.length - LISTED} others` : "";
  return `; there are: ${[...names].sort().slice(0, LISTED).join(", ")}${more}`;
}
