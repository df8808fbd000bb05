import { stateBucket } from "../../../adapters/aws/state-bucket";
import { s3Error, scriptedS3 } from "../../support/scripted-s3";

const LIST = `<ListBucketResult><Contents><Key>dev-dns.tflock</Key><LastModified>2026-11-21T10:00:00.000Z</LastModified><ETag>"a"</ETag><Size>1</Size></Contents></ListBucketResult>`;

describe("a lock", () => {
  const locksWhile = async (answer: Parameters<typeof scriptedS3>[0]) => {
    const s3 = await scriptedS3(answer);
    const bucket = stateBucket({ endpoint: s3.url }, { bucket: "states", region: "eu-west-1", network: "dev" });
    return bucket.locks().finally(() => s3.close());
  };
  const listed = { status: 200, headers: { "content-type": "application/xml" }, body: LIST };
  let reads: number;
  beforeEach(() => {
    reads = 0;
  });

  it("that is released while locks are read is left out", async () => {
    expect(await locksWhile(() => (reads++ === 0 ? listed : s3Error(404, "NoSuchKey")))).toEqual([]);
  });

  it("that nobody may read is an error", async () => {
    await expect(locksWhile(() => (reads++ === 0 ? listed : s3Error(403, "AccessDenied")))).rejects.toThrow(
      "could not read the state dev-dns.tflock in the bucket states: access was denied. These credentials need s3:GetObject, s3:ListBucket, and kms:Decrypt of the bucket's key.",
    );
  });
});
