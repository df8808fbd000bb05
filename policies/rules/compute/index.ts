import type { Rule } from "../../rule";

/** Rules of containers, ECS services, images, functions, pipelines and logs. */
export const COMPUTE_RULES: readonly Rule[] = [];
