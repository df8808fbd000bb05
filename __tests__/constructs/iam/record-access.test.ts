import { policyDocument } from "../../../constructs/iam/policy-document";
import { deployLocksIn, deploymentsIn, readDeployments, writeDeployments } from "../../../constructs/iam/record-access";
import { deployedKey, deployLockKey, deploymentKey } from "../../../operations/deploy/deployment";

const store = { bucket: "records", keyArn: "arn:aws:kms:eu-west-1:111111111111:key/2" };
const toJson = (statements: Parameters<typeof policyDocument>[0]) => JSON.parse(policyDocument(statements)).Statement;

test("whoever reads what is deployed reads no other record, and writes none", () => {
  expect(toJson(readDeployments(store))).toEqual([
    { Sid: "FindRecords", Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::records" },
    { Sid: "ReadDeployments", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::records/deployments/*" },
    { Sid: "DecryptRecords", Effect: "Allow", Action: "kms:Decrypt", Resource: store.keyArn },
  ]);
});

test("whoever deploys writes that, and holds locks, and deletes nothing", () => {
  const written = ["arn:aws:s3:::records/deployments/*", "arn:aws:s3:::records/locks/*"];
  expect(toJson(writeDeployments(store))).toEqual([
    { Sid: "ReadLocks", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::records/locks/*" },
    { Sid: "WriteDeployments", Effect: "Allow", Action: "s3:PutObject", Resource: written },
    { Sid: "EncryptRecords", Effect: "Allow", Action: "kms:GenerateDataKey", Resource: store.keyArn },
  ]);
});

test("what is allowed is where deployments are kept", () => {
  const of = (pattern: string) => pattern.slice("arn:aws:s3:::records/".length, -1);
  expect(
    [deploymentKey("dev", "abc"), deployedKey("dev")].map((key) => key.startsWith(of(deploymentsIn(store)))),
  ).toEqual([true, true]);
  expect(deployLockKey("dev").startsWith(of(deployLocksIn(store)))).toBe(true);
});
