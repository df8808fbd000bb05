import { existsSync, mkdirSync, rmSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { type EmulatedNetwork, emulatedNetwork } from "../support/emulated-network";
import type { Ran } from "../support/infra";
import { writeTinyStacks } from "./tiny-stacks";

jest.setTimeout(180_000);

let network: EmulatedNetwork;
let s3: Server;
beforeAll(async () => {
  network = await emulatedNetwork("dev");
  s3 = createServer((asked, answer) => {
    const isState = asked.method === "PUT" && /\/dev-[a-z]+(?:\?|$)/.test(asked.url ?? "");
    if (isState && existsSync(outage())) {
      answer.writeHead(403, { "content-type": "application/xml" });
      answer.end("<Error><Code>AccessDenied</Code><Message>Denied.</Message></Error>");
      return;
    }
    const { method, url, headers } = asked;
    const on = request(network.url + url, { method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(answer);
    });
    asked.pipe(on);
  });
  await new Promise<void>((resolve) => s3.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => s3.close(resolve).closeAllConnections());
  await network.stop();
});

/** While this file is there, S3 takes no state. */
const outage = (): string => join(network.checkout.folder, ".infra", "outage");

const unsaved = (stack: string): string => join(network.checkout.folder, ".infra", "scratch", stack, "errored.tfstate");

/** Makes something, and brings S3 down while it does, for so many seconds. */
function commit(stack: string, seconds: number): void {
  mkdirSync(join(network.checkout.folder, ".infra"), { recursive: true });
  const outageFor = `touch '${outage()}'; (sleep ${seconds}; rm -f '${outage()}') > /dev/null 2>&1 &`;
  const made = { input: stack, provisioner: { "local-exec": { command: outageFor } } };
  writeTinyStacks(network.checkout, network.network, { [stack]: { makes: { thing: made } } });
  network.checkout.commit();
}

const infra = (words: readonly string[]): Promise<Ran> => {
  const { port } = s3.address() as AddressInfo;
  const place = ["--from", join(network.checkout.folder, "tiny"), "--endpoint", `http://127.0.0.1:${port}`];
  return network.infra([...words, ...place, "--branch", "dev"]);
};

async function deploy(): Promise<Ran> {
  const { digest } = JSON.parse((await infra(["deploy", "--json"])).stdout);
  return infra(["deploy", "--approve", digest]);
}

const stateOf = async (Key: string): Promise<{ readonly resources: readonly object[] }> => {
  const { Body } = await network.s3.send(new GetObjectCommand({ Bucket: network.network.state.bucket, Key }));
  return JSON.parse((await Body?.transformToString()) ?? "");
};

describe("a state that could not be saved after something was made", () => {
  test("is saved as soon as S3 answers again, and the next run finds nothing left to do", async () => {
    commit("dev-short", 8);
    const done = await deploy();
    expect([done.code, done.stdout]).toEqual([1, expect.stringContaining("was saved after all")]);
    expect((await stateOf("dev-short")).resources).toHaveLength(1);
    expect(existsSync(unsaved("dev-short"))).toBe(false);
    expect(await infra(["deploy"])).toMatchObject({ code: 0, stdout: expect.stringContaining("1 applied") });
  });

  test("is never thrown away: nothing of the stack is planned or made a second time before it is saved", async () => {
    commit("dev-long", 600);
    const done = await deploy();
    const only = expect.stringContaining("What was done there is known to one file alone");
    expect([done.code, done.stdout, existsSync(unsaved("dev-long"))]).toEqual([1, only, true]);
    rmSync(outage());
    expect(await infra(["deploy"])).toMatchObject({ code: 1, stdout: only });
    expect(await infra(["plan"])).toMatchObject({ code: 1, stdout: only });
    expect(existsSync(unsaved("dev-long"))).toBe(true);
  });
});
