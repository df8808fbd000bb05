import { createHash } from "node:crypto";
import type { ReleaseStore } from "../../../operations/sites/ports";
import type { Manifest, Release, ReleasedFile } from "../../../runtime/site/release";

/** Releases in memory, which refuse what the bucket refuses. Says what was asked of it, in order. */
export class MemoryReleases implements ReleaseStore {
  readonly asked: string[] = [];
  readonly objects = new Map<string, Uint8Array>();
  private readonly whole = new Map<string, Release>();
  /** Whether a write fails: what is asked, before it is done. */
  fails: (path: string) => boolean = () => false;
  /** How many writes are going on, and were at most. */
  running = 0;
  most = 0;

  async release(digest: string) {
    return this.whole.get(digest);
  }

  async present(digest: string, manifest: Manifest | undefined = this.whole.get(digest)?.manifest) {
    const has = ({ path, sha256 }: ReleasedFile) => sha256Of(this.objects.get(`${digest}/${path}`)) === sha256;
    return new Set(manifest?.files.filter(has).map(({ path }) => path));
  }

  async upload(digest: string, file: ReleasedFile, bytes: Uint8Array) {
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    await new Promise(setImmediate);
    this.running -= 1;
    if (this.fails(file.path)) throw new Error(`could not write ${file.path}`);
    const there = this.objects.get(`${digest}/${file.path}`);
    if (there && sha256Of(there) !== file.sha256) throw new Error(`${file.path} is there with other bytes`);
    this.asked.push(file.path);
    this.objects.set(`${digest}/${file.path}`, bytes);
  }

  async bytes(digest: string, { path }: ReleasedFile) {
    return this.objects.get(`${digest}/${path}`) as Uint8Array;
  }

  async complete(release: Release) {
    this.asked.push("manifest");
    this.whole.set(release.digest, release);
  }
}

const sha256Of = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && createHash("sha256").update(bytes).digest("hex");
