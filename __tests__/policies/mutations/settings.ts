import type { Mutation } from "../mutation";

export const SETTINGS_MUTATIONS: readonly Mutation[] = [];
