import { createHash } from "node:crypto";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { edgeCache } from "../../adapters/aws/edge-cache";
import { releaseStore } from "../../adapters/aws/release-store";
import { s3Client } from "../../adapters/aws/s3-client";
import { siteLocation } from "../../adapters/aws/site-location";
import { fileKey, LOCATION_KEY, manifestKey } from "../../operations/sites/keys";
import { type Release, type ReleasedFile, releaseOf } from "../../runtime/site/release";
import { type CuttingProxy, type Fate, startProxy } from "../support/cutting-proxy";
import { newDistribution } from "../support/emulated-edge";
import { type Moto, startMoto } from "../support/moto";

const REGION = "eu-west-1";
const STAR = "Releases are never written over: see in the versions of the bucket who wrote it.";

let moto: Moto;
let buckets = 0;
let proxies: CuttingProxy[] = [];

beforeAll(async () => {
  // Three objects a page: pages are read on.
  moto = await startMoto("111111111111", { MOTO_S3_DEFAULT_MAX_KEYS: "3" });
});

afterEach(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  proxies = [];
});

afterAll(() => moto?.stop());

/** A bucket of its own, and a store of releases in it, behind a proxy. */
async function stage(fate: (n: number, method: string) => Fate = () => "pass") {
  buckets += 1;
  const bucket = `sites-${buckets}`;
  const s3 = s3Client({ endpoint: moto.url }, REGION);
  await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  const proxy = await startProxy(moto.url, { onCall: (n, { method }) => fate(n, method) });
  proxies.push(proxy);
  const place = { bucket, region: REGION, madeBy: "dev-sites-qro" };
  return {
    place,
    store: releaseStore({ endpoint: proxy.url }, place),
    asked: () => proxy.calls.map(({ method }) => method),
    get: (Key: string) => s3.send(new GetObjectCommand({ Bucket: bucket, Key })),
    put: (Key: string, Body: string | Uint8Array) => s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body })),
  };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (path: string, text: string): ReleasedFile => ({
  path,
  size: Buffer.byteLength(text),
  sha256: createHash("sha256").update(text).digest("hex"),
  type: path.endsWith(".html") ? "text/html; charset=utf-8" : "text/javascript",
  cache: "public, max-age=31536000, immutable",
});

const TEXTS = new Map([
  ["assets/a b+ü.js", "let one = 1;"],
  ["assets/empty.js", ""],
  ["assets/two.js", "let two = 2;"],
  ["assets/x.js", "let x;"],
  ["index.html", "<p>one</p>"],
]);
const RELEASE: Release = releaseOf({ format: 1, pages: {}, files: [...TEXTS].map(([path, text]) => file(path, text)) });
const { digest } = RELEASE;
const [FIRST] = RELEASE.manifest.files as readonly [ReleasedFile];
const FIRST_BYTES = bytesOf("let one = 1;");
const FIRST_KEY = fileKey(digest, FIRST.path);

describe("a release", () => {
  it("is there once its manifest is, byte for byte, with its headers", async () => {
    const { store, get } = await stage();
    const before = await store.release(digest);
    for (const each of RELEASE.manifest.files) await store.upload(digest, each, bytesOf(TEXTS.get(each.path) ?? ""));
    const half = [
      await store.release(digest),
      await store.present(digest),
      await store.present(digest, RELEASE.manifest),
    ];
    await store.complete(RELEASE);
    const object = await get(FIRST_KEY);
    const bytes = await Promise.all(RELEASE.manifest.files.map((each) => store.bytes(digest, each)));
    expect([
      before,
      half,
      await store.release(digest),
      await store.present(digest),
      bytes.map((each) => new TextDecoder().decode(each)),
      [object.ContentType, object.CacheControl],
    ]).toEqual([
      undefined,
      [undefined, new Set(), new Set(TEXTS.keys())],
      RELEASE,
      new Set(TEXTS.keys()),
      [...TEXTS.values()],
      ["text/javascript", "public, max-age=31536000, immutable"],
    ]);
  });

  it("may be written again, by anybody", async () => {
    const { store } = await stage();
    for (let time = 0; time < 2; time++) {
      await store.upload(digest, FIRST, FIRST_BYTES);
      await store.complete(RELEASE);
    }
    await Promise.all(Array.from({ length: 4 }, () => store.upload(digest, FIRST, FIRST_BYTES)));
    expect(await store.release(digest)).toEqual(RELEASE);
  });

  it.each<[string, Fate]>([
    ["whose answer was lost, and which was done", "cut-after"],
    ["which got lost itself", "cut-before"],
  ])("is whole after a write %s", async (_, fate) => {
    let puts = 0;
    const { store } = await stage((_n, method) => {
      if (method !== "PUT") return "pass";
      puts += 1;
      return puts % 2 === 1 ? fate : "pass";
    });
    await store.upload(digest, FIRST, FIRST_BYTES);
    await store.complete(RELEASE);
    expect([puts, await store.release(digest), await store.present(digest)]).toEqual([
      4,
      RELEASE,
      new Set([FIRST.path]),
    ]);
  });
});

