import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { inTurn } from "../../operations/in-turn";
import { fileKey, manifestKey } from "../../operations/sites/keys";
import type { ReleaseStore } from "../../operations/sites/ports";
import {
  type Manifest,
  manifestText,
  type Release,
  type ReleasedFile,
  releaseIn,
  sha256,
} from "../../runtime/site/release";
import { backOff, type Tries } from "./back-off";
import type { Connection } from "./connection";
import { AwsError, explained, isNamed } from "./errors";
import { askedOf, type Bucket, s3Client } from "./s3-client";

/** Objects that are looked at at once. */
const LOOKS_AT_ONCE = 16;

/** Others write the same key in this very moment. */
const COLLISIONS: Tries = { most: 6, firstWait: 50, longestWait: 1_600 };

const WRITES = "s3:PutObject, s3:GetObject and s3:ListBucket";
const READS = "s3:GetObject and s3:ListBucket";

/**
 * The releases in the bucket of a stage. Nothing in it is ever written over: a key that is taken holds the same bytes, or is
 * an error.
 *
 * @throws AwsError from each of its methods: what was asked, of which key and bucket, why it failed, what to do.
 */
export function releaseStore(connection: Connection, place: Bucket): ReleaseStore {
  const { bucket: Bucket, region } = place;
  const client = s3Client(connection, region);
  const asked = askedOf(connection, place);
  const wrong = (key: string, why: string): AwsError => new AwsError(`${key} in the bucket ${Bucket} ${why}`);

  /** Undefined when there is no such object. */
  async function read(Key: string, size?: number): Promise<Uint8Array | undefined> {
    try {
      const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket, Key }));
      // What is longer than it can be is not even read.
      if (size !== undefined && ContentLength !== undefined && ContentLength !== size) {
        await Body?.transformToWebStream().cancel();
        throw wrong(Key, `has ${ContentLength} bytes, and its manifest says ${size}. ${TAMPERED}`);
      }
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    } catch (failure) {
      if (isNamed(failure, "NoSuchKey")) return undefined;
      throw explained(asked(`read ${Key}`, READS), failure);
    }
  }

  /** Creates an object; `taken` when there is one. A write whose answer was lost finds itself taken. */
  async function create(content: Omit<PutObjectCommandInput, "Bucket">): Promise<"created" | "taken"> {
    for (let tries = 1; ; tries++) {
      try {
        await client.send(new PutObjectCommand({ ...content, Key: content.Key, Bucket, IfNoneMatch: "*" }));
        return "created";
      } catch (failure) {
        if (isNamed(failure, "PreconditionFailed")) return "taken";
        if (!isNamed(failure, "ConditionalRequestConflict") || tries === COLLISIONS.most)
          throw explained(asked(`write ${content.Key}`, WRITES), failure);
      }
      await backOff(COLLISIONS, tries);
    }
  }

  /** SHA-256 of an object, in hexadecimal digits: what S3 knows, or what its bytes have. Undefined when there is none. */
  async function sha256Of(Key: string): Promise<string | undefined> {
    try {
      const { ChecksumSHA256 } = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));
      // Of an upload in parts it is a checksum of checksums.
      if (ChecksumSHA256 && !ChecksumSHA256.includes("-")) return Buffer.from(ChecksumSHA256, "base64").toString("hex");
    } catch (failure) {
      if (isNamed(failure, "NotFound") || isNamed(failure, "NoSuchKey")) return undefined;
      throw explained(asked(`look at ${Key}`, READS), failure);
    }
    const bytes = await read(Key);
    return bytes && sha256(bytes);
  }

  async function release(digest: string): Promise<Release | undefined> {
    const key = manifestKey(digest);
    const bytes = await read(key);
    if (!bytes) return undefined;
    const found = releaseIn(Buffer.from(bytes).toString("utf8"), digest);
    if (!found) throw wrong(key, `is not the manifest of that release. ${TAMPERED}`);
    return found;
  }

  async function sizes(digest: string): Promise<ReadonlyMap<string, number>> {
    const Prefix = fileKey(digest, "");
    const found = new Map<string, number>();
    try {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
        for (const { Key, Size } of Contents)
          if (Key !== undefined && Size !== undefined) found.set(Key.slice(Prefix.length), Size);
    } catch (failure) {
      throw explained(asked(`list ${Prefix}*`, "s3:ListBucket"), failure);
    }
    return found;
  }

  return {
    release,

    async present(digest, given?: Manifest) {
      const manifest = given ?? (await release(digest))?.manifest;
      if (!manifest) return new Set();
      const found = await sizes(digest);
      const likely = manifest.files.filter(({ path, size }) => found.get(path) === size);
      const there = new Set<string>();
      await inTurn(likely, LOOKS_AT_ONCE, async ({ path, sha256 }) => {
        if ((await sha256Of(fileKey(digest, path))) === sha256) there.add(path);
      });
      return there;
    },

    async upload(digest, file, bytes) {
      const Key = fileKey(digest, file.path);
      if (!isOf(file, bytes))
        throw wrong(Key, "cannot be written: its bytes are not those of the manifest. See whether the build goes on.");
      const written = await create({
        Key,
        Body: bytes,
        ContentType: file.type,
        CacheControl: file.cache,
        ChecksumAlgorithm: "SHA256",
        ChecksumSHA256: Buffer.from(file.sha256, "hex").toString("base64"),
      });
      if (written === "taken" && (await sha256Of(Key)) !== file.sha256)
        throw wrong(Key, `is there with other bytes. ${TAMPERED}`);
    },

    async bytes(digest, file) {
      const key = fileKey(digest, file.path);
      const bytes = await read(key, file.size);
      if (!bytes) throw wrong(key, "is missing. Publish the release again.");
      if (!isOf(file, bytes)) throw wrong(key, `has other bytes than its manifest says. ${TAMPERED}`);
      return bytes;
    },

    async complete({ digest, manifest }) {
      const Key = manifestKey(digest);
      const text = manifestText(manifest);
      const written = await create({ Key, Body: text, ContentType: "application/json", ChecksumAlgorithm: "SHA256" });
      if (written === "created") return;
      const there = await read(Key);
      if (!there || !Buffer.from(text).equals(there)) throw wrong(Key, `is there with another text. ${TAMPERED}`);
    },
  };
}

/** What to do about bytes that no command of ours leaves. */
const TAMPERED = "Releases are never written over: see in the versions of the bucket who wrote it.";

const isOf = ({ size, sha256: digest }: ReleasedFile, bytes: Uint8Array): boolean =>
  bytes.byteLength === size && sha256(bytes) === digest;
