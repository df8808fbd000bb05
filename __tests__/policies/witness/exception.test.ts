import { viewOfConfiguration } from "../../../policies/view/from-configuration";
import { explain, type Failure, type WitnessException } from "../../../policies/witness/exception";
import type { JsonObject } from "../../../terraform-json/json";

const TODAY = "2026-12-31";
const OWNER = { owner: "platform", expires: "2027-11-30" };
const WAIVER = { rule: "bucket-keeps-versions", reason: "It holds what can be made again.", ...OWNER };

const configuration = (waivers: readonly object[]): JsonObject => ({
  "//": { infra: { kind: "example" } },
  resource: {
    aws_s3_bucket: { a: { bucket: "a", "//": { policy: { waivers: [...waivers] as unknown as JsonObject[] } } } },
  },
});

function explained(
  failures: readonly Failure[],
  exceptions: readonly WitnessException[],
  waivers: readonly object[] = [],
) {
  const { facts, resources } = viewOfConfiguration("dev", configuration(waivers));
  const all = resources.map((resource) => ({ stack: "dev", resource, facts }));
  return explain(failures, all, exceptions, { "bucket-keeps-versions": ["CKV_AWS_21"] }, TODAY);
}

const failure: Failure = { check: "CKV_AWS_21", wants: "Keep versions", stack: "dev", name: "a" };
const exception: WitnessException = {
  ...OWNER,
  check: "CKV_AWS_21",
  type: "aws_s3_bucket",
  reason: "It holds what can be made again.",
};
const NOTHING = { unexplained: [], unused: [], invalid: [] };
const UNEXPLAINED = { ...NOTHING, unexplained: ["dev: a: Keep versions (CKV_AWS_21)"] };

describe("what a witness says", () => {
  it.each<[string, ReturnType<typeof explained>, ReturnType<typeof explained>]>([
    ["is a failure by itself", explained([failure], []), UNEXPLAINED],
    ["is explained by an exception", explained([failure], [exception]), NOTHING],
    ["is explained by a waiver of the rule that says the same", explained([failure], [], [WAIVER]), NOTHING],
    [
      "is not explained by a waiver that expired",
      explained([failure], [], [{ ...WAIVER, expires: "2026-12-30" }]),
      UNEXPLAINED,
    ],
    [
      "is not explained by a waiver without a reason",
      explained([failure], [], [{ ...WAIVER, reason: "" }]),
      UNEXPLAINED,
    ],
    ["is not explained by a waiver of another rule", explained([failure], [], [{ ...WAIVER, rule: "b" }]), UNEXPLAINED],
    [
      "of a resource that is not there is a failure",
      explained([{ ...failure, name: "b" }], [exception]),
      {
        unexplained: ["dev: b: Keep versions (CKV_AWS_21)"],
        unused: ["the exception of CKV_AWS_21 for aws_s3_bucket explains nothing: remove it"],
        invalid: [],
      },
    ],
    [
      "is not explained by an exception for others",
      explained([failure], [{ ...exception, where: (_, { production }) => production === true }]),
      { ...UNEXPLAINED, unused: ["the exception of CKV_AWS_21 for aws_s3_bucket explains nothing: remove it"] },
    ],
    [
      "is not explained by an exception that expired, which is a failure too",
      explained([failure], [{ ...exception, expires: "2026-12-30" }]),
      {
        ...UNEXPLAINED,
        invalid: ["the exception of CKV_AWS_21 for aws_s3_bucket: it expired on 2026-12-30"],
      },
    ],
  ])("%s", (_, said, expected) => {
    expect(said).toEqual(expected);
  });

  it("cannot be explained without a reason", () => {
    expect(explained([failure], [{ ...exception, reason: "no" }]).invalid).toEqual([
      "the exception of CKV_AWS_21 for aws_s3_bucket: its reason is missing or too short to be one",
    ]);
  });
});
