import type { Judgement, Rule } from "../../rule";
import { isOn, isOneOf, isSet, judgeSetting } from "../../verdict";
import { ofType, type StackView } from "../../view/stack-view";

const TYPES = ["aws_opensearch_domain", "aws_elasticsearch_domain"];

const SETTINGS = [
  { path: "encrypt_at_rest.enabled", is: isOn, says: "it is not encrypted at rest" },
  { path: "encrypt_at_rest.kms_key_id", is: isSet, says: "it is encrypted with no key of yours" },
  { path: "node_to_node_encryption.enabled", is: isOn, says: "its nodes talk in plain text" },
  { path: "domain_endpoint_options.enforce_https", is: isOn, says: "it answers without TLS" },
  {
    path: "domain_endpoint_options.tls_security_policy",
    is: isOneOf("Policy-Min-TLS-1-2-2019-07", "Policy-Min-TLS-1-2-PFS-2023-10"),
    says: "it takes versions of TLS below 1.2",
  },
];

const SAFE = {
  encrypt_at_rest: { enabled: true, kms_key_id: "${aws_kms_key.a.arn}" },
  node_to_node_encryption: { enabled: true },
  domain_endpoint_options: { enforce_https: true, tls_security_policy: "Policy-Min-TLS-1-2-PFS-2023-10" },
};

export const searchDomainIsEncrypted: Rule = {
  id: "search-domain-is-encrypted",
  what: "Each search domain is encrypted at rest, between its nodes and towards its clients.",
  why: "An index is a copy of the data that it was made from.",
  fix: "Set encrypt_at_rest, node_to_node_encryption, and domain_endpoint_options with HTTPS enforced and TLS 1.2.",
  severity: "high",
  checks: [28],
  controls: ["FSBP Opensearch.1", "FSBP Opensearch.3", "FSBP Opensearch.8"],
  types: TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...TYPES)) {
      for (const { path, is, says } of SETTINGS) yield* judgeSetting(resource, path, is, says);
    }
  },
  passes: [{ shows: "all of it", configuration: { resource: { aws_opensearch_domain: { a: SAFE } } } }],
  fails: [
    { shows: "nothing said", configuration: { resource: { aws_opensearch_domain: { a: { domain_name: "d" } } } } },
    {
      shows: "nodes that talk in plain text",
      configuration: {
        resource: { aws_opensearch_domain: { a: { ...SAFE, node_to_node_encryption: { enabled: false } } } },
      },
    },
    {
      shows: "an old version of TLS",
      configuration: {
        resource: {
          aws_opensearch_domain: {
            a: {
              ...SAFE,
              domain_endpoint_options: { enforce_https: true, tls_security_policy: "Policy-Min-TLS-1-0-2019-07" },
            },
          },
        },
      },
    },
  ],
};
