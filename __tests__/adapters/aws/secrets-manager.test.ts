import { secretsManager } from "../../../adapters/aws/secrets-manager";
import { type AwsAnswer, awsError, type FailingAws, failingAws } from "../../support/failing-aws";

const ARN = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:dev/orders/key-a1B2c3";
const json = (body: object): AwsAnswer => ({ status: 200, body: JSON.stringify(body) });

/** What is read of a secret when AWS answers like that, and what it was asked. */
async function readWith(answers: (body: string) => Readonly<Record<string, AwsAnswer>>) {
  const aws: FailingAws = await failingAws(answers);
  try {
    const stored = await secretsManager({ endpoint: aws.url }, "eu-west-1").read("dev/orders/key");
    return { stored, asked: aws.asked };
  } finally {
    await aws.close();
  }
}

describe("what is read of a secret", () => {
  const described = {
    ARN,
    VersionIdsToStages: { a: ["AWSPREVIOUS"], b: ["AWSCURRENT"] },
    LastChangedDate: 1_800_000_000,
  };
  const stored = {
    arn: ARN,
    versions: { a: ["AWSPREVIOUS"], b: ["AWSCURRENT"] },
    touched: new Date(1_800_000_000_000),
    isDeleted: false,
  };

  it("is the date of its current value, from whatever page of its versions", async () => {
    const answer = await readWith((body) => ({
      DescribeSecret: json(described),
      ListSecretVersionIds: body.includes("page-2")
        ? json({ Versions: [{ VersionId: "b", VersionStages: ["AWSCURRENT"], CreatedDate: 1_700_000_000 }] })
        : json({ Versions: [{ VersionId: "a", CreatedDate: 1_600_000_000 }], NextToken: "page-2" }),
    }));
    expect(answer).toEqual({
      stored: { ...stored, changed: new Date(1_700_000_000_000) },
      asked: ["DescribeSecret", "ListSecretVersionIds", "ListSecretVersionIds"],
    });
  });

  it("ends with the last page, and never goes round in circles", async () => {
    const endless = await readWith(() => ({
      DescribeSecret: json(described),
      ListSecretVersionIds: json({ Versions: [], NextToken: "again" }),
    }));
    expect(endless.stored).toEqual({ ...stored, changed: undefined });
    expect(endless.asked).toHaveLength(6);
  });

  it.each([
    ["was never filled", { ARN }, { arn: ARN, versions: {}, touched: undefined, changed: undefined, isDeleted: false }],
    ["was deleted", { ...described, DeletedDate: 1_900_000_000 }, { ...stored, changed: undefined, isDeleted: true }],
  ])("is enough at once when it %s", async (_, answer, expected) => {
    const { stored: read, asked } = await readWith(() => ({ DescribeSecret: json(answer) }));
    expect([read, asked]).toEqual([expected, ["DescribeSecret"]]);
  });

  it("is nothing when there is none", async () => {
    const { stored: read } = await readWith(() => ({ DescribeSecret: awsError("ResourceNotFoundException", "none") }));
    expect(read).toBeUndefined();
  });
});
