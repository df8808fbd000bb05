import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer of AWS: its status and its body. `never` is none at all, `reset` a broken connection. */
export type AwsAnswer = { readonly status: number; readonly body: string } | "never" | "reset";

/** An error as the JSON protocol of AWS has it. */
export const awsError = (type: string, message: string, status = 400): AwsAnswer => ({
  status,
  body: JSON.stringify({ __type: type, message }),
});

/** AWS as it is when something goes wrong there, which no emulator can be asked for. */
export interface FailingAws {
  readonly url: string;
  /** What it was asked, by AWS's own names: `PutSecretValue`. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/** Answers what it is told to, by the name of what is asked; all else as the account 111111111111 with an empty secret. */
export async function failingAws(answers: (body: string) => Readonly<Record<string, AwsAnswer>>): Promise<FailingAws> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const target = String(request.headers["x-amz-target"] ?? "").split(".")[1] ?? "GetCallerIdentity";
      asked.push(target);
      const answer = { ...USUAL, ...answers(body) }[target];
      if (answer === "never") return;
      if (answer === "reset" || !answer) return void request.socket.destroy();
      response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.1" }).end(answer.body);
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

const USUAL: Readonly<Record<string, AwsAnswer>> = {
  GetCallerIdentity: {
    status: 200,
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  },
  DescribeSecret: {
    status: 200,
    body: JSON.stringify({
      ARN: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:dev/orders/database-url-a1B2c3",
    }),
  },
};
