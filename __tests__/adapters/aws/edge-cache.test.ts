import { edgeCache } from "../../../adapters/aws/edge-cache";
import { type S3Answer, scriptedS3 } from "../../support/scripted-s3";

const PATIENCE = { most: 4, firstWait: 1, longestWait: 2 };
const DONE: S3Answer = {
  status: 201,
  headers: { "content-type": "text/xml" },
  body: "<Invalidation><Id>I1</Id><Status>InProgress</Status></Invalidation>",
};
const BUSY: S3Answer = {
  status: 400,
  headers: { "content-type": "text/xml" },
  body: "<ErrorResponse><Error><Type>Sender</Type><Code>TooManyInvalidationsInProgress</Code><Message>wait</Message></Error></ErrorResponse>",
};

/** What becomes of an invalidation while CloudFront answers so, and the bodies that it was sent. */
async function invalidating(paths: readonly string[], answer: (n: number) => S3Answer) {
  const bodies: string[] = [];
  const cloudFront = await scriptedS3(({ body }) => answer(bodies.push(body)));
  try {
    const options = {
      distributionId: "E2QWRUHAPOMQZL",
      reference: "run-1",
      madeBy: "dev-sites-qro",
      patience: PATIENCE,
    };
    const cache = edgeCache({ endpoint: cloudFront.url }, options);
    const outcome = await cache.invalidate(paths).then(
      () => "done",
      (error: Error) => error.message,
    );
    return { outcome, bodies };
  } finally {
    await cloudFront.close();
  }
}

describe("while others invalidate paths", () => {
  it("is waited, with the same reference", async () => {
    const { outcome, bodies } = await invalidating(["/releases/a/*"], (n) => (n < 4 ? BUSY : DONE));
    expect([outcome, bodies.length, new Set(bodies).size]).toEqual(["done", 4, 1]);
  });

  it("is waited so long, and no longer", async () => {
    const { outcome, bodies } = await invalidating(["/releases/a/*"], () => BUSY);
    expect([outcome, bodies.length]).toEqual([
      "could not invalidate paths of the distribution E2QWRUHAPOMQZL: others invalidate paths all the time. Run this again later.",
      4,
    ]);
  });
});

it("an answer that is lost is asked for again with the same reference", async () => {
  const { outcome, bodies } = await invalidating(["/releases/a/*"], (n) => (n === 1 ? "reset" : DONE));
  expect([outcome, bodies.length, new Set(bodies).size]).toEqual(["done", 2, 1]);
});

it("asks for no more than 15 paths with a star at once, which CloudFront refuses for ever", async () => {
  const paths = Array.from({ length: 31 }, (_, n) => `/releases/${n}/*`);
  const { outcome, bodies } = await invalidating(paths, () => DONE);
  expect([outcome, bodies.map((body) => body.match(/<Path>/g)?.length)]).toEqual(["done", [15, 15, 1]]);
});

it.each(["index.html", "/a b", "/\u001b[31m", ""])("%j is no path to forget", async (path) => {
  const { outcome, bodies } = await invalidating([path], () => DONE);
  expect([outcome, bodies]).toEqual([
    `${JSON.stringify(path)} is no path that CloudFront can forget. Use one such as /releases/*.`,
    [],
  ]);
});
