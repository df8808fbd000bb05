import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerFaults, checkedRequest } from "./github/contract";
import { type Answer, failure, ROUTES } from "./github/routes";
import { GitHubState, type PullState } from "./github/state";

export { BASE, GitHubState, HEAD, NEXT_HEAD, type PullState } from "./github/state";

/** A request that GitHub got. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
  /** GitHub's own name of what was asked: `pulls/get`. */
  readonly operation: string;
}

/** How GitHub does something other than it should. */
export interface Misbehaviour {
  /**
   * How often.
   * @default 1
   */
  readonly times?: number;
  /** Something else that happens first. */
  readonly before?: () => void;
  /** Something else that happens after the request is done, and before it is answered. */
  readonly after?: () => void;
  /** An answer in place of the right one; with `isDone`, what was asked is done nevertheless. */
  readonly answer?: Answer | "never" | "reset" | "truncated" | "page";
  readonly isDone?: boolean;
}

/** GitHub on this machine, with one repository, `equipweb/infra`, unless others are named. */
export interface LocalGitHub {
  readonly url: string;
  readonly state: GitHubState;
  /** Pull request 7. */
  readonly pull: PullState;
  /** Its body as it stands now. */
  readonly body: () => string | null;
  readonly received: readonly Received[];
  /** What was asked, by GitHub's own names: `pulls/update`. */
  readonly asked: () => readonly string[];
  /** Lets an operation misbehave, the next time. */
  misbehave(operation: string, how: Misbehaviour): void;
  /** @throws Error when a request, or an answer of our own, was not as GitHub's own description has it. */
  close(): Promise<void>;
}

/**
 * Serves pull request 7, and whatever else is put into its state, to whoever has the token. Every request and every answer is
 * compared with GitHub's own description.
 *
 * @param initial Body of the pull request.
 * @param by The account that the token belongs to.
 * @param repositories Names of the repositories that there are; each has the same state.
 */
export async function localGitHub(
  initial: string | null,
  token: string,
  by = "github-actions[bot]",
  repositories: readonly string[] = ["infra"],
): Promise<LocalGitHub> {
  const state = new GitHubState();
  const pull = state.open(initial);
  const received: Received[] = [];
  const faults: string[] = [];
  const misbehaviours: { readonly operation: string; readonly how: Misbehaviour; left: number }[] = [];

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes = await bytesOf(request);
    const { method = "", url: path = "", headers } = request;
    const isFile = headers["content-type"] === FILE;
    const text = bytes.toString(isFile ? "latin1" : "utf8");
    const body: unknown = text === "" ? undefined : isFile ? text : JSON.parse(text);
    const checked = await checkedRequest({ method, path, headers: headers as Record<string, string>, body });
    const { operation, params } = checked;
    received.push({ method, path, authorization: headers.authorization, body, operation });
    faults.push(...checked.faults);
    if (checked.faults.length > 0) return send(response, failure(400, checked.faults.join("; ")));
    if (headers.authorization !== `token ${token}`) return send(response, failure(401, "Bad credentials"));
    const misbehaviour = misbehaviours.find((rule) => rule.operation === operation && rule.left > 0);
    if (misbehaviour) misbehaviour.left -= 1;
    const { before, after, answer: instead, isDone } = misbehaviour?.how ?? {};
    before?.();
    const isOurs =
      params.owner === undefined || (params.owner === "equipweb" && repositories.includes(params.repo ?? ""));
    const query = new URL(path, "http://github").searchParams;
    const { accept = "" } = headers;
    const sent = { body: (body ?? {}) as Record<string, unknown>, bytes, url: addressOf(server), accept };
    const asked = { state, by, params, query, ...sent };
    const handle = (): Answer => (isOurs && ROUTES[operation]?.(asked)) || failure(404, "Not Found");
    const isObject = typeof instead === "object";
    const right = instead === undefined || instead === "truncated" || isDone === true ? handle() : undefined;
    after?.();
    // The answer to this one tells how things are then.
    const now = after && right?.status === 200 && operation === "pulls/update" ? ROUTES["pulls/get"]?.(asked) : right;
    const answer = isObject ? instead : now;
    if (answer?.bytes) return void response.writeHead(200, { "content-type": FILE }).end(answer.bytes);
    if (answer) faults.push(...(await answerFaults(operation, answer.status, answer.value)));
    if (instead === "never") return;
    if (instead === "reset") return void request.socket.destroy();
    if (instead === "page") return send(response, { status: 200, value: undefined, headers: PAGE }, "<html>Hi</html>");
    if (!answer) throw new Error("there is nothing to answer");
    const whole = answer.value === undefined ? "" : JSON.stringify(answer.value);
    send(response, answer, instead === "truncated" ? whole.slice(0, whole.length / 2) : whole);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      faults.push(String((error as Error).stack));
      response.writeHead(400).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: addressOf(server),
    state,
    pull,
    body: () => pull.body,
    received,
    asked: () => received.map(({ operation }) => operation),
    misbehave: (operation, how) => misbehaviours.push({ operation, how, left: how.times ?? 1 }),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
      if (faults.length > 0) throw new Error(`not as GitHub describes itself:\n${faults.join("\n")}`);
    },
  };
}

const PAGE = { "content-type": "text/html" };
const FILE = "application/octet-stream";

function send(response: ServerResponse, { status, value, headers }: Answer, text = JSON.stringify(value)): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers }).end(text);
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
