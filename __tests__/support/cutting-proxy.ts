import { request as ask, createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A call that goes through. */
export interface ProxiedCall {
  /** 1 for the first one. */
  readonly n: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/**
 * What becomes of a call.
 *
 * - `pass`: it is forwarded and answered
 * - `hold-before`: it is not forwarded, and not answered until `release`
 * - `hold-after`: it is forwarded, and its answer is kept back until `release`
 * - `cut-before`: its connection is broken, and nobody heard of it
 * - `cut-after`: it is forwarded, and its connection is broken instead of an answer
 */
export type Fate = "pass" | "hold-before" | "hold-after" | "cut-before" | "cut-after";

export interface ProxyOptions {
  /** Says what becomes of the nth call; it is asked once for each, in the order in which they came. */
  onCall?(n: number, call: ProxiedCall): Fate;
}

/** A proxy before an emulator. */
export interface CuttingProxy {
  readonly url: string;
  /** Every call so far, in order. */
  readonly calls: readonly ProxiedCall[];
  /** The next call that is held, once it is: with `hold-after`, once its answer is there. */
  held(): Promise<ProxiedCall>;
  /** Lets go what is held: what was not forwarded is, and every answer is sent, if anybody still listens. */
  release(): void;
  /** Ends it. What is held is never forwarded. */
  stop(): Promise<void>;
}

/** What an emulator answered. */
interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/**
 * Starts a proxy before an HTTP server of this machine, which counts calls, breaks them or holds them: so a process can be
 * killed before and after each of its calls, and an answer can be lost whose call was done.
 */
export async function startProxy(target: string, { onCall = () => "pass" }: ProxyOptions = {}): Promise<CuttingProxy> {
  const calls: ProxiedCall[] = [];
  const heldCalls: ProxiedCall[] = [];
  const listeners: ((call: ProxiedCall) => void)[] = [];
  let held: (() => void)[] = [];

  const hold = (call: ProxiedCall): Promise<void> => {
    const listener = listeners.shift();
    if (listener) listener(call);
    else heldCalls.push(call);
    return new Promise((resolve) => held.push(resolve));
  };

  const server = createServer(async (request, response) => {
    const broken = () => request.socket.destroy();
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const { method = "GET", url: path = "/", headers } = request;
      const call: ProxiedCall = { n: calls.length + 1, method, path, headers, body };
      calls.push(call);
      const fate = onCall(call.n, call);
      if (fate === "cut-before") return void broken();
      if (fate === "hold-before") await hold(call);
      const answer = await forwarded(target, call);
      if (fate === "hold-after") await hold(call);
      if (fate === "cut-after") return void broken();
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      broken();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    held() {
      const before = heldCalls.shift();
      return before ? Promise.resolve(before) : new Promise((resolve) => listeners.push(resolve));
    },
    release() {
      const waiting = held;
      held = [];
      for (const letGo of waiting) letGo();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Headers are passed on as they came, `Host` among them: they are signed. */
const forwarded = (target: string, { method, path, headers, body }: ProxiedCall): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(target);
    // The body is here in full: its length is told, however it came.
    const { "transfer-encoding": _, expect: __, ...kept } = headers;
    const told = { ...kept, ...(body.length > 0 && { "content-length": String(body.length) }) };
    ask({ hostname, port, method, path, headers: told, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const { "transfer-encoding": ___, connection: ____, ...answered } = response.headers;
        resolve({ status: response.statusCode ?? 502, headers: answered, body: Buffer.concat(chunks) });
      });
    })
      .on("error", reject)
      .end(body);
  });
