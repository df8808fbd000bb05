import type { Entries } from "../entries/read";
import type { Organisation } from "../organisation";
import type { Problem } from "../problems";
import { checkAccounts } from "./accounts";
import { checkAddressRanges } from "./address-ranges";
import { checkAppNames } from "./app-names";
import { checkApps } from "./apps";
import { checkCycles } from "./cycles";
import { checkEndpoints } from "./endpoints";
import { checkEnvironments } from "./environments";
import { checkNames } from "./names";
import { checkQuotas } from "./quotas";
import { checkReferences } from "./references";
import { checkRepositories } from "./repositories";
import { checkRetirements } from "./retirements";
import { checkRoutes } from "./routes";
import { checkSecrets } from "./secrets";
import { checkSettings } from "./settings";
import { checkSiteEnvironments } from "./site-environments";
import { checkSiteSuffixes } from "./site-suffixes";
import { checkSites } from "./sites";
import { checkSizes } from "./sizes";

/** A check of how entries fit together. */
export type Check = (entries: Entries) => readonly Problem[];

/** A check of what the entries come to, once names are derived and defaults filled in. */
export type ResolvedCheck = (entries: Entries, organisation: Organisation) => readonly Problem[];

const CHECKS: readonly Check[] = [
  checkNames,
  checkReferences,
  checkAccounts,
  checkCycles,
  checkAddressRanges,
  checkEnvironments,
  checkSizes,
  checkSettings,
  checkSecrets,
  checkRepositories,
  checkSites,
  checkApps,
  checkAppNames,
  checkSiteEnvironments,
  checkSiteSuffixes,
];

const RESOLVED_CHECKS: readonly ResolvedCheck[] = [checkRoutes, checkEndpoints, checkQuotas, checkRetirements];

/** Every problem in how the entries fit together. */
export function checkEntries(entries: Entries, organisation: Organisation | undefined): readonly Problem[] {
  return [
    ...CHECKS.flatMap((check) => check(entries)),
    ...(organisation ? RESOLVED_CHECKS.flatMap((check) => check(entries, organisation)) : []),
  ];
}
