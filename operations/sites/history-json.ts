import { entryJson } from "./entry";
import type { SiteHistory } from "./history";
import type { StageRelease } from "./stage-releases";

/** What `infra releases --json` prints of a site; docs/sites-json.md describes it. */
export const historyJson = ({ line, stage, host, state, entry, unfinished, good, isUnrecorded }: SiteHistory) => ({
  format: 1 as const,
  line,
  stage,
  host,
  state,
  ...(entry && entryJson(entry)),
  recorded: !isUnrecorded,
  ...(unfinished && {
    unfinished: {
      kind: unfinished.kind,
      attempt: unfinished.attempt,
      ...(unfinished.kind === "running" && { holder: unfinished.holder.name }),
    },
  }),
  succeeded: good.map(({ attempt, isServed }) => ({ ...attempt, served: isServed })),
});

/** What it prints of a stage of clients. */
export const releasesJson = (line: string, stage: string, releases: readonly StageRelease[]) => ({
  format: 1 as const,
  line,
  stage,
  releases: releases.map(({ digest, isWhole, ...release }) => ({ release: digest, ...release, whole: isWhole })),
});
