import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** What S3 is asked. */
export interface S3Request {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What it answers. `reset` is a broken connection: the answer is lost. */
export type S3Answer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | "reset";

/** An error as S3 writes it. */
export const s3Error = (status: number, code: string, message = code, more = ""): S3Answer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`,
});

/** S3 as it is when something goes wrong there, which no emulator can be asked for. */
export interface ScriptedS3 {
  readonly url: string;
  /** What it was asked, by method, in order. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/** Answers each request as it is told to. */
export async function scriptedS3(answer: (request: S3Request) => S3Answer): Promise<ScriptedS3> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const method = String(request.method);
      asked.push(method);
      const told = answer({ method, headers: request.headers, body: Buffer.concat(chunks).toString() });
      if (told === "reset") return void request.socket.destroy();
      response.writeHead(told.status, told.headers ?? {}).end(told.body ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
