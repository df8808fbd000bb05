import { request as askHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as askHttps } from "node:https";
import { isIP } from "node:net";
import { quoted } from "../operations/sites/client-host";
import type { Served, ServedAnswer } from "../operations/sites/ports";

/** A host did not answer as a site does. The message names host, path and reason. */
export class NotServedError extends Error {
  override readonly name = "NotServedError";
}

export interface ServedOptions {
  /**
   * Who is asked instead of whom DNS names, with the same `Host`, as curl's `--connect-to`: `http://127.0.0.1:8080`. Only
   * this machine can be.
   * @default - each host itself, by https
   */
  readonly through?: string;
  /**
   * `user:password` of sites behind one.
   * @default - none is sent
   */
  readonly credentials?: string;
  /**
   * Most bytes of an answer.
   * @default - 50 MiB
   */
  readonly mostBytes?: number;
  /**
   * Milliseconds until an answer is there in full.
   * @default 15,000
   */
  readonly patience?: number;
}

/**
 * What hosts serve, asked as a browser would: each time anew, without following redirects.
 *
 * @throws Error when `through` is no address of this machine.
 */
export function served(options: ServedOptions = {}): Served {
  const { through, credentials, mostBytes = 50 * 1024 * 1024, patience = 15_000 } = options;
  const instead = through === undefined ? undefined : thisMachine(through);

  return {
    get(host, path) {
      if (!/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(host) || isIP(host))
        return Promise.reject(new NotServedError(`${JSON.stringify(host)} is no name of a host.`));
      if (!/^\/[\x21-\x7e]*$/.test(path))
        return Promise.reject(new NotServedError(`${JSON.stringify(path)} is no path of a site.`));
      const failed = (why: string): NotServedError =>
        new NotServedError(
          `https://${host}${path} was not served${instead ? ` through ${instead.origin}` : ""}: ${why}.`,
        );
      const asked: RequestOptions = {
        path,
        headers: { host, "accept-encoding": "identity", "user-agent": "infra", ...authorization(credentials) },
        agent: false,
        signal: AbortSignal.timeout(patience),
      };
      const ask = (): ClientRequest =>
        instead ? askHttp({ ...asked, hostname: nameOf(instead), port: instead.port }) : askHttps({ ...asked, host });
      return new Promise((resolve, reject) => {
        const fail = (why: string) => reject(failed(why));
        const request = ask()
          .on("error", (error) => fail(reasonIn(error, patience)))
          .on("response", (response) => {
            read(response, mostBytes)
              .then(resolve, (error) => fail(reasonIn(error, patience)))
              .finally(() => request.destroy());
          })
          .end();
      });
    },
  };
}

async function read(response: IncomingMessage, most: number): Promise<ServedAnswer> {
  const { "content-encoding": encoding = "identity", "content-type": type = "" } = response.headers;
  if (encoding !== "identity") throw new Error("the answer is encoded, which was not asked for");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > most) throw new Error(`the answer has more than ${most} bytes`);
    chunks.push(chunk);
  }
  if (!response.complete) throw new Error("the answer ended early");
  return { status: response.statusCode ?? 0, type, bytes: new Uint8Array(Buffer.concat(chunks)) };
}

/** Why nothing came, in words; nothing that was sent is in them. */
function reasonIn(error: Error & { readonly code?: unknown }, patience: number): string {
  const { name, code, message } = error;
  if (name === "TimeoutError" || name === "AbortError") return `no answer came within ${patience / 1000} seconds`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `DNS knows no such host (${code})`;
  if (code === "ECONNRESET") return "the connection was cut (ECONNRESET)";
  if (typeof code === "string" && /^[A-Z0-9_]{1,60}$/.test(code)) return `the connection failed (${code})`;
  return message.replace(/[\p{C}\s]+/gu, " ").slice(0, 200);
}

const authorization = (credentials: string | undefined) =>
  credentials === undefined ? {} : { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };

/** Without TLS nobody else is asked: credentials go along. */
function thisMachine(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isPlain = url?.protocol === "http:" && url.pathname === "/" && !url.search && !url.hash && !url.username;
  if (url && isPlain && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname)) return url;
  throw new Error(`${quoted(address)} is no address of this machine. Use one such as http://127.0.0.1:8080.`);
}

const nameOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");
