import type { Judgement, Rule } from "../../rule";
import { isOn, isSet, isUnsetOrOneOf, judgeSetting, wantedAt } from "../../verdict";
import { ofType, type StackView } from "../../view/stack-view";

const GROUP = "aws_elasticache_replication_group";
const CLUSTER = "aws_elasticache_cluster";
const SERVERLESS = "aws_elasticache_serverless_cache";

export const cacheIsEncrypted: Rule = {
  id: "cache-is-encrypted",
  what: "Each cache is encrypted at rest and in transit, with a customer-managed key.",
  why: "Sessions and copies of rows lie in it; and switching it on later may replace the cache.",
  fix: "Use an aws_elasticache_replication_group with at_rest_encryption_enabled, transit_encryption_enabled and kms_key_id.",
  severity: "high",
  checks: [28],
  controls: ["FSBP ElastiCache.4", "FSBP ElastiCache.5"],
  types: [GROUP, CLUSTER, SERVERLESS],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, GROUP)) {
      yield* judgeSetting(resource, "at_rest_encryption_enabled", isOn, "it is not encrypted at rest");
      yield* judgeSetting(resource, "transit_encryption_enabled", isOn, "it talks to its clients in plain text");
      const isRequired = isUnsetOrOneOf("required");
      yield* judgeSetting(resource, "transit_encryption_mode", isRequired, "it still answers clients in plain text");
    }
    for (const resource of ofType(view, GROUP, SERVERLESS)) {
      // A serverless cache is encrypted always, and says only with which key.
      yield* judgeSetting(resource, "kms_key_id", isSet, "it is encrypted with no key of yours");
    }
    // A member of a replication group has the group's settings; any other can be encrypted in transit at most.
    for (const resource of ofType(view, CLUSTER)) {
      if (isSet(wantedAt(resource, "replication_group_id")) === undefined) continue;
      yield {
        resource,
        answer: "violation",
        message: "a cache outside of a replication group is not encrypted at rest",
      };
    }
  },
  passes: [
    {
      shows: "a replication group",
      configuration: {
        resource: {
          [GROUP]: {
            a: {
              at_rest_encryption_enabled: true,
              transit_encryption_enabled: true,
              kms_key_id: "${aws_kms_key.a.arn}",
            },
          },
          [CLUSTER]: { a: { replication_group_id: `\${${GROUP}.a.id}` } },
        },
      },
    },
  ],
  fails: [
    {
      shows: "plain text beside TLS",
      configuration: {
        resource: {
          [GROUP]: {
            a: {
              at_rest_encryption_enabled: true,
              transit_encryption_enabled: true,
              transit_encryption_mode: "preferred",
              kms_key_id: "k",
            },
          },
        },
      },
    },

    { shows: "the defaults", configuration: { resource: { [GROUP]: { a: { description: "sessions" } } } } },
    {
      shows: "plain text to clients",
      configuration: {
        resource: { [GROUP]: { a: { at_rest_encryption_enabled: "true", kms_key_id: "${aws_kms_key.a.arn}" } } },
      },
    },
    { shows: "a cluster alone", configuration: { resource: { [CLUSTER]: { a: { engine: "memcached" } } } } },
  ],
};
