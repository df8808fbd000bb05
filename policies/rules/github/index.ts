import type { Rule } from "../../rule";
import { defaultBranchIsProtected } from "./default-branch-is-protected";
import { environmentNamesItsBranches } from "./environment-names-its-branches";
import { nobodyPassesProtectionBy } from "./nobody-passes-protection-by";
import { productionEnvironmentHasReviewers } from "./production-environment-has-reviewers";
import { repositoryIsNotPublic } from "./repository-is-not-public";
import { repositoryIsScannedForSecrets } from "./repository-is-scanned-for-secrets";
import { variablesHoldNoSecret } from "./variables-hold-no-secret";

/** Rules of repositories, their branches, their environments and their variables. */
export const GITHUB_RULES: readonly Rule[] = [
  defaultBranchIsProtected,
  environmentNamesItsBranches,
  nobodyPassesProtectionBy,
  productionEnvironmentHasReviewers,
  repositoryIsNotPublic,
  repositoryIsScannedForSecrets,
  variablesHoldNoSecret,
];
