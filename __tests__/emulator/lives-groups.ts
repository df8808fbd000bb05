import { stacksToTry, type TriedStack, withUpstreams } from "./tried-stacks";

/**
 * The kinds of stacks whose lives are tried together: each group by a test file of its own, `lives-<group>.test.ts`, so that
 * several groups are tried at once. Kinds that read each other's states stand together where that is quick: what a group
 * reads of another one is applied for it again.
 */
export const LIVES = {
  foundations: ["bootstrap", "dns", "registry"],
  services: ["network", "platform", "service", "app", "deployer"],
  sites: ["sites"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type LivesGroup = keyof typeof LIVES;

/** What a group tries in one network. */
export interface GroupInNetwork {
  readonly network: string;
  /** The stacks whose whole lives are tried, sorted by id. */
  readonly tried: readonly TriedStack[];
  /** The stacks of other groups that they read, directly or not, sorted by id: they are applied, and no more. */
  readonly upstreams: readonly TriedStack[];
}

/** What a group tries, one item a network. @param all As `stacksToTry` takes it. */
export function groupToTry(group: LivesGroup, all: boolean): readonly GroupInNetwork[] {
  const kinds: readonly string[] = LIVES[group];
  return [...stacksToTry(all)].map(([network, stacks]) => {
    const tried = stacks.filter(({ kind }) => kinds.includes(kind));
    const upstreams = withUpstreams(tried, stacks).filter((stack) => !tried.includes(stack));
    return { network, tried, upstreams };
  });
}
