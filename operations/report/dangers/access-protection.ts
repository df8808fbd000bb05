import { BECOMES_TRUE, LOWERED, ON, type ProtectionRule } from "./protection-rule";

const READABLE = "it is no longer encrypted";
const OPEN = "it can be opened to the public";

/** What protects from being read, used or changed by the wrong people, and what lets somebody notice. */
export const ACCESS_PROTECTION: readonly ProtectionRule[] = [
  // Who can read it.
  {
    attributes: ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"],
    off: ON,
    so: OPEN,
  },
  {
    attributes: ["publicly_accessible", "endpoint_public_access", "public_network_access_enabled"],
    off: BECOMES_TRUE,
    so: "it can be reached from the internet",
  },
  { attributes: ["public_access_prevention"], types: ["google_*"], off: { from: ["enforced"] }, so: OPEN },
  { attributes: ["uniform_bucket_level_access"], types: ["google_*"], off: ON, so: OPEN },
  { attributes: ["storage_encrypted", "encrypted", "at_rest_encryption_enabled"], off: ON, so: READABLE },
  { attributes: ["enabled"], types: ["aws_ebs_encryption_by_default"], off: ON, so: "new volumes are not encrypted" },
  { attributes: ["transit_encryption_enabled"], off: ON, so: "what is sent to it is not encrypted" },
  { attributes: ["enable_key_rotation"], off: ON, so: "the key stays the same" },
  { attributes: ["is_enabled"], types: ["aws_kms_*"], off: ON, so: "what it encrypts cannot be read" },
  {
    attributes: ["bypass_policy_lockout_safety_check"],
    off: BECOMES_TRUE,
    so: "its policy can lock everybody out",
  },
  { attributes: ["http_tokens"], off: { from: ["required"] }, so: "credentials are easier to steal from it" },
  // Who watches.
  {
    attributes: ["enable_logging", "enable_log_file_validation", "is_multi_region_trail", "is_organization_trail"],
    types: ["aws_cloudtrail"],
    off: ON,
    so: "not everything is recorded any more",
  },
  { attributes: ["enable"], types: ["aws_guardduty_detector"], off: ON, so: "nobody watches any more" },
  // Branches and repositories.
  {
    attributes: ["allows_deletions", "allows_force_pushes"],
    types: ["github_*"],
    off: BECOMES_TRUE,
    so: "commits can be lost",
  },
  {
    attributes: ["rules.deletion", "rules.non_fast_forward"],
    types: ["github_*"],
    off: ON,
    so: "commits can be lost",
  },
  {
    attributes: [
      "enforce_admins",
      "require_signed_commits",
      "required_signatures",
      "lock_branch",
      "restrict_pushes.blocks_creations",
      "require_conversation_resolution",
      "dismiss_stale_reviews",
      "dismiss_stale_reviews_on_push",
      "require_code_owner_reviews",
      "require_code_owner_review",
      "require_last_push_approval",
      "required_review_thread_resolution",
      "required_status_checks.strict",
      "strict_required_status_checks_policy",
      "prevent_self_review",
    ],
    types: ["github_*"],
    off: ON,
    so: "less is asked before a change gets in",
  },
  {
    attributes: ["required_approving_review_count"],
    types: ["github_*"],
    off: LOWERED,
    so: "fewer people have to approve",
  },
  {
    attributes: ["required_status_checks.contexts", "required_status_checks.checks", "required_check.context"],
    types: ["github_*"],
    off: "removed",
    so: "fewer checks have to pass",
  },
  { attributes: ["enforcement"], types: ["github_*ruleset"], off: { from: ["active"] }, so: "its rules do not hold" },
  {
    attributes: ["can_admins_bypass"],
    types: ["github_*"],
    off: BECOMES_TRUE,
    so: "administrators need no approval",
  },
  { attributes: ["visibility"], types: ["github_repository"], off: { to: ["public"] }, so: "everybody can read it" },
  { attributes: ["private"], types: ["github_repository"], off: ON, so: "everybody can read it" },
  {
    attributes: ["archive_on_destroy"],
    types: ["github_repository"],
    off: ON,
    so: "it is deleted, not archived, when it is destroyed",
  },
  {
    attributes: [
      "vulnerability_alerts",
      "secret_scanning.status",
      "secret_scanning_push_protection.status",
      "advanced_security.status",
    ],
    types: ["github_repository"],
    off: ON,
    so: "leaks and weaknesses are not noticed",
  },
];
