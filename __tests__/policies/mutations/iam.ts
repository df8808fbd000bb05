import type { Mutation } from "../mutation";

export const IAM_MUTATIONS: readonly Mutation[] = [];
