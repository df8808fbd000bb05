import { DIFFERS } from "./apply-approved";
import type { DeployedStacks, Deployment } from "./deployment";

/**
 * Whether a deployment that was begun goes on by what it was approved by. Not when every stack that is left was refused, as it
 * would be refused again; not when there are other stacks than were approved; and not when another commit was deployed since:
 * what is left of this one would take back a part of that.
 *
 * @param stacks Ids of those that there are now.
 * @param deployed What is deployed of the branch.
 */
export function canGoOn(earlier: Deployment, stacks: readonly string[], deployed: DeployedStacks | undefined): boolean {
  const { commit, runs } = earlier;
  const began = Date.parse(runs.at(-1)?.started ?? "");
  const isOvertaken = Object.values(deployed?.stacks ?? {}).some(
    (stack) => stack.commit !== commit && !(Date.parse(stack.at) <= began),
  );
  return !isOvertaken && hasSameStacks(earlier, stacks) && earlier.stacks.some(mayBeDone);
}

function hasSameStacks({ stacks: approved }: Deployment, stacks: readonly string[]): boolean {
  const [known, here] = [new Set(approved.map(({ id }) => id)), new Set(stacks)];
  // What is left to somebody may be a stack that vanished.
  return stacks.every((id) => known.has(id)) && approved.every(({ id, status }) => status === "manual" || here.has(id));
}

const mayBeDone = ({ status, because }: Deployment["stacks"][number]): boolean =>
  status === "failed" ? !because?.startsWith(DIFFERS) : status === "pending" || status === "applying";
