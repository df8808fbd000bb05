import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { served } from "../../adapters/served";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** What is got of a server that answers so, with its port taken out of messages; and what it was asked. */
async function getting(answer: Answer, options: Parameters<typeof served>[0] = {}, path = "/config.json") {
  const asked: (readonly (string | undefined)[])[] = [];
  const server = createServer((request, response) => {
    asked.push([request.headers.host, request.url, request.headers.authorization]);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const through = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const got = await served({ patience: 1_000, ...options, through })
      .get("a.qro.equipweb.biz", path)
      .then(
        ({ status, type, bytes }) => [status, type, new TextDecoder().decode(bytes)],
        (error: Error) => error.message.replace(through, "SERVER"),
      );
    return { got, asked };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const failed = (why: string): string => `https://a.qro.equipweb.biz/config.json was not served through SERVER: ${why}.`;

describe("what a host serves", () => {
  it.each<[string, Answer, unknown]>([
    [
      "as it is",
      (_, response) => response.writeHead(200, { "content-type": "application/json" }).end('{"a":1}'),
      [200, "application/json", '{"a":1}'],
    ],
    ["nothing, of no type", (_, response) => response.writeHead(204).end(), [204, "", ""]],
    [
      "a redirect, which is not followed",
      (_, response) => response.writeHead(308, { location: "/about", "content-type": "text/html" }).end("moved"),
      [308, "text/html", "moved"],
    ],
    [
      "half an answer",
      (_, response) => {
        response.writeHead(200, { "content-length": "100" }).write("half");
        setTimeout(() => response.destroy(), 50);
      },
      failed("the connection was cut (ECONNRESET)"),
    ],
    ["no answer", () => {}, failed("no answer came within 1 seconds")],
    [
      "an answer that never ends",
      (_, response) => void response.writeHead(200).write("once"),
      failed("no answer came within 1 seconds"),
    ],
    ["a broken connection", (request) => request.socket.destroy(), failed("the connection was cut (ECONNRESET)")],
    [
      "what is no HTTP",
      (request) => void request.socket.end("\u001b[31mhello\r\n\r\n"),
      failed("the connection failed (HPE_INVALID_CONSTANT)"),
    ],
    [
      "an answer that is encoded",
      (_, response) => response.writeHead(200, { "content-encoding": "br" }).end("x"),
      failed("the answer is encoded, which was not asked for"),
    ],
    [
      "more than is read",
      (_, response) => response.writeHead(200).end("x".repeat(1_001)),
      failed("the answer has more than 1000 bytes"),
    ],
  ])("%s", async (_, answer, expected) => {
    expect((await getting(answer, { mostBytes: 1_000 })).got).toEqual(expected);
  });

  it("is asked for under its name, with the credentials that were given, which no error repeats", async () => {
    const { got, asked } = await getting((request) => request.socket.destroy(), { credentials: "qa:told-you" });
    expect([got, asked]).toEqual([
      failed("the connection was cut (ECONNRESET)"),
      [["a.qro.equipweb.biz", "/config.json", `Basic ${Buffer.from("qa:told-you").toString("base64")}`]],
    ]);
  });
});

describe("what is not asked", () => {
  it.each([
    ["127.0.0.1", "/", '"127.0.0.1" is no name of a host.'],
    ["a.b/c", "/", '"a.b/c" is no name of a host.'],
    ["a.b\r\nx", "/", '"a.b\\r\\nx" is no name of a host.'],
    ["a.qro.equipweb.biz", "index.html", '"index.html" is no path of a site.'],
    ["a.qro.equipweb.biz", "/a b", '"/a b" is no path of a site.'],
    ["a.qro.equipweb.biz", "/a\r\nHost: b", '"/a\\r\\nHost: b" is no path of a site.'],
  ])("%j %j", async (host, path, message) => {
    await expect(served({ through: "http://127.0.0.1:1" }).get(host, path)).rejects.toThrow(new Error(message));
  });

  it.each(["http://10.0.0.1", "https://127.0.0.1", "http://127.0.0.1/a", "http://u:p@127.0.0.1", "127.0.0.1:80", ""])(
    "anybody through %j",
    (through) => {
      expect(() => served({ through })).toThrow(
        `${JSON.stringify(through)} is no address of this machine. Use one such as http://127.0.0.1:8080.`,
      );
    },
  );

  it("a server that is not there", async () => {
    await expect(served({ through: "http://127.0.0.1:1" }).get("a.qro.equipweb.biz", "/")).rejects.toThrow(
      new Error(
        "https://a.qro.equipweb.biz/ was not served through http://127.0.0.1:1: the connection failed (ECONNREFUSED).",
      ),
    );
  });
});
