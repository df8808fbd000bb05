/**
 * The check run that a branch can require: one a branch, for two pull requests may have the same head. No job of a workflow
 * may have the same name.
 *
 * @param branch What the pull request would be merged into.
 */
export const checkName = (branch: string): string => `plan (${branch})`;
