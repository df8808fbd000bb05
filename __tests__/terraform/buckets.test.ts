import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { objectStore } from "../../adapters/aws/object-store";
import { s3Client } from "../../adapters/aws/s3-client";
import { stateBucket } from "../../adapters/aws/state-bucket";
import { isDeadHere, thisProcess } from "../../adapters/process";
import { withLease } from "../../operations/records/lease";
import type { Version } from "../../operations/records/object-store";
import { type Moto, startMoto } from "../support/moto";

const REGION = "eu-west-1";
const RECORDS = "equipweb-dev-records-111111111111";
const STATES = "equipweb-dev-state-111111111111";
const KEY = "arn:aws:kms:eu-west-1:111111111111:alias/dev-records";

/** So that every list has more pages than one. */
const SMALL_PAGES = { MOTO_S3_DEFAULT_MAX_KEYS: "2" };

let moto: Moto;
let client: S3Client;

beforeAll(async () => {
  moto = await startMoto("111111111111", SMALL_PAGES);
  client = s3Client({ endpoint: moto.url }, REGION);
  for (const Bucket of [RECORDS, STATES]) {
    await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  }
}, 120_000);

afterAll(async () => {
  client?.destroy();
  await moto?.stop();
});

const records = (keyArn?: string) =>
  objectStore({ endpoint: moto.url }, { bucket: RECORDS, region: REGION, ...(keyArn && { keyArn }) });
const states = () => stateBucket({ endpoint: moto.url }, { bucket: STATES, region: REGION });
const put = async (Key: string, Body: string): Promise<string> =>
  String((await client.send(new PutObjectCommand({ Bucket: STATES, Key, Body }))).VersionId);
const remove = (Key: string) => client.send(new DeleteObjectCommand({ Bucket: STATES, Key }));

describe("texts under keys in a bucket", () => {
  it("are written where there is none, and read", async () => {
    const written = await records().create("a/new.json", '{ "über": 1 }');
    expect(written).toEqual({ version: expect.stringMatching(/^"[0-9a-f]+"$/) });
    expect(await records().read("a/new.json")).toEqual({ text: '{ "über": 1 }', ...(written as object) });
    expect(await records().read("a/other.json")).toBeUndefined();
  });

  it("are never written over by a second one that thinks that it is the first", async () => {
    await records().create("a/once.json", "first");
    expect(await records().create("a/once.json", "second")).toBe("taken");
    expect(await records().create("a/once.json", "first")).toBe("taken");
    expect((await records().read("a/once.json"))?.text).toBe("first");
  });

  it("are written over only as they were read", async () => {
    const store = records();
    const { version: first } = (await store.create("a/changed.json", "1")) as { version: Version };
    const second = await store.replace("a/changed.json", "2", first);
    expect(second).toEqual({ version: (await store.read("a/changed.json"))?.version });
    expect(await store.replace("a/changed.json", "3", first)).toBe("changed");
    expect(await store.replace("a/not-there.json", "3", first)).toBe("changed");
    expect((await store.read("a/changed.json"))?.text).toBe("2");
    expect(await store.read("a/not-there.json")).toBeUndefined();
  });

  it("are one writer's, of twenty that create and of twenty that replace at once", async () => {
    const writers = Array.from({ length: 20 }, (_, index) => `writer ${index}`);
    const created = await Promise.all(writers.map((text) => records().create("a/race.json", text)));
    const won = created.findIndex((answer) => answer !== "taken");
    expect(created.filter((answer) => answer !== "taken")).toHaveLength(1);
    const read = await records().read("a/race.json");
    expect(read?.text).toBe(writers[won]);
    const version = read?.version as Version;
    const replaced = await Promise.all(
      writers.map((text) => records().replace("a/race.json", `${text}, again`, version)),
    );
    expect(replaced.filter((answer) => answer !== "changed")).toHaveLength(1);
    const last = replaced.findIndex((answer) => answer !== "changed");
    expect((await records().read("a/race.json"))?.text).toBe(`${writers[last]}, again`);
  });

  it("are JSON, encrypted with the key that is named, if one is", async () => {
    await records(KEY).create("b/with-key.json", "{}");
    await records().create("b/without.json", "{}");
    const headersOf = async (Key: string) => {
      const { ContentType, ServerSideEncryption, SSEKMSKeyId } = await client.send(
        new HeadObjectCommand({ Bucket: RECORDS, Key }),
      );
      return { ContentType, ServerSideEncryption, SSEKMSKeyId };
    };
    expect(await headersOf("b/with-key.json")).toEqual({
      ContentType: "application/json",
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: KEY,
    });
    expect(await headersOf("b/without.json")).toEqual({ ContentType: "application/json" });
  });

  it("are all listed, in order, however many there are", async () => {
    const keys = ["many/5", "many/2", "many/4", "many/1", "many/3"];
    for (const key of keys) await records().create(key, "{}");
    expect(await records().list("many/")).toEqual([...keys].sort());
    expect(await records().list("none/")).toEqual([]);
  });
});

