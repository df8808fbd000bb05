import type { Rule } from "../../rule";

/** Rules of backends, providers, and values that no stack may hold. */
export const SETTINGS_RULES: readonly Rule[] = [];
