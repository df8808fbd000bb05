import type { Mutation } from "../mutation";

export const STORAGE_MUTATIONS: readonly Mutation[] = [];
