import type { Rule } from "../../rule";

/** Rules of roles, policies, trust and OpenID Connect. */
export const IAM_RULES: readonly Rule[] = [];
