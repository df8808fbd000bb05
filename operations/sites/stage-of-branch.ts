import type { SiteLine, SiteStage } from "../../model/sites";
import { branchFault, isSameBranch } from "./branch-name";
import { quoted } from "./client-host";
import { SiteInputError } from "./input-error";

/**
 * The stage that takes what is built of a branch: `dev` of `main`, `rc` of every other one, as the line's delivery profile
 * says.
 *
 * @param named The stage that was asked for; needed only where several take the branch.
 * @throws SiteInputError when the name of the branch will not do, or no stage takes it, or not the one that was asked for.
 */
export function stageOfBranch(line: SiteLine, branch: string, named?: string): SiteStage {
  const fault = branchFault(branch);
  if (fault !== undefined)
    throw new SiteInputError(`${quoted(branch)} is no name of a branch: ${fault}. Use its name as git has it.`);
  const taking = line.stages.filter((stage) => takes(stage, branch));
  const names = taking.map(({ name }) => name).join(", ");
  if (named !== undefined) {
    const stage = taking.find(({ name }) => name === named);
    if (stage) return stage;
    throw new SiteInputError(
      `the stage ${quoted(named)} takes no builds of the branch ${quoted(branch)}. ${names ? `It goes to ${names}.` : meantBranch(line, branch)}`,
    );
  }
  const [stage, other] = taking;
  if (!stage)
    throw new SiteInputError(
      `no stage of ${line.name} takes builds of the branch ${quoted(branch)}. ${meantBranch(line, branch)}`,
    );
  if (other)
    throw new SiteInputError(
      `several stages take builds of the branch ${quoted(branch)}: ${names}. Name one by --stage.`,
    );
  return stage;
}

const takes = ({ sources }: SiteStage, branch: string): boolean =>
  sources.some(
    (source) =>
      source.kind === "branch" &&
      ("only" in source.branches
        ? source.branches.only === branch
        : source.branches.except.every((excluded) => !isSameBranch(excluded, branch))),
  );

/** The branch of a stage in another spelling, which the others rule out. */
function meantBranch(line: SiteLine, branch: string): string {
  const only = line.stages.flatMap(({ sources }) =>
    sources.flatMap((source) => (source.kind === "branch" && "only" in source.branches ? [source.branches.only] : [])),
  );
  const meant = only.find((name) => isSameBranch(name, branch));
  if (meant !== undefined) return `If you mean ${quoted(meant)}, write it so.`;
  return only.length > 0 ? `Its stages take builds of ${only.map(quoted).join(", ")}.` : "Its stages take no builds.";
}
