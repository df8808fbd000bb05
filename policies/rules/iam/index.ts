import type { Rule } from "../../rule";
import { oidcTrustHasNoLoophole } from "./oidc-trust-has-no-loophole";
import { oidcTrustNamesItsAudience } from "./oidc-trust-names-its-audience";
import { oidcTrustNamesItsRepository } from "./oidc-trust-names-its-repository";
import { oidcTrustNamesItsSubject } from "./oidc-trust-names-its-subject";
import { passRoleNamesRoleAndService } from "./pass-role-names-role-and-service";
import { policyAllowsNoRemainder } from "./policy-allows-no-remainder";
import { policyCanBeRead } from "./policy-can-be-read";
import { policyFitsItsQuota } from "./policy-fits-its-quota";
import { policyNamesItsActions } from "./policy-names-its-actions";
import { policyOfAwsIsNotAllPowerful } from "./policy-of-aws-is-not-all-powerful";
import { policyWritesToNamedResources } from "./policy-writes-to-named-resources";
import { pullRequestRoleReadsNoContent } from "./pull-request-role-reads-no-content";
import { resourcePolicyIsNotOpen } from "./resource-policy-is-not-open";
import { roleHasBoundary } from "./role-has-boundary";
import { roleHasPath } from "./role-has-path";
import { roleMakerHandsOnTheBoundary } from "./role-maker-hands-on-the-boundary";
import { serviceTakesRoleForItsAccount } from "./service-takes-role-for-its-account";
import { trustIsNotOpen } from "./trust-is-not-open";
import { writingRoleIsTakenFromAnEnvironment } from "./writing-role-is-taken-from-an-environment";

/** Rules of roles, policies, trust and OpenID Connect. */
export const IAM_RULES: readonly Rule[] = [
  oidcTrustHasNoLoophole,
  oidcTrustNamesItsAudience,
  oidcTrustNamesItsRepository,
  oidcTrustNamesItsSubject,
  passRoleNamesRoleAndService,
  policyAllowsNoRemainder,
  policyCanBeRead,
  policyFitsItsQuota,
  policyNamesItsActions,
  policyOfAwsIsNotAllPowerful,
  policyWritesToNamedResources,
  pullRequestRoleReadsNoContent,
  resourcePolicyIsNotOpen,
  roleHasBoundary,
  roleHasPath,
  roleMakerHandsOnTheBoundary,
  serviceTakesRoleForItsAccount,
  trustIsNotOpen,
  writingRoleIsTakenFromAnEnvironment,
];
