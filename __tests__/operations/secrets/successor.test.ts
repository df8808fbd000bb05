import { successorOf } from "../../../operations/secrets/write-secret";
import { aStoredSecret } from "./organisation";

describe("the id of the version that follows", () => {
  const first = aStoredSecret({ versions: { a: ["AWSPREVIOUS"], b: ["AWSCURRENT", "x"] } });

  it("is one that Secrets Manager takes", () => {
    expect(successorOf(first)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it("is the same for all who read the same, in whatever order it was answered", () => {
    const again = aStoredSecret({ versions: { b: ["x", "AWSCURRENT"], a: ["AWSPREVIOUS"] } });
    expect(successorOf(again)).toBe(successorOf(first));
  });

  it.each([
    ["another secret", { arn: `${first.arn}x` }],
    ["other versions", { versions: { ...first.versions, c: ["AWSPENDING"] } }],
    [
      "other labels, as after the previous version was made current again",
      { versions: { a: ["AWSCURRENT"], b: ["AWSPREVIOUS"] } },
    ],
    ["the same labels at another time", { touched: new Date("2026-03-02T00:00:00Z") }],
  ])("differs for %s", (_, fields) => {
    expect(successorOf({ ...first, ...fields })).not.toBe(successorOf(first));
  });

  it("of a secret without a value does not change with its tags", () => {
    const empty = aStoredSecret({ versions: {} });
    expect(successorOf({ ...empty, touched: new Date(0) })).toBe(successorOf(empty));
  });
});
