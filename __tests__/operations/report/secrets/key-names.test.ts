import { keyName } from "../../../../operations/report/secrets/key-names";

const MEANINGS = {
  password: [
    ...["password", "Password", "PASSWORD", "db_password", "dbPassword", "DB_PASSWORD", "db-password", "DBPassword"],
    ...["PGPASSWORD", "MYSQL_PWD", "passwd", "passphrase", "key_passphrase", "master_user_password", "password2"],
    ...["password_value", "ses_smtp_password_v4", "encryptedPassword", "spring.datasource.password", "password_hash"],
    ...["dbpass", "PGPASS", "mysqlpass"],
    ...["tunnel1_password", "password_data", "passwords", "MASTER_PASSWORD_PROD", "keystorePassword"],
  ],
  secret: [
    ...["secret", "secret_key", "secretAccessKey", "AWS_SECRET_ACCESS_KEY", "client_secret", "clientSecret", "token"],
    ...["authToken", "AUTH_TOKEN", "authtoken", "session-token", "private_key", "privateKeyPem", "PRIVATE_KEY_B64"],
    ...["api_key", "apikey", "X-Api-Key", "APIKey", "access_key", "credentials", "aws_credentials", "cookie_secret"],
    ...["signing_key", "JWT_SIGNING_KEY", "webhook_url", "SLACK_WEBHOOK_URL", "slackUrl", "license_key", "sas_token"],
    ...["SECRET_KEY_BASE", "STRIPE_SECRET_LIVE", "secret_string", "secretBinary", "tunnel1_preshared_key", "psk"],
    ...["smtp_pass", "id_token", "refresh_token", "_authToken", "X-Origin-Verify", "kubeconfig", "activation_code"],
    ...["shared_access_key", "storage_account_key", "bgp_auth_key", "set-cookie", "jwt"],
    ...["ldap_bind_pw", "DB_PW", "GITHUB_PAT", "otp_seed", "MFA_SEED", "aes_key"],
  ],
  encryption: ["encryption_key", "kms_key", "customer_key", "default_encryption_key"],
  "secret-id": ["secret_id", "SecretId", "user_secret_id"],
  connection: ["connection_string", "ConnectionString", "DATABASE_URL", "dsn", "SENTRY_DSN", "redisUrl", "mongo_uri"],
  authorization: ["auth", "authorization", "Authorization", "proxy_authorization", "basic_auth"],
  about: [
    ...["secret_arn", "secretArn", "secrets_manager_arn", "secret_name", "SECRET_NAME", "token_type", "token_endpoint"],
    ...[
      "password_policy",
      "password_length",
      "minimum_password_length",
      "max_password_age",
      "password_reuse_prevention",
    ],
    ...[
      "access_token_validity",
      "id_token_validity",
      "token_validity_units",
      "tokens_valid",
      "http_tokens",
      "next_token",
    ],
    ...["temporary_password_validity_days", "master_password_wo_version", "auth_token_update_strategy", "public_key"],
    ...["kms_key_id", "key_name", "access_key_id", "token_key_id", "secret_version_stage", "api_key_required"],
    ...[
      "api_key_source",
      "credentials_arn",
      "credential_provider",
      "session_cookie_name",
      "password_file",
      "max_tokens",
    ],
    ...[
      "dkim_tokens",
      "creation_token",
      "pageToken",
      "secret_status",
      "token_url",
      "credentials_parameter",
      "ssh_public_key",
    ],
    ...["JWT_EXPIRES_IN", "--password-stdin", "LLM_MAX_TOKENS", "token.actions.githubusercontent.com:sub"],
    ...["PASSWORD_ENCRYPTION", "valueFrom", "master_user_secret_kms_key_id", "secret_manager_arn", "token_issuer"],
  ],
  neutral: [
    ...["", "value", "description_text", "pass_through", "passive", "compass", "bypass", "pattern", "pwx"],
    ...["key", "partition_key", "hash_key", "s3_key", "route_key", "object_key", "ssh_key", "private_ips"],
    ...["cpu_credits", "tokenizer", "secretary", "monkey", "author", "authors_list", "cidr_block", "engine_class_x"],
  ],
} as const;

describe.each(Object.entries(MEANINGS))("a name that means %s", (meaning, names) => {
  it.each(names)("is %j", (name) => {
    expect([name, keyName(name).meaning]).toEqual([name, meaning]);
  });
});

it("says what a digest is of", () => {
  const names = [
    "content_md5",
    "content_sha256",
    "contentBase64sha512",
    "content_base64",
    "etag",
    "checksum_crc32",
    "length",
  ];
  expect(names.map((name) => [name, keyName(name).digestOf])).toEqual([
    ["content_md5", "content"],
    ["content_sha256", "content"],
    ["contentBase64sha512", "content"],
    ["content_base64", "content"],
    ["etag", ""],
    ["checksum_crc32", ""],
    ["length", undefined],
  ]);
});

it("tells which half of a pair a key may be", () => {
  const names = ["name", "ParameterKey", "header_name", "Value", "parameter_value", "values", "description"];
  expect(names.map((name) => [name, keyName(name).half])).toEqual([
    ["name", "name"],
    ["ParameterKey", "name"],
    ["header_name", "name"],
    ["Value", "value"],
    ["parameter_value", "value"],
    ["values", "value"],
    ["description", undefined],
  ]);
});
