import { BECOMES_TRUE, LOWERED, ON, type ProtectionRule } from "./protection-rule";

const DELETABLE = "it can be deleted";

/** What protects data from being deleted, at once or by age, and what brings it back. */
export const DATA_PROTECTION: readonly ProtectionRule[] = [
  {
    attributes: [
      "deletion_protection",
      "deletion_protection_enabled",
      "enable_deletion_protection",
      "disable_api_termination",
      "termination_protection",
      "termination_protection_enabled",
    ],
    off: ON,
    so: DELETABLE,
  },
  { attributes: ["deletion_policy"], types: ["google_*"], off: { from: ["PREVENT"] }, so: DELETABLE },
  { attributes: ["disable_api_stop"], off: ON, so: "it can be stopped" },
  { attributes: ["force_destroy"], off: BECOMES_TRUE, so: "it can be deleted with all that it holds" },
  {
    attributes: ["force_delete"],
    types: ["aws_ecr_repository", "aws_lightsail_bucket"],
    off: BECOMES_TRUE,
    so: "it can be deleted with all that it holds",
  },
  { attributes: ["delete_on_termination"], off: BECOMES_TRUE, so: "its data is deleted with the machine" },
  { attributes: ["purge_protection_enabled"], off: ON, so: "what is deleted can be purged at once" },
  // Backups.
  { attributes: ["skip_final_snapshot"], off: BECOMES_TRUE, so: "no snapshot is kept when it is deleted" },
  {
    attributes: ["final_snapshot"],
    types: ["aws_ebs_volume"],
    off: ON,
    so: "no snapshot is kept when it is deleted",
  },
  { attributes: ["delete_automated_backups"], off: BECOMES_TRUE, so: "its backups are deleted with it" },
  {
    attributes: [
      "backup_retention_period",
      "snapshot_retention_limit",
      "automated_snapshot_retention_period",
      "automatic_backup_retention_days",
      "backup_retention_days",
    ],
    off: LOWERED,
    so: "older backups are deleted",
  },
  {
    attributes: [
      "point_in_time_recovery.enabled",
      "point_in_time_recovery_enabled",
      "point_in_time_recovery",
      "backup_configuration.enabled",
    ],
    off: ON,
    so: "its data cannot be restored as it was at some time",
  },
  {
    attributes: ["point_in_time_recovery.recovery_period_in_days"],
    off: LOWERED,
    so: "older states of its data cannot be restored",
  },
  {
    attributes: ["versioning_configuration.status", "versioning.enabled"],
    types: ["aws_s3*", "google_storage_*"],
    off: { from: ["Enabled", true] },
    so: "what is overwritten or deleted in it is lost",
  },
  {
    attributes: ["versioning_configuration.mfa_delete"],
    off: { from: ["Enabled"] },
    so: "versions are easier to delete",
  },
  { attributes: ["object_lock_enabled"], off: { from: ["Enabled", true] }, so: "what it holds can be deleted" },
  {
    attributes: ["default_retention.days", "default_retention.years"],
    off: LOWERED,
    so: "what it holds can be deleted earlier",
  },
  {
    attributes: ["default_retention.mode"],
    off: { from: ["COMPLIANCE"] },
    so: "what it holds can be deleted earlier",
  },
  {
    attributes: ["image_tag_mutability"],
    types: ["aws_ecr_*"],
    off: { from: ["IMMUTABLE"] },
    so: "images can be overwritten",
  },
  // How long deleted things can be brought back.
  {
    attributes: [
      "recovery_window_in_days",
      "deletion_window_in_days",
      "soft_delete_retention_days",
      "soft_delete_retention_in_days",
    ],
    off: LOWERED,
    so: "there is less time to bring it back once it is deleted",
  },
  // Data that is deleted by age.
  {
    attributes: ["retention_in_days"],
    types: ["aws_cloudwatch_log_group"],
    off: { lowered: { none: "endless", zeroIsEndless: true } },
    so: "older logs are deleted",
  },
  {
    attributes: ["retention_period", "message_retention_seconds", "data_retention_in_hours"],
    types: ["aws_kinesis_stream", "aws_kinesis_video_stream", "aws_cloudtrail_event_data_store", "aws_sqs_queue"],
    off: LOWERED,
    so: "older data is deleted",
  },
  {
    attributes: [
      "expiration.days",
      "noncurrent_version_expiration.noncurrent_days",
      "noncurrent_version_expiration.newer_noncurrent_versions",
    ],
    types: ["aws_s3_bucket_lifecycle_configuration"],
    off: { lowered: { none: "endless" } },
    so: "what is older is deleted",
  },
  {
    attributes: ["rule.status"],
    types: ["aws_s3_bucket_lifecycle_configuration"],
    off: { to: ["Enabled"] },
    so: "what is older may be deleted",
  },
  { attributes: ["ttl.enabled"], types: ["aws_dynamodb_table"], off: BECOMES_TRUE, so: "what expired is deleted" },
];
