import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { emptied } from "../../../adapters/aws/emptied";
import { logGroup } from "../../../adapters/aws/log-group";

type Input = Readonly<Record<string, unknown>>;

/** Asks a service of AWS that answers so, by its JSON protocol. */
async function asking<T>(answer: (operation: string, input: Input) => object, work: (endpoint: string) => Promise<T>) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answer(operation, JSON.parse(Buffer.concat(chunks).toString()))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const place = { region: "eu-west-1", accountId: "111111111111" };
const [INDEX, IMAGE] = ["sha256:index", "sha256:image"];

/** A repository in which an image stays as long as an index names it; or for ever. */
function repository(isKept: boolean) {
  const images = new Set([IMAGE, INDEX]);
  return (operation: string, { imageIds = [] }: Input): object => {
    if (operation === "ListImages") return { imageIds: [...images].map((imageDigest) => ({ imageDigest })) };
    const isNamed = isKept || images.has(INDEX);
    images.delete(INDEX);
    const asked = imageIds as readonly { readonly imageDigest: string }[];
    if (!isNamed) images.delete(IMAGE);
    const failed = asked.filter(({ imageDigest }) => images.has(imageDigest));
    return {
      failures: failed.map((imageId) => ({ imageId, failureCode: "ImageReferencedByManifestList\u001b[2J" })),
    };
  };
}

const emptying = (isKept: boolean) =>
  asking(repository(isKept), (endpoint) =>
    emptied({ endpoint }, { kind: "repository", name: "dev/tiny" }, place).catch((error: Error) => error.message),
  );

it("an image that an index names goes after the index", async () => {
  expect(await emptying(false)).toBe(2);
});

it("an image that ECR keeps is an error that names it", async () => {
  expect(await emptying(true)).toBe(
    `could not delete ${IMAGE} in the repository dev/tiny: ECR answered ImageReferencedByManifestList?[2J.`,
  );
});

it("nothing more is deleted once it is interrupted", async () => {
  const deleted: unknown[] = [];
  const ended = asking(
    (operation, input) => {
      if (operation === "BatchDeleteImage") deleted.push(input);
      return { imageIds: [{ imageDigest: IMAGE }] };
    },
    (endpoint) =>
      emptied(
        { endpoint },
        { kind: "repository", name: "dev/tiny" },
        { ...place, signal: AbortSignal.abort(new Error("interrupted")) },
      ),
  );
  await expect(ended).rejects.toThrow("interrupted");
  expect(deleted).toEqual([]);
});

it("a log is asked for from 1970 on at most", async () => {
  const asked: unknown[] = [];
  await asking(
    (_, { startTime }) => {
      asked.push(startTime);
      return { events: [] };
    },
    async (endpoint) => {
      const group = logGroup({ endpoint }, { logGroup: "/dev/a", region: "eu-west-1", madeBy: "dev-a" });
      for await (const _ of group.since(new Date("0900-01-01T00:00:00Z")));
    },
  );
  expect(asked).toEqual([0]);
});
