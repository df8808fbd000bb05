import { served } from "../adapters/served";
import type { AppStage } from "../model/apps";
import type { SmokePorts, SmokeTarget } from "../operations/apps/smoke";
import { asInput } from "./failures";
import { pauseFor } from "./lease-options";
import { servedAt } from "./promoting";

/** How a stage is asked what it serves. */
export interface SmokeWorld {
  /** @default - each host itself, by https */
  readonly through?: string;
  /** How long it may take until it is served everywhere, in minutes. */
  readonly smokeLimit: number;
}

/**
 * What asking a stage needs.
 *
 * @throws InputError when its site asks for a password, and none is there to give.
 */
export function smokePorts(
  { site, stackId }: AppStage,
  { through, smokeLimit }: SmokeWorld,
): Omit<SmokePorts, "signal"> {
  const world = through === undefined ? {} : { through };
  return {
    site: servedAt(world, { access: site.access, stackId }),
    api: asInput(() => served(world)),
    now: () => new Date(),
    sleep: pauseFor,
    patienceSeconds: smokeLimit * 60,
  };
}

/** What a stage must serve. */
export const smokeTarget = ({ site, api }: AppStage, version: string, commit?: string): SmokeTarget => ({
  site: site.host,
  api: api.host,
  health: api.health,
  version,
  ...(commit !== undefined && { commit }),
});
