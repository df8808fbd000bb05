/**
 * Why a state cannot be read:
 * - `empty`: there is no text at all
 * - `corrupt`: it is not what Terraform writes
 * - `newer`, `older`: a Terraform wrote it whose format is not known here
 */
export type StateFault = "empty" | "corrupt" | "newer" | "older";

/** A state that cannot be read. The message says why, and what to do; it goes on after the name of the state, and holds no value. */
export class StateError extends Error {
  override readonly name = "StateError";

  constructor(
    readonly fault: StateFault,
    message: string,
  ) {
    super(message);
  }
}

/** Nothing of what was asked for is there, or more than one thing. The message names what is near. */
export class InspectionError extends Error {
  override readonly name = "InspectionError";
}
