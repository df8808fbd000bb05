import type { SiteLine, SiteStage } from "../../../../model/sites";
import { newIds } from "../../../report/html/ids";
import type { ListedSite, PlaceProblem, SitesOverview } from "../listed-site";

/** A stage on the page. */
export interface StageView {
  readonly id: string;
  readonly line: SiteLine;
  /** Undefined for sites of no stage. */
  readonly stage: SiteStage | undefined;
  readonly sites: readonly ListedSite[];
  /** Why it could not be looked at; undefined when it could. */
  readonly problem: PlaceProblem | undefined;
}

/** The stages that are shown: those that were asked for, and what is of no stage. */
export function stagesOf({ lines, sites, problems, selection }: SitesOverview): readonly StageView[] {
  const ids = newIds();
  return lines.flatMap((line) => {
    const ofLine = sites.filter((site) => site.line === line.name);
    const strays = ofLine.filter(({ stage }) => stage === undefined);
    const views = line.stages
      .filter(({ name }) => selection.stage === undefined || name === selection.stage)
      .map((stage) => ({
        id: ids("stage", line.name, stage.name),
        line,
        stage,
        sites: ofLine.filter((site) => site.stage === stage.name),
        problem: problems.find((problem) => problem.line === line.name && problem.stages.includes(stage.name)),
      }))
      .filter((view) => view.problem || view.sites.length > 0 || selection.client === undefined);
    const rest = { id: ids("no-stage", line.name), line, stage: undefined, sites: strays, problem: undefined };
    return strays.length > 0 ? [...views, rest] : views;
  });
}
