import { comesFromSomewhere, isUnset } from "../../demand";
import { holdsText, textsIn } from "../../parse/texts";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, type Value } from "../../value";
import { type Resource, type StackView, wanted } from "../../view/stack-view";

/** Attributes of the AWS provider that take a secret, wherever they stand. Source: what its schema calls sensitive, 5.100.0. */
const SECRET =
  /^(?:(?:\w+_)?(?:password|passphrase)s?|(?:auth|access|oauth|secret)_token|(?:client|shared)_secret|secret_(?:string|binary|key|access_key)|(?:\w+_)?private_key|api_(?:secret_)?key|ssh_key|token_key|host_key|tunnel[12]_preshared_key|key_material_base64|basic_auth_credentials|platform_credential|plaintext)$/;

/** The same under names that elsewhere take no secret, by type. */
const SECRET_OF_TYPE: Readonly<Record<string, RegExp>> = {
  aws_api_gateway_api_key: /^value$/,
  aws_cloudwatch_event_connection: /^value$/,
  aws_codebuild_source_credential: /^token$/,
  aws_glue_connection: /^(?:PASSWORD|ENCRYPTED_PASSWORD)$/,
};

/** Resources whose result is a secret; some can be encrypted with a key of PGP at once. */
const MADE_SECRETS: ReadonlySet<string> = new Set([
  ...["random_password", "tls_private_key", "aws_iam_access_key", "aws_iam_user_login_profile"],
  "aws_iam_service_specific_credential",
]);

/** Data sources whose result is one. Several have an ephemeral sibling. */
const READ_SECRETS: ReadonlySet<string> = new Set([
  ...["aws_secretsmanager_secret_version", "aws_secretsmanager_random_password", "aws_kms_secrets", "aws_kms_secret"],
  ...["aws_ecr_authorization_token", "aws_ecrpublic_authorization_token", "aws_codeartifact_authorization_token"],
  "aws_eks_cluster_auth",
]);

const SECURE = { aws_ssm_parameter: { a: { type: "SecureString", value: "hunter22" } } };

export const secretIsNotInTheState: Rule = {
  id: "secret-is-not-in-the-state",
  what: "No secret is given to a resource by an attribute that Terraform keeps.",
  why: "It then lies in the state and in each plan, readable for everybody who may plan; marking it sensitive hides it on screens alone.",
  fix: "Let AWS make it (manage_master_user_password), use the attribute that ends in _wo, or fill the empty secret by hand.",
  severity: "critical",
  checks: [4],
  controls: [],
  types: [],
  judge: function* (view: StackView): Iterable<Judgement> {
    yield* ofProviders(view);
    for (const resource of [...view.resources, ...view.data].filter(bringsSecret)) {
      yield { resource, answer: "violation", message: "what it is for is a secret, which then stands in the state" };
    }
    for (const resource of view.resources) {
      if (!holdsText(resource.values, "", (key) => isSecret(resource, key))) continue;
      for (const attribute of Object.keys(resource.values)) {
        const value = wanted(resource, attribute);
        if (value !== undefined) yield* secretsAt(resource, attribute, value);
      }
    }
  },
  passes: [
    {
      shows: "a managed and a write-only one",
      configuration: {
        resource: {
          aws_db_instance: { a: { manage_master_user_password: true } },
          aws_secretsmanager_secret_version: {
            a: { secret_string_wo: "${ephemeral.a.b.c}", secret_string_wo_version: 1 },
          },
        },
      },
    },
    {
      shows: "a parameter that is no secret",
      configuration: { resource: { aws_ssm_parameter: { a: { type: "String", value: "info" } } } },
    },
  ],
  fails: [
    { shows: "a key of a provider", configuration: { provider: { aws: [{ secret_key: "hunter22" }] } } },
    {
      shows: "a password that Terraform makes",
      configuration: { resource: { random_password: { a: { length: 32 } } } },
    },
    {
      shows: "a secret that Terraform reads",
      configuration: { data: { aws_secretsmanager_secret_version: { a: { secret_id: "a" } } } },
    },

    { shows: "a password", configuration: { resource: { aws_db_instance: { a: { password: "hunter22" } } } } },
    {
      shows: "a password from elsewhere, which lies in the state all the same",
      configuration: { resource: { aws_rds_cluster: { a: { master_password: "${random_password.a.result}" } } } },
    },
    {
      shows: "the value of a secret",
      configuration: { resource: { aws_secretsmanager_secret_version: { a: { secret_string: "{}" } } } },
    },
    { shows: "the value of a secret parameter", configuration: { resource: SECURE } },
    {
      shows: "the token of a cache",
      configuration: { resource: { aws_elasticache_replication_group: { a: { auth_token: "${var.token}" } } } },
    },
    {
      shows: "a secret inside of a block",
      configuration: {
        resource: {
          aws_lb_listener: { a: { default_action: [{ authenticate_oidc: { client_secret: "hunter22" } }] } },
        },
      },
    },
  ],
};

/** What a provider is given need not stand in the state: in the configuration it does. */
function* ofProviders({ settings }: StackView): Iterable<Judgement> {
  for (const [name, blocks] of Object.entries(settings?.providers ?? {})) {
    for (const { key, path, value } of textsIn(blocks, "", `provider.${name}`)) {
      if (isUnknown(value) || value === "" || !(isSecretEverywhere(key) || key === "token")) continue;
      yield { path, answer: "violation", message: "a secret stands in the configuration" };
    }
  }
}

const bringsSecret = ({ type, address, values }: Resource): boolean =>
  address.startsWith("data.") || address.includes(".data.")
    ? READ_SECRETS.has(type)
    : MADE_SECRETS.has(type) && isUnset(values.pgp_key);

function* secretsAt(resource: Resource, attribute: string, whole: Value): Iterable<Judgement> {
  for (const { key, path, value } of textsIn(whole, attribute)) {
    if (value === "" || !isSecret(resource, key)) continue;
    const answer = !isUnknown(value) || comesFromSomewhere(value) ? "violation" : "unknown";
    yield { resource, path, answer, message: "a secret stands in the state" };
  }
}

/** The same few names stand in every stack. */
const asked = new Map<string, boolean>();

function isSecretEverywhere(key: string): boolean {
  const known = asked.get(key);
  if (known !== undefined) return known;
  const answer = SECRET.test(key);
  if (asked.size < 10_000) asked.set(key, answer);
  return answer;
}

const isSecret = ({ type, values }: Resource, key: string): boolean =>
  isSecretEverywhere(key) ||
  (SECRET_OF_TYPE[type]?.test(key) ?? false) ||
  (type === "aws_ssm_parameter" &&
    (values.type === "SecureString" || isUnknown(values.type)) &&
    (key === "value" || key === "insecure_value"));
