import type { Mutation } from "../mutation";

export const COMPUTE_MUTATIONS: readonly Mutation[] = [];
