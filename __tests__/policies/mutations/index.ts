import type { Mutation } from "../mutation";
import { COMPUTE_MUTATIONS } from "./compute";
import { GITHUB_MUTATIONS } from "./github";
import { IAM_MUTATIONS } from "./iam";
import { NETWORK_MUTATIONS } from "./network";
import { SETTINGS_MUTATIONS } from "./settings";
import { STORAGE_MUTATIONS } from "./storage";

/** Every mutation, by the family of its rule. */
export const MUTATIONS: readonly Mutation[] = [
  ...COMPUTE_MUTATIONS,
  ...GITHUB_MUTATIONS,
  ...IAM_MUTATIONS,
  ...NETWORK_MUTATIONS,
  ...SETTINGS_MUTATIONS,
  ...STORAGE_MUTATIONS,
];
