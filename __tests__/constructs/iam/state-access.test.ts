import { DENIED_READS } from "../../../aws/content-reads";
import { CORE_CONTENT_READS } from "../../../aws/iam-actions";
import { policyDocument } from "../../../constructs/iam/policy-document";
import { readNoContent, readStates, writeStates } from "../../../constructs/iam/state-access";

const store = { bucket: "equipweb-state", keyArn: "arn:aws:kms:eu-west-1:111111111111:key/1" };
const toJson = (statements: Parameters<typeof policyDocument>[0]) => JSON.parse(policyDocument(statements)).Statement;

describe("whoever reads states", () => {
  test("finds, reads and decrypts them, also as they were, and writes nothing, locks neither", () => {
    expect(toJson(readStates(store))).toEqual([
      {
        Sid: "FindStates",
        Effect: "Allow",
        Action: ["s3:ListBucket", "s3:ListBucketVersions"],
        Resource: "arn:aws:s3:::equipweb-state",
      },
      {
        Sid: "ReadStates",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: "arn:aws:s3:::equipweb-state/*",
      },
      { Sid: "DecryptStates", Effect: "Allow", Action: "kms:Decrypt", Resource: store.keyArn },
    ]);
  });
});

describe("whoever writes states", () => {
  test("holds locks, and deletes nothing else", () => {
    expect(toJson(writeStates(store))).toEqual([
      { Sid: "WriteStates", Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::equipweb-state/*" },
      {
        Sid: "ReleaseLocks",
        Effect: "Allow",
        Action: "s3:DeleteObject",
        Resource: "arn:aws:s3:::equipweb-state/*.tflock",
      },
      { Sid: "EncryptStates", Effect: "Allow", Action: "kms:GenerateDataKey", Resource: store.keyArn },
    ]);
  });
});

describe("whoever reads no content", () => {
  test("is forbidden all of it, and all objects and keys but those of states", () => {
    expect(toJson(readNoContent(store))).toEqual([
      { Sid: "ReadNoContent", Effect: "Deny", Action: DENIED_READS, Resource: "*" },
      {
        Sid: "ReadNoOtherObjects",
        Effect: "Deny",
        Action: ["s3:GetObject", "s3:GetObjectTorrent", "s3:GetObjectVersion", "s3:GetObjectVersionTorrent"],
        NotResource: "arn:aws:s3:::equipweb-state/*",
      },
      { Sid: "DecryptNothingElse", Effect: "Deny", Action: "kms:Decrypt", NotResource: store.keyArn },
    ]);
  });

  test("sees neither what a firewall saw of visitors, nor what the store of sites holds, the hash of their password included", () => {
    expect(DENIED_READS).toEqual(
      expect.arrayContaining([
        "cloudfront-keyvaluestore:GetKey",
        "cloudfront-keyvaluestore:ListKeys",
        "wafv2:GetRateBasedStatementManagedKeys",
        "wafv2:GetSampledRequests",
      ]),
    );
  });

  test("may be exempt from it where Secrets Manager only tries a key", () => {
    expect(toJson(readNoContent(store, { keyTrials: true })).at(-1)).toEqual({
      Sid: "DecryptNothingElse",
      Effect: "Deny",
      Action: "kms:Decrypt",
      NotResource: store.keyArn,
      Condition: { StringNotEquals: { "kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess" } },
    });
  });

  test("may be exempt from it for some objects and their key", () => {
    const also = {
      objects: ["arn:aws:s3:::records/deployments/*"],
      keyArn: "arn:aws:kms:eu-west-1:111111111111:key/2",
    };
    const [, objects, keys] = toJson(readNoContent(store, { also }));
    expect([objects.NotResource, keys.NotResource]).toEqual([
      ["arn:aws:s3:::equipweb-state/*", "arn:aws:s3:::records/deployments/*"],
      [store.keyArn, also.keyArn],
    ]);
  });

  test("is forbidden every action that rules count as reading content", () => {
    const denied = readNoContent(store).flatMap(({ actions }) => actions);
    expect(CORE_CONTENT_READS.filter((action) => !denied.includes(action))).toEqual([]);
  });

  test("is forbidden each action once, in order", () => {
    expect([...new Set(DENIED_READS)].sort()).toEqual(DENIED_READS);
  });
});
