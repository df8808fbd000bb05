/** One way in which a protection is switched off, or weakened. */
export interface ProtectionRule {
  /** The attributes, each with the blocks that it stands in, as `versioning.enabled`; blocks further out are not named. */
  readonly attributes: readonly string[];
  /**
   * Types of the resources, with `*` for any characters.
   * @default - any
   */
  readonly types?: readonly string[];
  readonly off: SwitchOff;
  /** What then holds, as a clause. */
  readonly so: string;
}

/**
 * - `from`: it was one of these values and is another one, or none
 * - `to`: it becomes one of these values
 * - `lowered`: a number gets smaller; one that is not given is as large as `none` says
 * - `removed`: it, or an item of it, was there and no longer is
 */
export type SwitchOff =
  | "removed"
  | { readonly from: readonly (string | boolean)[] }
  | { readonly to: readonly (string | boolean)[] }
  | { readonly lowered: { readonly none: "endless" | "not-known"; readonly zeroIsEndless?: true } };

/** It was on, as providers write it, and no longer is. */
export const ON: SwitchOff = { from: [true, "true", "ACTIVE", "enabled", "ENABLED"] };

/** What opens or endangers is switched on. */
export const BECOMES_TRUE: SwitchOff = { to: [true, "true"] };

export const LOWERED: SwitchOff = { lowered: { none: "not-known" } };
