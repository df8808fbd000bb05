import type { Judgement, Rule } from "../../rule";
import { isNotOff, isNotOn, isSet, isUnsetOrOneOf, judgeSetting } from "../../verdict";
import { ofType, type StackView } from "../../view/stack-view";

const SETTINGS = [
  {
    path: "encryption_info.encryption_at_rest_kms_key_arn",
    is: isSet,
    says: "it is encrypted with no key of yours",
  },
  {
    path: "encryption_info.encryption_in_transit.client_broker",
    is: isUnsetOrOneOf("TLS"),
    says: "its brokers answer clients in plain text",
  },
  {
    path: "encryption_info.encryption_in_transit.in_cluster",
    is: isNotOff,
    says: "its brokers talk to each other in plain text",
  },
  { path: "client_authentication.unauthenticated", is: isNotOn, says: "it lets in clients without a name" },
  {
    path: "broker_node_group_info.connectivity_info.public_access.type",
    is: isUnsetOrOneOf("DISABLED"),
    says: "its brokers have addresses in the internet",
  },
];

const KEY = { encryption_at_rest_kms_key_arn: "${aws_kms_key.a.arn}" };

export const streamClusterIsEncrypted: Rule = {
  id: "stream-cluster-is-encrypted",
  what: "Each Kafka cluster is encrypted at rest and in transit, private, and knows its clients.",
  why: "Whatever the services tell each other passes through it.",
  fix: "Name a key in encryption_info, leave client_broker at TLS and in_cluster at true, and let nobody in unauthenticated.",
  severity: "high",
  checks: [28],
  controls: ["FSBP MSK.1", "FSBP MSK.4", "FSBP MSK.6"],
  types: ["aws_msk_cluster"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_msk_cluster")) {
      for (const { path, is, says } of SETTINGS) yield* judgeSetting(resource, path, is, says);
    }
  },
  passes: [
    {
      shows: "a key, and TLS as it comes",
      configuration: { resource: { aws_msk_cluster: { a: { encryption_info: KEY } } } },
    },
  ],
  fails: [
    { shows: "the key of AWS", configuration: { resource: { aws_msk_cluster: { a: { cluster_name: "c" } } } } },
    {
      shows: "plain text beside TLS",
      configuration: {
        resource: {
          aws_msk_cluster: {
            a: { encryption_info: { ...KEY, encryption_in_transit: { client_broker: "TLS_PLAINTEXT" } } },
          },
        },
      },
    },
    {
      shows: "clients without a name",
      configuration: {
        resource: {
          aws_msk_cluster: { a: { encryption_info: KEY, client_authentication: { unauthenticated: true } } },
        },
      },
    },
  ],
};