describe("a lock in a bucket", () => {
  it("is one worker's at a time, of eight that want it at once", async () => {
    const log: number[] = [];
    const work = (worker: number) =>
      withLease(
        records(),
        "locks/race.json",
        {
          owner: { name: `worker ${worker}`, ...thisProcess() },
          now: () => new Date(),
          // A hundred times as fast as seconds are, so that nobody waits for long.
          sleep: (seconds, signal) => sleep(seconds * 10, undefined, { signal }),
          isDead: isDeadHere,
          waitSeconds: 60,
          leaseSeconds: 30,
          signal: new AbortController().signal,
        },
        async () => {
          log.push(worker);
          await sleep(30);
          log.push(worker);
        },
      );
    const workers = [0, 1, 2, 3, 4, 5, 6, 7];
    await Promise.all(workers.map(work));
    expect(log.filter((_, index) => index % 2 === 0).sort()).toEqual(workers);
    expect(log.filter((worker, index) => worker !== log[index - (index % 2)])).toEqual([]);
    const left = JSON.parse((await records().read("locks/race.json"))?.text ?? "");
    expect(left).toEqual({ format: 1, holder: null, until: expect.any(String) });
  });
});

describe("the states of a network", () => {
  const STATE = '{"version":4,"serial":1}';
  const LOCK = {
    ID: "6c6cd0a4-4f5d-4b2c-9d8a-2c5b4d1f0a77",
    Operation: "OperationTypeApply",
    Info: "",
    Who: "runner@fv-az1",
    Version: "1.16.0",
    Created: "2026-11-21T10:00:00.123456789Z",
    Path: `${STATES}/dev-platform`,
  };

  it("are listed without their locks", async () => {
    await put("dev-platform", STATE);
    await put("dev-network", `${STATE}\n`);
    await put("dev-platform.tflock", JSON.stringify(LOCK));
    expect(await states().list()).toEqual([
      { key: "dev-network", etag: expect.stringMatching(/^".+"$/), bytes: 25, modified: expect.any(Date) },
      { key: "dev-platform", etag: expect.stringMatching(/^".+"$/), bytes: 24, modified: expect.any(Date) },
    ]);
  });

  it("are read as they are, and as they were", async () => {
    const first = await put("dev-registry", "first");
    const second = await put("dev-registry", "second");
    expect(await states().read("dev-registry")).toEqual({
      text: "second",
      etag: expect.stringMatching(/^".+"$/),
      versionId: second,
      modified: expect.any(Date),
    });
    expect((await states().read("dev-registry", first))?.text).toBe("first");
  });

  it.each([
    ["a state", "dev-nothing", undefined],
    ["a state to have versions", "dev-nothing", "b9a5c0fd-44b1-4f5e-8c57-1a3a5e3c0d11"],
    ["a version", "dev-platform", "b9a5c0fd-44b1-4f5e-8c57-1a3a5e3c0d11"],
    ["a version that is named so", "dev-platform", "-not a version"],
  ])("are undefined where there is no such thing: %s", async (_, key, version) => {
    expect(await states().read(key, version)).toBeUndefined();
  });

  it("have versions, newest first, deletions among them, and none of another state", async () => {
    const first = await put("dev-dns", "1");
    await put("dev-dns", "12");
    await put("dev-dns", "123");
    await remove("dev-dns");
    const last = await put("dev-dns", "1234");
    await put("dev-dns-2", "other");
    const versions = await states().versions("dev-dns");
    expect(versions.map(({ bytes, isLatest, isDeleted }) => [bytes, isLatest, isDeleted])).toEqual([
      [4, true, false],
      [0, false, true],
      [3, false, false],
      [2, false, false],
      [1, false, false],
    ]);
    expect([versions[0]?.versionId, versions[4]?.versionId]).toEqual([last, first]);
    expect(await states().read("dev-dns", versions[1]?.versionId)).toBeUndefined();
    expect(await states().versions("dev-d")).toEqual([]);
  });

  it("that were deleted are not there, and their versions are", async () => {
    await put("dev-gone", "1");
    await remove("dev-gone");
    expect(await states().read("dev-gone")).toBeUndefined();
    expect((await states().versions("dev-gone")).map(({ isLatest, isDeleted }) => [isLatest, isDeleted])).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it("are locked as Terraform says", async () => {
    await put("dev-bad.tflock", "not JSON");
    expect(await states().locks()).toEqual([
      {
        key: "dev-bad",
        id: "",
        operation: "",
        who: "",
        created: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        terraformVersion: "",
      },
      {
        key: "dev-platform",
        id: LOCK.ID,
        operation: "OperationTypeApply",
        who: "runner@fv-az1",
        created: "2026-11-21T10:00:00.123456789Z",
        terraformVersion: "1.16.0",
      },
    ]);
    await remove("dev-bad.tflock");
    await remove("dev-platform.tflock");
    expect(await states().locks()).toEqual([]);
  });
});

describe("a bucket that is not there", () => {
  const none = { bucket: "equipweb-dev-records-999999999999", region: REGION, network: "dev" };
  const said = (what: string) =>
    `could not ${what} in the bucket ${none.bucket}: there is no such bucket. The stack dev-bootstrap makes it: follow docs/runbooks/bootstrap.md.`;

  it.each<[string, () => Promise<unknown>, string]>([
    ["read", () => objectStore({ endpoint: moto.url }, none).read("a.json"), "read a.json"],
    ["written", () => objectStore({ endpoint: moto.url }, none).create("a.json", "{}"), "write a.json"],
    ["listed", () => objectStore({ endpoint: moto.url }, none).list("a"), "list a*"],
    ["looked through", () => stateBucket({ endpoint: moto.url }, none).list(), "list the states"],
    ["looked into", () => stateBucket({ endpoint: moto.url }, none).read("dev-dns"), "read the state dev-dns"],
  ])("is told by who makes it when it is %s", async (_, act, what) => {
    await expect(act()).rejects.toMatchObject({ name: "AwsError", message: said(what) });
  });
});
