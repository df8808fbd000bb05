import type { PromoteOptions } from "../../cli/commands/promote";
import { sitePlace, stageOf } from "../../cli/site-places";
import { lockKey } from "../../operations/sites/keys";
import type { SiteBuild, SiteStages } from "../support/site-stages";
import { type Moment, momentsOf, promotionProcess } from "./site-killing";
import { keepSite } from "./site-snapshot";

/** A promotion of a site from one build to another. */
export interface Kills {
  readonly stages: SiteStages;
  readonly stage: string;
  readonly host: string;
  readonly options?: Partial<PromoteOptions>;
  readonly old: { readonly build: SiteBuild; readonly commit: string };
  readonly new: { readonly build: SiteBuild; readonly commit: string };
}

/** What a kill left, and what the next run made of it. */
export interface AfterKill extends Moment {
  /** What is served: the old release in full, the new one in full, or what was wrong. */
  readonly served: string;
  /** What the record says: the attempt that was made last, and what succeeded, the newest first. */
  readonly recorded: string;
  /** The same once the promotion was run again, and who holds the lock then. */
  readonly again: readonly [served: string, recorded: string, lock: unknown];
}

/** Kills a promotion before and after each call that it makes, and runs it again each time. */
export async function killEverywhere(
  kills: Kills,
): Promise<{ readonly calls: readonly string[]; readonly after: readonly AfterKill[] }> {
  const { stages, stage, host, options } = kills;
  const { store } = sitePlace(stageOf(stages.line, stage).place, { endpoint: stages.url });
  const putBack = await keepSite(stages, stage, host);
  const process = promotionProcess({ stages, stage, ...(options && { options }) });
  try {
    const calls = await process.undisturbed();
    const after: AfterKill[] = [];
    for (const moment of momentsOf(calls)) {
      await putBack();
      await process.killedAt(moment);
      const left = [await servedBy(kills), await recordedOf(kills)] as const;
      await stages.promote(stage, options);
      const lock = JSON.parse((await store.read(lockKey(stage, host)))?.text ?? "{}").holder;
      const again = [await servedBy(kills), await recordedOf(kills), lock] as const;
      after.push({ ...moment, served: left[0], recorded: left[1], again });
    }
    return { calls, after };
  } finally {
    process.remove();
  }
}

/** Its files and what it says of itself have to be of one release. */
async function servedBy({ stages, host, ...builds }: Kills): Promise<string> {
  const seen = await Promise.all(
    (["old", "new"] as const).map(async (name) => {
      const { build, commit } = builds[name];
      const { config, wrong } = await stages.served(host, build);
      return { name, config, isIt: wrong.length === 0 && (config as { commit?: string }).commit === commit };
    }),
  );
  const found = seen.filter(({ isIt }) => isIt);
  return found.length === 1 ? (found[0]?.name ?? "") : JSON.stringify(seen);
}

async function recordedOf({ stages, stage, host, ...builds }: Kills): Promise<string> {
  const record = await stages.record(stage, host);
  const name = (commit: string) => (["old", "new"] as const).find((each) => builds[each].commit === commit);
  if (!record) return "nothing";
  const { latest, good } = record;
  return `${name(latest.version.commit)} ${latest.status}, ${good.map(({ version }) => name(version.commit)).join(" after ")}`;
}
