import { isExpired, problemOf, type Waiver } from "../../policies/waiver";

const WAIVER: Waiver = {
  rule: "bucket-keeps-versions",
  reason: "it holds copies alone",
  owner: "platform",
  expires: "2027-01-31",
};

describe("a waiver", () => {
  test("of a rule, with a reason, an owner and a day, has no problem", () => {
    expect(problemOf(WAIVER)).toBeUndefined();
  });

  test.each<[string, Partial<Waiver>, string]>([
    ["no reason", { reason: "" }, "its reason is missing or too short to be one"],
    ["blanks for a reason", { reason: "              " }, "its reason is missing or too short to be one"],
    ["a word for a reason", { reason: "because" }, "its reason is missing or too short to be one"],
    ["no owner", { owner: " " }, "it names no owner"],
    ["no day", { expires: "" }, 'it expires on "", which is no day such as 2026-12-31'],
    ["a month for a day", { expires: "2027-01" }, 'it expires on "2027-01", which is no day such as 2026-12-31'],
    [
      "a month that is none",
      { expires: "2027-13-01" },
      'it expires on "2027-13-01", which is no day such as 2026-12-31',
    ],
    ["a word for a day", { expires: "never" }, 'it expires on "never", which is no day such as 2026-12-31'],
  ])("with %s has a problem", (_, fields, problem) => {
    expect(problemOf({ ...WAIVER, ...fields })).toBe(problem);
  });

  test("that is empty has a problem", () => {
    expect(problemOf({})).toBe("its reason is missing or too short to be one");
  });

  test.each([
    ["2027-01-30", false],
    ["2027-01-31", false],
    ["2027-02-01", true],
  ])("that holds to 2027-01-31 is expired on %s: %s", (today, expired) => {
    expect(isExpired(WAIVER, today)).toBe(expired);
  });
});
