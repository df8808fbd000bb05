import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SITE_CONTENT_POLICY } from "../../constructs/site/security-headers";
import { NOT_FOUND_KEY } from "../../operations/sites/keys";
import { delayedKeys, EdgeMemory, type StoredObject } from "./edge-cache";
import { edgeEvent } from "./edge-event";
import { type EdgeResponse, loadEdge } from "./edge-vm";

/** The distribution of a stage's sites, with its function, its key-value store and its bucket. */
export interface EdgeOptions {
  /** The function's code, as it is shipped. */
  readonly code: string;
  /** A value of the key-value store; undefined when it has no such key. */
  readonly readKey: (key: string) => Promise<string | undefined>;
  /** An object of the bucket; undefined when it has none. */
  readonly readObject: (key: string) => Promise<StoredObject | undefined>;
  /**
   * Milliseconds that it takes until a value that was written shows.
   * @default 0
   */
  readonly delay?: number;
  /**
   * Headers that the distribution's policy adds.
   * @default SECURITY_HEADERS
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default Date.now */
  readonly now?: () => number;
}

/** What the server did for one request. */
export interface EdgeCall {
  readonly host: string;
  /** What the viewer asked for. */
  readonly target: string;
  /** What the function made of it; undefined where it answered by itself. */
  readonly uri: string | undefined;
  readonly status: number;
  readonly from: "function" | "cache" | "bucket" | "nowhere";
}

export interface Edge {
  /** `http://127.0.0.1:<port>`; the header Host picks the site. */
  readonly url: string;
  /** Every request so far. */
  readonly calls: readonly EdgeCall[];
  /** Forgets what it remembers of paths, which may end with `*`. */
  invalidate(paths: readonly string[]): void;
  stop(): Promise<void>;
}

/** Those of the stack's own policy: constructs/site/security-headers.ts. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": SITE_CONTENT_POLICY,
  "referrer-policy": "strict-origin-when-cross-origin",
  "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** What CloudFront itself may read: the bucket's policy. */
const READABLE = /^(?:releases|errors)\//;

/** Starts a server on this machine that behaves as CloudFront and S3 do for the sites of one stage. */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const { code, readObject, delay = 0, headers = SECURITY_HEADERS, now = Date.now } = options;
  const readKey = delayedKeys(options.readKey, delay, now);
  const viewerRequest = loadEdge(code, {
    get: async (key) => {
      const value = await readKey(key);
      if (value === undefined) throw new Error("KeyNotFound");
      return value;
    },
    exists: async (key) => (await readKey(key)) !== undefined,
  });
  const memory = new EdgeMemory(now);
  const calls: EdgeCall[] = [];

  async function objectAt(uri: string) {
    const found = memory.find(uri);
    if (found) return { object: found.object, from: "cache" as const };
    const key = keyOf(uri);
    // S3 answers 403 for what is not there as for what may not be read, as nobody may list the bucket.
    const object = READABLE.test(key) ? await readObject(key) : undefined;
    return { object: memory.keep(uri, object).object, from: "bucket" as const };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<EdgeCall> {
    const { method = "GET", url: target = "/", headers: given } = request;
    const host = given.host ?? "";
    const end = (status: number, headers: Readonly<Record<string, string>>, body: Uint8Array | string) => {
      const bytes = Buffer.from(body);
      response.writeHead(status, { ...headers, "content-length": bytes.length });
      response.end(method === "HEAD" ? undefined : bytes);
    };
    const result = await viewerRequest(edgeEvent({ method, host, target, headers: headersOf(request) }));
    if ("statusCode" in result) {
      end(
        result.statusCode,
        { ...flat(result), "x-cache": "FunctionGeneratedResponse from cloudfront" },
        bodyOf(result),
      );
      return { host, target, uri: undefined, status: result.statusCode, from: "function" };
    }
    const { object, from } = await objectAt(result.uri);
    // The distribution shows its error page for both answers of S3.
    const page = object ?? (await objectAt(`/${NOT_FOUND_KEY}`)).object;
    const status = object ? 200 : page ? 404 : 403;
    const tag = `"${createHash("md5")
      .update(page?.body ?? "")
      .digest("hex")}"`;
    const hit = from === "cache" ? "Hit" : "Miss";
    const metadata = {
      etag: tag,
      "content-type": page?.type ?? "application/octet-stream",
      ...(page?.cache !== undefined && { "cache-control": page.cache }),
      "x-cache": `${object ? hit : "Error"} from cloudfront`,
    };
    if (status === 200 && given["if-none-match"] === tag) response.writeHead(304, { ...metadata, ...headers }).end();
    else end(status, { ...metadata, ...headers }, page?.body ?? "Access Denied");
    return { host, target, uri: result.uri, status, from };
  }

  const server = createServer((request, response) => {
    void answer(request, response)
      .catch((error): EdgeCall => {
        const { url: target = "/", headers } = request;
        if (!response.headersSent) response.writeHead(503, { "content-type": "text/plain" });
        response.end(String(error));
        return { host: headers.host ?? "", target, uri: undefined, status: 503, from: "nowhere" };
      })
      .then((call) => calls.push(call));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    invalidate: (paths) => memory.forget(paths),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The key that S3 reads in an address: a plus sign is a space, and escapes are what they stand for. */
const keyOf = (uri: string): string => decodeURIComponent(uri.slice(1).replaceAll("+", " "));

/** Headers as they were sent, but for the host. */
function headersOf({ rawHeaders }: IncomingMessage): readonly (readonly [string, string])[] {
  const pairs = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ""] as const] : []));
  return pairs.filter(([name]) => name.toLowerCase() !== "host");
}

const flat = ({ headers }: EdgeResponse): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, value]));

const bodyOf = ({ body }: EdgeResponse): string => body?.data ?? "";
