import { objectStore } from "../../../adapters/aws/object-store";
import { stateBucket } from "../../../adapters/aws/state-bucket";
import type { ObjectStore, Version } from "../../../operations/records/object-store";
import { type S3Answer, type S3Request, s3Error, scriptedS3 } from "../../support/scripted-s3";

const PLACE = { bucket: "equipweb-dev-records-111111111111", region: "eu-west-1", network: "dev" };
const BEFORE = '"before"' as Version;

/** What becomes of a call while S3 answers like that, and what S3 was asked. */
async function calling<T>(answer: (request: S3Request) => S3Answer, call: (store: ObjectStore) => Promise<T>) {
  const s3 = await scriptedS3(answer);
  try {
    const outcome = await call(objectStore({ endpoint: s3.url }, PLACE)).catch((error: Error) => error.message);
    return { outcome, asked: s3.asked };
  } finally {
    await s3.close();
  }
}

/** A key that takes each write whose condition holds, and of the first one loses the answer. */
function losingTheFirstAnswer(others: string | undefined): (request: S3Request) => S3Answer {
  let held: { readonly text: string; readonly mark: string } | undefined;
  let writes = 0;
  return ({ method, headers, body }) => {
    if (method === "GET" && held) {
      return { status: 200, headers: { etag: '"now"', "x-amz-meta-mark": held.mark }, body: held.text };
    }
    writes += 1;
    if (writes > 1) return s3Error(412, "PreconditionFailed");
    held =
      others === undefined ? { text: body, mark: String(headers["x-amz-meta-mark"]) } : { text: others, mark: "x" };
    return "reset";
  };
}

describe("a write whose answer was lost", () => {
  const actions: readonly [string, (store: ObjectStore) => Promise<unknown>, string][] = [
    ["create", (store) => store.create("a.json", "mine"), "taken"],
    ["replace", (store) => store.replace("a.json", "mine", BEFORE), "changed"],
  ];

  it.each(actions)("%s: was done all the same, when what is there is ours", async (_, act) => {
    expect(await calling(losingTheFirstAnswer(undefined), act)).toEqual({
      outcome: { version: '"now"' },
      asked: ["PUT", "PUT", "GET"],
    });
  });

  it.each(actions)("%s: was not, when it is another's, who wrote the same text", async (_, act, outcome) => {
    expect(await calling(losingTheFirstAnswer("mine"), act)).toEqual({ outcome, asked: ["PUT", "PUT", "GET"] });
  });
});

describe("a write that meets another one in the same moment", () => {
  /** Refuses the first writes so many times. */
  const meeting = (times: number, then: S3Answer) => {
    let left = times;
    return ({ method }: S3Request): S3Answer => {
      if (method === "GET") return { status: 200, headers: { etag: '"theirs"' }, body: "theirs" };
      left -= 1;
      return left >= 0 ? s3Error(409, "ConditionalRequestConflict") : then;
    };
  };

  it("is tried again", async () => {
    const done: S3Answer = { status: 200, headers: { etag: '"mine"' } };
    expect(await calling(meeting(2, done), (store) => store.create("a.json", "mine"))).toEqual({
      outcome: { version: '"mine"' },
      asked: ["PUT", "PUT", "PUT"],
    });
  });

  it("has lost once the other one is there", async () => {
    const lost = s3Error(412, "PreconditionFailed");
    expect(await calling(meeting(1, lost), (store) => store.replace("a.json", "mine", BEFORE))).toEqual({
      outcome: "changed",
      asked: ["PUT", "PUT", "GET"],
    });
  });

  it("gives up in the end", async () => {
    const { outcome, asked } = await calling(meeting(99, "reset"), (store) => store.create("a.json", "mine"));
    expect([outcome, asked.length]).toEqual([
      "could not write a.json in the bucket equipweb-dev-records-111111111111: others write it all the time. Run this again later.",
      6,
    ]);
  });
});

describe("what S3 refuses", () => {
  const elsewhere = (region: string) =>
    `the bucket lies in ${region}, and eu-west-1 was asked. Name its region in the catalogue, under the network`;
  const denied = "User: arn:aws:sts::111111111111:assumed-role/dev-plan/x is not authorized to perform: kms:Decrypt on";

  it.each<[string, S3Answer, string]>([
    [
      "without a bucket",
      s3Error(404, "NoSuchBucket"),
      "there is no such bucket. The stack dev-bootstrap makes it: follow docs/runbooks/bootstrap.md",
    ],
    [
      "without saying which permission is missing",
      s3Error(403, "AccessDenied", "Access Denied"),
      "access was denied. These credentials need s3:GetObject, s3:ListBucket, and kms:Decrypt of the bucket's key",
    ],
    [
      "for a permission that it names",
      s3Error(403, "AccessDenied", denied),
      "access was denied. These credentials need kms:Decrypt",
    ],
    [
      "credentials that ended",
      s3Error(400, "ExpiredToken"),
      "AWS does not accept these credentials: they are wrong, or they ended. Sign in again",
    ],
    [
      "credentials that nobody has",
      s3Error(403, "InvalidAccessKeyId"),
      "AWS does not accept these credentials: they are wrong, or they ended. Sign in again",
    ],
    [
      "a region, and names the right one",
      s3Error(400, "AuthorizationHeaderMalformed", "wrong", "<Region>us-east-1</Region>"),
      elsewhere("us-east-1"),
    ],
    [
      "a region, and names the right one beside the error",
      {
        status: 301,
        headers: { "x-amz-bucket-region": "us-east-2" },
        body: "<Error><Code>PermanentRedirect</Code></Error>",
      },
      elsewhere("us-east-2"),
    ],
    [
      "a region, and names what is none",
      s3Error(400, "AuthorizationHeaderMalformed", "wrong", "<Region>\u009b2J</Region>"),
      elsewhere("another region"),
    ],
    [
      "a key that is disabled",
      s3Error(400, "KMS.DisabledException"),
      "the key that encrypts it is disabled. Enable it",
    ],
    ["a clock", s3Error(403, "RequestTimeTooSkewed"), "the clock of this machine is wrong. Set it"],
    ["what nobody knows", s3Error(400, "Strange", "\u001b[2Jstrange"), "AWS answered 400: [2Jstrange"],
  ])("%s, is told in words", async (_, answer, reason) => {
    expect(
      await calling(
        () => answer,
        (store) => store.read("a.json"),
      ),
    ).toEqual({
      outcome: `could not read a.json in the bucket equipweb-dev-records-111111111111: ${reason}.`,
      asked: ["GET"],
    });
  });

  describe("without credentials", () => {
    const before = process.env;
    afterEach(() => {
      process.env = before;
    });

    it("is nothing: nothing is sent", async () => {
      process.env = {
        PATH: before.PATH,
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_CONFIG_FILE: "/dev/null",
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      };
      await expect(stateBucket({ endpoint: undefined }, PLACE).list()).rejects.toThrow(
        "could not list the states in the bucket equipweb-dev-records-111111111111: there are no AWS credentials, or they ended. Sign in (`aws sso login`), and name the profile in AWS_PROFILE.",
      );
    });
  });
});
