import { stripVTControlCharacters } from "node:util";
import type { Finished } from "./child-process";

/**
 * Terraform, or what it needs for one stack, failed; the message is its own words. It concerns that stack, while any
 * other error ends the run.
 */
export class TerraformFailure extends Error {}

/** What a failed Terraform said, whole: its errors, or else all that it printed. */
export function wordsOf({ stdout, stderr, status }: Finished): string {
  const words = stripVTControlCharacters(stderr).trim() || stripVTControlCharacters(stdout).trim();
  return words || `Terraform ended with status ${status} and said nothing`;
}