describe("other bytes", () => {
  it.each<[string, string]>([
    ["of the same length", "let one = 2;"],
    ["of another length", "let one = 22;"],
    ["that were cut off", "let o"],
    ["that are none", ""],
  ])("%s under a file's key are found, and are no part of the release", async (_, text) => {
    const { store, put, place } = await stage();
    await put(FIRST_KEY, text);
    const upload = await store.upload(digest, FIRST, FIRST_BYTES).catch((error: Error) => error.message);
    const read = await store.bytes(digest, FIRST).catch((error: Error) => error.message);
    const why =
      text.length === FIRST.size
        ? "has other bytes than its manifest says."
        : `has ${text.length} bytes, and its manifest says 12.`;
    expect([upload, read, await store.present(digest, RELEASE.manifest)]).toEqual([
      `${FIRST_KEY} in the bucket ${place.bucket} is there with other bytes. ${STAR}`,
      `${FIRST_KEY} in the bucket ${place.bucket} ${why} ${STAR}`,
      new Set(),
    ]);
  });

  it("than the manifest's are not written", async () => {
    const { store, place, asked } = await stage();
    await expect(store.upload(digest, FIRST, bytesOf("let one = 2;"))).rejects.toThrow(
      `${FIRST_KEY} in the bucket ${place.bucket} cannot be written: its bytes are not those of the manifest.`,
    );
    expect(asked()).toEqual([]);
  });

  it("than S3 was asked to keep no checksum of are read to tell", async () => {
    const { store, put, asked } = await stage();
    await put(FIRST_KEY, FIRST_BYTES);
    await store.upload(digest, FIRST, FIRST_BYTES);
    expect(asked()).toEqual(["PUT", "HEAD", "GET"]);
  });

  it("of a file that is missing are an error that names it", async () => {
    const { store, place } = await stage();
    await expect(store.bytes(digest, FIRST)).rejects.toThrow(
      new Error(`${FIRST_KEY} in the bucket ${place.bucket} is missing. Publish the release again.`),
    );
  });

  it.each<[string, string]>([
    ["nothing", ""],
    ["an HTML page", "<html>503</html>"],
    ["a manifest that was cut off", JSON.stringify(RELEASE.manifest).slice(0, 40)],
    ["the manifest of another release", JSON.stringify({ format: 1, pages: {}, files: [] })],
  ])("where the manifest is: %s", async (_, text) => {
    const { store, put, place } = await stage();
    await put(manifestKey(digest), text);
    const key = `${manifestKey(digest)} in the bucket ${place.bucket}`;
    const messages = await Promise.all(
      [store.release(digest), store.present(digest), store.complete(RELEASE)].map((asking) =>
        asking.then(String, (error: Error) => error.message),
      ),
    );
    expect(messages).toEqual([
      `${key} is not the manifest of that release. ${STAR}`,
      `${key} is not the manifest of that release. ${STAR}`,
      `${key} is there with another text. ${STAR}`,
    ]);
  });
});

