import type { Rule } from "../rule";
import { COMPUTE_RULES } from "./compute";
import { GITHUB_RULES } from "./github";
import { IAM_RULES } from "./iam";
import { NETWORK_RULES } from "./network";
import { SETTINGS_RULES } from "./settings";
import { STORAGE_RULES } from "./storage";

/** Every rule over one stack, by id. */
export const RULES: readonly Rule[] = [
  ...COMPUTE_RULES,
  ...GITHUB_RULES,
  ...IAM_RULES,
  ...NETWORK_RULES,
  ...SETTINGS_RULES,
  ...STORAGE_RULES,
].sort((a, b) => (a.id < b.id ? -1 : 1));
