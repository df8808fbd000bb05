import type { Danger } from "../dangers/danger";
import { isNoise } from "../groups/noise";
import type { Drift, OutputChange, ResourceChange } from "../report";
import type { Phrase } from "../wording/phrase";
import { reasonFor } from "../wording/reasons";
import { attributeJson, sideJson } from "./attributes-json";
import type { ChangeJson, DangerJson, DriftJson, OutputJson } from "./schema";

/** A phrase as it is: who puts it anywhere else makes it harmless there. */
export const plainText = (phrase: Phrase): string =>
  phrase.map((piece) => (typeof piece === "string" ? piece : piece.quoted)).join("");

export const dangerJson = ({ kind, isStateful, isAllowed, reason }: Danger): DangerJson => ({
  kind,
  stateful: isStateful,
  allowed: isAllowed,
  reason: plainText(reason),
});

export const changeJson = (change: ResourceChange, danger: Danger | undefined): ChangeJson => ({
  ...sharedJson(change),
  ...(danger && { danger: dangerJson(danger) }),
  noise: danger === undefined && isNoise(change),
});

export const driftJson = (drift: Drift): DriftJson => ({ ...sharedJson(drift), relevant: drift.isRelevant });

const sharedJson = (change: ResourceChange) => ({
  address: change.address,
  ...(change.previousAddress !== undefined && { previousAddress: change.previousAddress }),
  type: change.type,
  mode: change.isData ? ("data" as const) : ("managed" as const),
  action: change.action,
  actions: [...change.actions],
  ...(change.reason !== undefined && { keyword: change.reason }),
  reason: plainText(reasonFor(change)),
  deposed: change.deposed,
  replacePaths: [...change.replacePaths],
  ...(change.importId && { importId: sideJson(change.importId) }),
  generatesConfig: change.generatesConfig ?? false,
  attributes: change.attributes.map(attributeJson),
});

export const outputJson = ({ name, action, actions, attributes, readBy = [] }: OutputChange): OutputJson => ({
  name,
  action,
  actions: [...actions],
  attributes: attributes.map(attributeJson),
  readBy: [...readBy],
});
