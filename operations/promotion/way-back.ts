import type { PromotionRecord } from "./record";
import { type Destination, isPointedTo, type Pointed, type Target } from "./target";

/** What a target points to by now, and what it is switched back to when that will not do. */
export interface Way<Settings> {
  now: () => Promise<Pointed<Settings> | undefined>;
  readonly back: Pointed<Settings> | Destination<Settings> | undefined;
}

/**
 * What a site had before. Where an attempt that was killed, or could not be undone, has switched it already, that is what
 * succeeded last; what it serves for no such reason is not taken away from it.
 */
export function wayBack<Settings>(
  before: Pointed<Settings> | undefined,
  wanted: Pick<Destination<Settings>, "version" | "settings">,
  record: PromotionRecord<Settings> | undefined,
): Way<Settings>["back"] {
  const latest = record?.latest;
  const isLeftOver =
    latest !== undefined &&
    latest.status !== "succeeded" &&
    isPointedTo({ ...latest.version, settings: latest.settings }, wanted);
  if (!before || !isPointedTo(before, wanted) || !isLeftOver) return before;
  const [lastGood] = record?.good ?? [];
  return lastGood && { ...lastGood, at: lastGood.finishedAt ?? lastGood.startedAt };
}

/** Gives a site back what it had, unless somebody else switched it; says what it serves then. */
export async function goBack<Settings>(
  target: Target<Settings>,
  wanted: Pick<Destination<Settings>, "version" | "settings">,
  { now: look, back }: Way<Settings>,
): Promise<string> {
  const served = back ? "what it served before" : "nothing, as before";
  const others = "Somebody else switched the site meanwhile; that was left as it is.";
  try {
    const now = await look();
    if (now === back || (now && back && "token" in back && now.token === back.token))
      return `The site serves ${served}.`;
    if (!now || !isPointedTo(now, wanted)) return others;
    const answer = await target.switch(now, back);
    return answer === "lost" ? others : `The site was switched back, and serves ${served}.`;
  } catch {
    return "The site could not be switched back, and may serve the new version. Run this again, or `infra rollback`.";
  }
}
