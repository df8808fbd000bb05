import { DATA_LEAVES_WHEN_IT_RETIRES, leavingData, vanishedData } from "../../../operations/plan/leaving-data";
import { findingsOf } from "../../../operations/plan/policy-findings";
import type { Retiring } from "../../../operations/plan/synthesized-stack";
import { refusing } from "../../../policies/judge";
import type { JsonObject } from "../../../terraform-json/json";
import { aConfiguration, stacksOf } from "./synthesized";

const change = (address: string, actions: readonly string[], fields: JsonObject = {}): JsonObject => ({
  address,
  mode: "managed",
  type: address.split(".").at(-2) ?? "",
  name: address.split(".").at(-1) ?? "",
  change: { actions, before: {}, after: null },
  ...fields,
});

const plan: JsonObject = {
  resource_changes: [
    change("aws_s3_bucket.uploads", ["delete"]),
    change("module.a.aws_sqs_queue.jobs", ["delete"]),
    change("aws_iam_role.task", ["delete"]),
    change("aws_db_instance.moved", ["delete", "create"]),
    change("aws_kms_key.first", ["create", "delete"]),
    change("aws_dynamodb_table.kept", ["no-op"]),
    change("aws_efs_file_system.left", ["forget"]),
    change("aws_ebs_volume.old", ["delete"], { deposed: "4f2a11c0" }),
  ],
};

const RETIRING: Retiring = {
  reason: "nobody uploads any more",
  owner: "backend",
  backup: "s3://backups/uploads",
  until: "2027-01-31",
};
const waiver = {
  rule: DATA_LEAVES_WHEN_IT_RETIRES,
  reason: "nobody uploads any more",
  owner: "backend",
  expires: "2027-01-31",
};

const found = (retiring?: Retiring) =>
  leavingData("dev-data", plan, retiring).map(({ address, message, waiver: by }) => [address, message, by]);

describe("what a plan destroys", () => {
  it("is refused where nothing brings it back and its declaration, with its guard, is gone", () => {
    expect(found()).toEqual([
      ["aws_s3_bucket.uploads", "it would be destroyed, and it holds data", undefined],
      ["module.a.aws_sqs_queue.jobs", "it would be destroyed, and it holds messages", undefined],
    ]);
  });

  it("may leave by its address, and nothing beside it", () => {
    expect(found({ ...RETIRING, addresses: ["aws_s3_bucket.uploads", "aws_s3_bucket.other"] })).toEqual([
      ["aws_s3_bucket.uploads", "it would be destroyed, and it holds data", waiver],
      ["module.a.aws_sqs_queue.jobs", "it would be destroyed, and it holds messages", undefined],
    ]);
  });

  it("may leave with its whole stack", () => {
    expect(found(RETIRING).map(([, , by]) => by)).toEqual([waiver, waiver]);
  });

  it("is refused again when its day is over", () => {
    const findings = leavingData("dev-data", plan, RETIRING);
    expect(refusing(findings, "2027-01-31")).toEqual([]);
    expect(refusing(findings, "2027-02-01")).toEqual(findings);
  });

  it.each([
    ["dev-data", "npx infra retire dev-data --address ADDRESS"],
    ["**@someone**", "npx infra retire STACK --address ADDRESS"],
  ])("of %j names what to type, and nothing that could mean something else", (stack, command) => {
    expect(leavingData(stack, plan)[0]?.fix).toContain(command);
  });
});

describe("what the labels of a stack let leave", () => {
  const judged = async (retiring?: unknown) => {
    const configuration = aConfiguration("dev-data");
    const infra = { kind: "data", network: "dev", source: "x.yaml", ...(retiring !== undefined && { retiring }) };
    const [stack] = await stacksOf({ "dev-data": { ...configuration, "//": { infra } } as JsonObject });
    if (!stack) throw new Error("there is no stack");
    return findingsOf(stack, plan).filter(({ rule }) => rule === DATA_LEAVES_WHEN_IT_RETIRES);
  };

  it("is waived, the rest is not", async () => {
    expect((await judged()).map(({ waiver: by }) => by)).toEqual([undefined, undefined]);
    expect((await judged(RETIRING)).map(({ waiver: by }) => by)).toEqual([waiver, waiver]);
  });

  it("is nothing where they cannot be read; the stack is judged all the same", async () => {
    expect((await judged({ reason: 1 })).map(({ waiver: by }) => by)).toEqual([undefined, undefined]);
  });
});

describe("a stack that vanished", () => {
  it("is refused for what it holds that nothing brings back", () => {
    const held = [
      { address: "aws_s3_bucket.b", type: "aws_s3_bucket" },
      { address: "aws_kms_key.a", type: "aws_kms_key" },
      { address: "aws_iam_role.a", type: "aws_iam_role" },
    ];
    expect(vanishedData("dev-service-gone", held)).toEqual([
      {
        rule: DATA_LEAVES_WHEN_IT_RETIRES,
        severity: "high",
        stack: "dev-service-gone",
        answer: "violation",
        message: "it is no longer declared, and holds what nothing brings back: aws_kms_key.a and 1 more",
        fix: "Let it leave by a plan, and say where its final backup is: npx infra retire dev-service-gone --vanished. Else declare it again.",
      },
    ]);
  });

  it("is not refused when it holds nothing of that sort", () => {
    expect(vanishedData("dev-service-gone", [{ address: "aws_iam_role.a", type: "aws_iam_role" }])).toEqual([]);
  });
});
