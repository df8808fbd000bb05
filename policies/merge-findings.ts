import type { Finding } from "./rule";

/**
 * What is found in a stack, by its configuration and its plan together: each violation once. What only the plan could tell
 * is added; what the configuration leaves open stays open only while the plan does, too. Waivers stand in the configuration
 * alone and hold for the plan as well.
 */
export function mergedFindings(configured: readonly Finding[], planned: readonly Finding[]): readonly Finding[] {
  const waivers = new Map(
    configured.flatMap((finding) => (finding.waiver ? [[placeOf(finding), finding.waiver]] : [])),
  );
  const known = new Set(configured.filter(isAnswered).map(placeOf));
  const open = new Set(planned.filter((finding) => !isAnswered(finding)).map(placeOf));
  const added = planned
    .filter((finding) => isAnswered(finding) && !known.has(placeOf(finding)))
    .map((finding) => {
      const waiver = waivers.get(placeOf(finding));
      return waiver ? { ...finding, waiver } : finding;
    });
  return [...configured.filter((finding) => isAnswered(finding) || open.has(placeOf(finding))), ...added];
}

const isAnswered = ({ answer }: Finding): boolean => answer !== "unknown";

/** By rule and resource: the two name the same attribute differently. */
const placeOf = ({ rule, address = "" }: Finding): string => JSON.stringify([rule, address]);
