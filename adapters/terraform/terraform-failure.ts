/**
 * Terraform, or what it needs for one stack, failed; the message is its own words. It concerns that stack, while any
 * other error ends the run.
 */
export class TerraformFailure extends Error {}
