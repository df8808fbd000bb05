import type { OrganisationRule } from "../organisation-rule";
import { accountHasOneOidcProvider } from "./account-has-one-oidc-provider";
import { networksDoNotOverlap } from "./networks-do-not-overlap";
import { quotasHaveRoom } from "./quotas-have-room";
import { sharedListenerPrioritiesDiffer } from "./shared-listener-priorities-differ";
import { statesAreApart } from "./states-are-apart";
import { workspacesDoNotReachEachOther } from "./workspaces-do-not-reach-each-other";

/** Every rule over all stacks together, by id. */
export const ORGANISATION_RULES: readonly OrganisationRule[] = [
  accountHasOneOidcProvider,
  networksDoNotOverlap,
  quotasHaveRoom,
  sharedListenerPrioritiesDiffer,
  statesAreApart,
  workspacesDoNotReachEachOther,
];
