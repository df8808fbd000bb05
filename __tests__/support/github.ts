import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that GitHub got. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** One pull request behind a REST API on this machine. */
export interface LocalGitHub {
  readonly url: string;
  /** The body as it stands now. */
  readonly body: () => string | null;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** How it behaves other than GitHub should. */
export interface Misbehaviour {
  /** What it answers to every GET, with status 200; `undefined` for nothing at all, ever. */
  readonly answerToGet?: string | undefined;
}

/** Serves one pull request, `equipweb/infra` number 7, to whoever has the token. */
export async function localGitHub(
  initial: string | null,
  token: string,
  misbehaviour: Misbehaviour = {},
): Promise<LocalGitHub> {
  const received: Received[] = [];
  let body = initial;
  const server = createServer(async (request, response) => {
    const sent = await textOf(request);
    const { method = "", url: path = "", headers } = request;
    received.push({
      method,
      path,
      authorization: headers.authorization,
      body: sent === "" ? undefined : JSON.parse(sent),
    });
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (headers.authorization !== `token ${token}`) return answer(401, { message: "Bad credentials" });
    if (path !== "/repos/equipweb/infra/pulls/7") return answer(404, { message: "Not Found" });
    if (method === "GET" && "answerToGet" in misbehaviour) {
      return misbehaviour.answerToGet === undefined ? undefined : response.end(misbehaviour.answerToGet);
    }
    if (method === "PATCH") body = (JSON.parse(sent) as { body: string }).body;
    return answer(200, { number: 7, body });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    body: () => body,
    received,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
