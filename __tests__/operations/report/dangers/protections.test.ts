import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AttributeChange, Shown } from "../../../../operations/report/attributes/attribute-changes";
import { PROTECTION_RULES } from "../../../../operations/report/dangers/protection-rules";
import { isSwitchedOff, switchedOff } from "../../../../operations/report/dangers/protections";
import { ABSENT, aChange, attribute, SENSITIVE, UNKNOWN, value } from "../changes";

const UPSTREAM: Shown = { kind: "upstream", stack: "dev-network", output: "vpc_id" };

/** What an update of one attribute switches off. */
function offBy(type: string, change: AttributeChange) {
  const [first] = switchedOff(aChange("update", `${type}.x`, { attributes: [change] }));
  return first && { so: first.so, isCertain: first.isCertain };
}

const certain = (so: string) => ({ so, isCertain: true });
const uncertain = (so: string) => ({ so, isCertain: false });

describe("switchedOff", () => {
  it.each<[string, string, Shown, Shown, ReturnType<typeof offBy>]>([
    ["aws_db_instance", "deletion_protection", value(true), value(false), certain("it can be deleted")],
    ["aws_db_instance", "deletion_protection", value(true), value(null), certain("it can be deleted")],
    ["aws_db_instance", "deletion_protection", value(true), ABSENT, certain("it can be deleted")],
    ["aws_db_instance", "deletion_protection", value(true), UNKNOWN, uncertain("it can be deleted")],
    ["aws_db_instance", "deletion_protection", value(true), UPSTREAM, uncertain("it can be deleted")],
    ["aws_db_instance", "deletion_protection", SENSITIVE, SENSITIVE, uncertain("it can be deleted")],
    ["aws_db_instance", "deletion_protection", value(false), value(true), undefined],
    ["aws_db_instance", "deletion_protection", value(false), UNKNOWN, undefined],
    ["aws_db_instance", "deletion_protection", ABSENT, value(false), undefined],
    ["aws_cognito_user_pool", "deletion_protection", value("ACTIVE"), value("INACTIVE"), certain("it can be deleted")],
    ["aws_lb", "enable_deletion_protection", value(true), value(false), certain("it can be deleted")],
    ["aws_dynamodb_table", "deletion_protection_enabled", value(true), value(false), certain("it can be deleted")],
    [
      "google_sql_database_instance",
      "settings[0].deletion_protection_enabled",
      value(true),
      value(false),
      certain("it can be deleted"),
    ],
    ["aws_instance", "disable_api_termination", value(true), value(false), certain("it can be deleted")],
    ["aws_instance", "disable_api_stop", value(true), value(false), certain("it can be stopped")],
    ["aws_s3_bucket", "force_destroy", value(false), value(true), certain("it can be deleted with all that it holds")],
    ["aws_s3_bucket", "force_destroy", value(null), UNKNOWN, uncertain("it can be deleted with all that it holds")],
    ["aws_s3_bucket", "force_destroy", value(true), UNKNOWN, undefined],
    ["aws_s3_bucket", "force_destroy", value(true), value(false), undefined],
    ["aws_s3_bucket", "force_destroy", value(null), value(false), undefined],
    [
      "aws_ecr_repository",
      "force_delete",
      value(false),
      value(true),
      certain("it can be deleted with all that it holds"),
    ],
    ["aws_autoscaling_group", "force_delete", value(false), value(true), undefined],
    [
      "aws_db_instance",
      "skip_final_snapshot",
      value(false),
      value(true),
      certain("no snapshot is kept when it is deleted"),
    ],
    [
      "aws_db_instance",
      "delete_automated_backups",
      value(false),
      value(true),
      certain("its backups are deleted with it"),
    ],
    ["aws_db_instance", "backup_retention_period", value(7), value(1), certain("older backups are deleted")],
    ["aws_db_instance", "backup_retention_period", value(7), value(0), certain("older backups are deleted")],
    ["aws_db_instance", "backup_retention_period", value(7), value(14), undefined],
    ["aws_db_instance", "backup_retention_period", value(7), UNKNOWN, uncertain("older backups are deleted")],
    ["aws_db_instance", "backup_retention_period", value(7), value(null), uncertain("older backups are deleted")],
    ["aws_db_instance", "backup_retention_period", value(0), UNKNOWN, undefined],
    ["aws_db_instance", "backup_retention_period", ABSENT, value(1), undefined],
    [
      "aws_dynamodb_table",
      "point_in_time_recovery[0].enabled",
      value(true),
      value(false),
      certain("its data cannot be restored as it was at some time"),
    ],
    [
      "aws_dynamodb_table",
      "point_in_time_recovery[0].enabled",
      value(true),
      ABSENT,
      certain("its data cannot be restored as it was at some time"),
    ],
    [
      "aws_s3_bucket_versioning",
      "versioning_configuration[0].status",
      value("Enabled"),
      value("Suspended"),
      certain("what is overwritten or deleted in it is lost"),
    ],
    ["aws_s3_bucket_versioning", "versioning_configuration[0].status", value("Suspended"), value("Enabled"), undefined],
    [
      "aws_s3_bucket",
      "versioning[0].enabled",
      value(true),
      value(false),
      certain("what is overwritten or deleted in it is lost"),
    ],
    ["aws_s3_bucket", "object_lock_enabled", value(true), value(false), certain("what it holds can be deleted")],
    [
      "aws_s3_bucket_object_lock_configuration",
      "rule[0].default_retention[0].days",
      value(30),
      value(1),
      certain("what it holds can be deleted earlier"),
    ],
    [
      "aws_s3_bucket_object_lock_configuration",
      "rule[0].default_retention[0].mode",
      value("COMPLIANCE"),
      value("GOVERNANCE"),
      certain("what it holds can be deleted earlier"),
    ],
    [
      "aws_s3_bucket_public_access_block",
      "block_public_acls",
      value(true),
      value(false),
      certain("it can be opened to the public"),
    ],
    [
      "aws_s3_bucket_public_access_block",
      "block_public_policy",
      value(true),
      value(false),
      certain("it can be opened to the public"),
    ],
    [
      "aws_s3_bucket_public_access_block",
      "ignore_public_acls",
      value(true),
      value(false),
      certain("it can be opened to the public"),
    ],
    [
      "aws_s3_bucket_public_access_block",
      "restrict_public_buckets",
      value(true),
      value(false),
      certain("it can be opened to the public"),
    ],
    [
      "aws_db_instance",
      "publicly_accessible",
      value(false),
      value(true),
      certain("it can be reached from the internet"),
    ],
    [
      "aws_eks_cluster",
      "vpc_config[0].endpoint_public_access",
      value(false),
      value(true),
      certain("it can be reached from the internet"),
    ],
    [
      "aws_secretsmanager_secret",
      "recovery_window_in_days",
      value(30),
      value(0),
      certain("there is less time to bring it back once it is deleted"),
    ],
    [
      "aws_kms_key",
      "deletion_window_in_days",
      value(30),
      value(7),
      certain("there is less time to bring it back once it is deleted"),
    ],
    ["aws_kms_key", "enable_key_rotation", value(true), value(false), certain("the key stays the same")],
    ["aws_kms_key", "is_enabled", value(true), value(false), certain("what it encrypts cannot be read")],
    ["aws_db_instance", "storage_encrypted", value(true), value(false), certain("it is no longer encrypted")],
    ["aws_cloudwatch_log_group", "retention_in_days", value(90), value(30), certain("older logs are deleted")],
    ["aws_cloudwatch_log_group", "retention_in_days", value(0), value(365), certain("older logs are deleted")],
    ["aws_cloudwatch_log_group", "retention_in_days", value(null), value(365), certain("older logs are deleted")],
    ["aws_cloudwatch_log_group", "retention_in_days", value(30), value(0), undefined],
    ["aws_cloudwatch_log_group", "retention_in_days", value(30), value(90), undefined],
    ["aws_sqs_queue", "message_retention_seconds", value(345600), value(60), certain("older data is deleted")],
    ["aws_kinesis_stream", "retention_period", value("48"), value("24"), certain("older data is deleted")],
    [
      "aws_s3_bucket_lifecycle_configuration",
      "rule[0].expiration[0].days",
      value(90),
      value(30),
      certain("what is older is deleted"),
    ],
    [
      "aws_s3_bucket_lifecycle_configuration",
      'rule[id="a]b"].expiration[0].days',
      ABSENT,
      value(30),
      certain("what is older is deleted"),
    ],
    ["aws_s3_bucket_lifecycle_configuration", "rule[0].expiration[0].days", value(30), value(90), undefined],
    [
      "aws_s3_bucket_lifecycle_configuration",
      "rule[0].status",
      value("Disabled"),
      value("Enabled"),
      certain("what is older may be deleted"),
    ],
    [
      "github_branch_protection",
      "enforce_admins",
      value(true),
      value(false),
      certain("less is asked before a change gets in"),
    ],
    ["github_branch_protection", "allows_force_pushes", value(false), value(true), certain("commits can be lost")],
    [
      "github_branch_protection",
      "required_pull_request_reviews[0].required_approving_review_count",
      value(2),
      value(1),
      certain("fewer people have to approve"),
    ],
    [
      "github_branch_protection",
      "required_status_checks[0].contexts[]",
      value("check"),
      ABSENT,
      certain("fewer checks have to pass"),
    ],
    ["github_branch_protection", "required_status_checks[0].contexts[]", ABSENT, value("check"), undefined],
    ["github_repository", "visibility", value("private"), value("public"), certain("everybody can read it")],
    ["github_repository_ruleset", "enforcement", value("active"), value("disabled"), certain("its rules do not hold")],
    ["aws_instance", "instance_type", value("a"), value("b"), undefined],
    ["aws_instance", "tags.deletion_protection", value("true"), value("false"), undefined],
    ["aws_instance", "tags_all.force_destroy", value("false"), value("true"), undefined],
    ["aws_db_instance", "my_deletion_protection", value(true), value(false), undefined],
  ])("knows of %s what %s means", (type, path, before, after, expected) => {
    expect(offBy(type, attribute(path, before, after))).toEqual(expected);
  });

  it("says nothing of a value that stays, or that stands in a document", () => {
    const off = [value(true), value(false)] as const;
    expect(
      offBy("aws_lb", attribute("deletion_protection", SENSITIVE, SENSITIVE, { only: "marking" })),
    ).toBeUndefined();
    const inside = { path: "policy", format: "json" } as const;
    expect(offBy("aws_lb", attribute("policy.deletion_protection", ...off, { inside }))).toBeUndefined();
  });

  it("says nothing of what is created, destroyed or replaced", () => {
    const attributes = [attribute("force_destroy", ABSENT, value(true))];
    for (const action of ["create", "delete", "replace", "forget", "import", "move", "read"] as const) {
      expect(switchedOff(aChange(action, "aws_s3_bucket.x", { attributes }))).toEqual([]);
    }
  });

  it("gives all of them, in their order", () => {
    const attributes = [
      attribute("skip_final_snapshot", value(false), value(true)),
      attribute("instance_class", value("a"), value("b")),
      attribute("deletion_protection", value(true), value(false)),
    ];
    expect(switchedOff(aChange("update", "aws_db_instance.x", { attributes }))).toEqual([
      { attribute: attributes[0], so: "no snapshot is kept when it is deleted", isCertain: true },
      { attribute: attributes[2], so: "it can be deleted", isCertain: true },
    ]);
    expect(attributes.map((each) => isSwitchedOff("aws_db_instance", each))).toEqual([true, false, true]);
  });
});

describe("the rules", () => {
  const LIB = join(__dirname, "..", "..", "..", "..", "node_modules", "@cdktf");
  const camelCase = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

  /** The declarations of a resource of a provider that is at hand. */
  function declarationsOf(type: string): string | undefined {
    const [, provider = "", name = ""] = /^(aws|github)_([a-z0-9_]+)$/.exec(type) ?? [];
    const file = join(LIB, `provider-${provider}`, "lib", name.replaceAll("_", "-"), "index.d.ts");
    return provider !== "" && existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }

  it("name attributes that the resources have", () => {
    const missing = PROTECTION_RULES.flatMap(({ attributes, types = [] }) => {
      const known = types.flatMap((type) => declarationsOf(type) ?? []);
      return known.length === 0 || known.length < types.length
        ? []
        : attributes
            .flatMap((path) => path.split("."))
            .filter(
              (name) =>
                !known.some(
                  (text) =>
                    text.includes(`readonly ${camelCase(name)}?:`) || text.includes(`readonly ${camelCase(name)}:`),
                ),
            );
    });
    expect(missing).toEqual([]);
  });
});
