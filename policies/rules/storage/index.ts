import type { Rule } from "../../rule";

/** Rules of buckets, databases, keys and everything else that holds data. */
export const STORAGE_RULES: readonly Rule[] = [];
