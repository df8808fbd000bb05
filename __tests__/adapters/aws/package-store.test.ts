import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { packageStore } from "../../../adapters/aws/package-store";

const ACCOUNT = "111111111111";

/** Hands a package in to an S3 that answers so. */
async function handedIn(status: number, headers: Record<string, string>) {
  const owners: unknown[] = [];
  const server = createServer((request, response) => {
    owners.push(request.headers["x-amz-expected-bucket-owner"]);
    request.resume().on("end", () => response.writeHead(status, headers).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const place = { bucket: "source", key: "portal.zip", accountId: ACCOUNT, region: "eu-west-1", network: "dev" };
  const answer = await packageStore({ endpoint }, { ...place, madeBy: "dev-deployer-portal" })
    .upload({ bytes: Buffer.from("zip"), sha256: "0".repeat(64), version: "1.4.0", commit: "c".repeat(40) })
    .then(
      ({ versionId }) => versionId,
      (error: Error) => error.message,
    );
  server.close();
  server.closeAllConnections();
  return { answer, owners };
}

it("hands a package in to the bucket of the stage's own account, and of no other", async () => {
  expect(await handedIn(200, { "x-amz-version-id": "V1" })).toEqual({ answer: "V1", owners: [ACCOUNT] });
});

it("a bucket of somebody else is refused by S3, and nothing is tried again", async () => {
  const { answer, owners } = await handedIn(403, {});
  expect([answer, owners]).toEqual([
    expect.stringMatching(/^could not write portal\.zip in the bucket source: /),
    [ACCOUNT],
  ]);
});

it("a bucket without versions is said to be one", async () => {
  const { answer } = await handedIn(200, {});
  expect(answer).toBe(
    "portal.zip was written to the bucket source, which keeps no versions: nobody can tell what is deployed. Deploy the stack dev-deployer-portal again.",
  );
});
