import { request as ask, createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer in place of the right one. */
export interface FrontAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /**
   * Whether the connection is cut before all of it was sent.
   * @default false
   */
  readonly isCut?: boolean;
}

/** The one address behind which all sites of a line are. */
export interface SiteFront {
  readonly url: string;
  /** What is answered instead, as long as it is set; undefined lets the request through. */
  instead: ((host: string, path: string) => FrontAnswer | undefined) | undefined;
  stop(): Promise<void>;
}

/**
 * Leads each request to the distribution of its host, as DNS would.
 *
 * @param edgeOf Where a host is served; undefined when nowhere.
 */
export async function startFront(edgeOf: (host: string) => string | undefined): Promise<SiteFront> {
  const server = createServer((request, response) => {
    const { method, url: path = "/", headers } = request;
    const host = headers.host ?? "";
    const instead = front.instead?.(host, path);
    if (instead) return answer(response, instead);
    const edge = edgeOf(host);
    if (edge === undefined) return answer(response, { status: 421, body: "no such host" });
    ask(`${edge}${path}`, { method, headers, agent: false }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    })
      .on("error", () => response.destroy())
      .end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const front: SiteFront = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    instead: undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return front;
}

function answer(response: ServerResponse, { status, headers = {}, body, isCut = false }: FrontAnswer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  if (isCut) response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  else response.end(bytes);
}
