import { ACCESS_PROTECTION } from "./access-protection";
import { DATA_PROTECTION } from "./data-protection";
import type { ProtectionRule } from "./protection-rule";

/**
 * The protections that are known, by the names that providers give it. `prevent_destroy` is missing because it
 * is in no plan: what it stops makes the plan fail, and once it is taken away nothing tells that it was there. Source of
 * the names: the schemas of hashicorp/aws 5, integrations/github 6, hashicorp/google 6 and hashicorp/azurerm 4.
 */
export const PROTECTION_RULES: readonly ProtectionRule[] = [...DATA_PROTECTION, ...ACCESS_PROTECTION];
