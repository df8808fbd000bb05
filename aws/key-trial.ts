/**
 * What Secrets Manager puts in place of a version when it gives a secret its key: it then asks for a data key and decrypts
 * it, in the name of whoever makes the secret, and throws both away. Nothing that was ever stored can be decrypted with it.
 * Source: Secrets Manager user guide, "Secret encryption and decryption", "Validating access to the KMS key".
 */
export const KEY_TRIAL = { "kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess" } as const;
