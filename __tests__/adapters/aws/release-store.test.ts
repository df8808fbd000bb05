import { createHash } from "node:crypto";
import { releaseStore } from "../../../adapters/aws/release-store";
import type { ReleaseStore } from "../../../operations/sites/ports";
import { type S3Answer, type S3Request, s3Error, scriptedS3 } from "../../support/scripted-s3";

const DIGEST = "a".repeat(64);
const BYTES = new TextEncoder().encode("let one = 1;");
const SHA256 = createHash("sha256").update(BYTES).digest();
const FILE = { path: "a.js", size: 12, sha256: SHA256.toString("hex"), type: "text/javascript", cache: "no-store" };
const KEY = `releases/${DIGEST}/a.js in the bucket sites`;

/** What becomes of a call while S3 answers like that, and what S3 was asked. */
async function calling(
  answer: (request: S3Request, n: number) => S3Answer,
  call: (store: ReleaseStore) => Promise<unknown>,
) {
  const asked: S3Request[] = [];
  const s3 = await scriptedS3((request) => answer(request, asked.push(request)));
  try {
    const place = { bucket: "sites", region: "eu-west-1", madeBy: "dev-sites-qro" };
    const outcome = await call(releaseStore({ endpoint: s3.url }, place)).catch((error: Error) => error.message);
    return { outcome, asked };
  } finally {
    await s3.close();
  }
}

const upload = (store: ReleaseStore) => store.upload(DIGEST, FILE, BYTES).then(() => "written");
const read = (store: ReleaseStore) => store.bytes(DIGEST, FILE).then((bytes) => Buffer.from(bytes).toString());

it("S3 is told the digest of the bytes, and to write over nothing", async () => {
  const { outcome, asked } = await calling(() => ({ status: 200, headers: { etag: '"1"' } }), upload);
  const { method, body, headers } = asked[0] as S3Request;
  expect([outcome, asked.length, method, body, headers["if-none-match"], headers["x-amz-checksum-sha256"]]).toEqual([
    "written",
    1,
    "PUT",
    "let one = 1;",
    "*",
    SHA256.toString("base64"),
  ]);
});

it("bytes that changed on their way are refused by S3", async () => {
  const { outcome } = await calling(() => s3Error(400, "BadDigest"), upload);
  expect(outcome).toBe(`could not write ${KEY}: other bytes arrived than were sent. Run this again.`);
});

it.each<[string, number, string]>([
  ["goes on once others are done", 2, "written"],
  ["gives up in the end", 99, `could not write ${KEY}: AWS answered 409: ConditionalRequestConflict.`],
])("a write that meets another one %s", async (_, times, outcome) => {
  const busy = s3Error(409, "ConditionalRequestConflict");
  const answer = (_request: S3Request, n: number): S3Answer =>
    n <= times ? busy : { status: 200, headers: { etag: '"1"' } };
  expect((await calling(answer, upload)).outcome).toBe(outcome);
});

it("a checksum of an upload in parts is none of the bytes: they are read", async () => {
  const { outcome, asked } = await calling(({ method }) => {
    if (method === "PUT") return s3Error(412, "PreconditionFailed");
    if (method === "HEAD")
      return { status: 200, headers: { "x-amz-checksum-sha256": `${SHA256.toString("base64")}-1` } };
    return { status: 200, headers: { "content-length": "12" }, body: "let one = 1;" };
  }, upload);
  expect([outcome, asked.map(({ method }) => method)]).toEqual(["written", ["PUT", "HEAD", "GET"]]);
});

it.each<[string, S3Answer, string]>([
  [
    "more bytes than the manifest says",
    { status: 200, headers: { "content-length": "13" }, body: "let one = 1;;" },
    `${KEY} has 13 bytes, and its manifest says 12. Releases are never written over: see in the versions of the bucket who wrote it.`,
  ],
  [
    "an error of AWS",
    s3Error(403, "AccessDenied", "Access Denied"),
    `could not read ${KEY}: access was denied. These credentials need s3:GetObject and s3:ListBucket.`,
  ],
])("instead of a file, %s", async (_, answer, expected) => {
  expect((await calling(() => answer, read)).outcome).toBe(expected);
});
