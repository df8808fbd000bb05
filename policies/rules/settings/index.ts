import type { Rule } from "../../rule";
import { everythingIsTagged } from "./everything-is-tagged";
import { providerKnowsItsAccounts } from "./provider-knows-its-accounts";
import { providerVersionsAreExact } from "./provider-versions-are-exact";
import { secretIsNotInTheState } from "./secret-is-not-in-the-state";
import { stackIsSmallEnough } from "./stack-is-small-enough";
import { stateIsLockedAndEncrypted } from "./state-is-locked-and-encrypted";
import { tagIsNotSaidTwice } from "./tag-is-not-said-twice";
import { terraformVersionIsBounded } from "./terraform-version-is-bounded";
import { textHoldsNoCredential } from "./text-holds-no-credential";

/** Rules of backends, providers, tags, and values that no stack may hold. */
export const SETTINGS_RULES: readonly Rule[] = [
  everythingIsTagged,
  providerKnowsItsAccounts,
  providerVersionsAreExact,
  secretIsNotInTheState,
  stackIsSmallEnough,
  stateIsLockedAndEncrypted,
  tagIsNotSaidTwice,
  terraformVersionIsBounded,
  textHoldsNoCredential,
];