describe("a bucket that is not there", () => {
  const place = { bucket: "nowhere", region: REGION, madeBy: "dev-sites-qro" };
  const why = "there is no such bucket. The stack dev-sites-qro makes it: deploy it first.";

  it("names the stack that makes it", async () => {
    const store = releaseStore({ endpoint: moto.url }, place);
    const messages = await Promise.all(
      [
        store.release(digest),
        store.present(digest, RELEASE.manifest),
        store.upload(digest, FIRST, FIRST_BYTES),
        store.complete(RELEASE),
        siteLocation({ endpoint: moto.url }, place),
      ].map((asking) => asking.then(String, (error: Error) => error.message)),
    );
    expect(messages).toEqual([
      `could not read ${manifestKey(digest)} in the bucket nowhere: ${why}`,
      `could not list releases/${digest}/* in the bucket nowhere: ${why}`,
      `could not write ${FIRST_KEY} in the bucket nowhere: ${why}`,
      `could not write ${manifestKey(digest)} in the bucket nowhere: ${why}`,
      `could not read stage.json in the bucket nowhere: ${why}`,
    ]);
  });
});

describe("where a stage's sites are", () => {
  const ARN = "arn:aws:cloudfront::111111111111:key-value-store/3362fc73-7999-4198-a009-af4ae00f190d";
  const wrong = (problems: string) =>
    `stage.json in the bucket BUCKET is not what the stack dev-sites-qro writes (${problems}). Deploy the stack again.`;

  it.each<[string, string | undefined, unknown]>([
    [
      "what the stack wrote",
      JSON.stringify({ keyValueStoreArn: ARN, distributionId: "E2QWRUHAPOMQZL" }),
      { keyValueStoreArn: ARN, distributionId: "E2QWRUHAPOMQZL" },
    ],
    ["nothing", undefined, "there is no stage.json in the bucket BUCKET: deploy the stack dev-sites-qro first."],
    ["an empty text", "", wrong("it: no object")],
    ["an HTML page", "<html></html>", wrong("it: no object")],
    ["half of it", JSON.stringify({ keyValueStoreArn: ARN }), wrong("distributionId: no id of a distribution")],
    [
      "what names something else",
      JSON.stringify({ keyValueStoreArn: "arn:aws:s3:::bucket", distributionId: "../x" }),
      wrong("keyValueStoreArn: no ARN of a key-value store; distributionId: no id of a distribution"),
    ],
  ])("%s", async (_, text, expected) => {
    const { put, place } = await stage();
    if (text !== undefined) await put(LOCATION_KEY, text);
    const found = await siteLocation({ endpoint: moto.url }, place).catch((error: Error) =>
      error.message.replace(place.bucket, "BUCKET"),
    );
    expect(found).toEqual(expected);
  });
});

describe("what the edge forgets", () => {
  it("is asked for once, whatever stands twice in it", async () => {
    const proxy = await startProxy(moto.url);
    proxies.push(proxy);
    const distributionId = await newDistribution(moto.url);
    const cache = edgeCache({ endpoint: proxy.url }, { distributionId, reference: "run-1", madeBy: "dev-sites-qro" });
    await cache.invalidate([]);
    await cache.invalidate(["/releases/b/*", "/index.html", "/releases/a/*", "/releases/b/*"]);
    await cache.invalidate(["/releases/b/*", "/releases/a/*"]);
    const bodies = proxy.calls.map(({ body }) => body.toString());
    const references = bodies.map((body) => /<CallerReference>(run-1-[0-9a-f]{16})</.exec(body)?.[1]);
    expect([
      bodies.map((body) => [...body.matchAll(/<Path>(.*?)</g)].map(([, path]) => path)),
      references[0] === references[2],
      references[0] === references[1],
    ]).toEqual([
      [["/releases/a/*", "/releases/b/*"], ["/index.html"], ["/releases/a/*", "/releases/b/*"]],
      true,
      false,
    ]);
  });

  it("of a distribution that is gone names the stack", async () => {
    const options = { distributionId: "E00000000000", reference: "run-1", madeBy: "dev-sites-qro" };
    await expect(edgeCache({ endpoint: moto.url }, options).invalidate(["/*"])).rejects.toThrow(
      new Error(
        "could not invalidate paths of the distribution E00000000000: there is no such distribution any more. The stack dev-sites-qro makes it: deploy it.",
      ),
    );
  });
});
