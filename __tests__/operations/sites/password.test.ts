import { createHash } from "node:crypto";
import type { SitePlace } from "../../../model/sites";
import { SecretValue } from "../../../operations/secrets/secret-value";
import { authText, demandPasswordAccess, demandUser } from "../../../operations/sites/password";

const value = (text: string) => SecretValue.from(Buffer.from(text));
const SALT = "00112233445566778899aabbccddeeff";

it("is kept as a salted hash", () => {
  const sha256 = createHash("sha256").update(`${SALT}:qa:correct horse: battery`).digest("hex");
  expect(authText("qa", value("correct horse: battery\n"), SALT)).toBe(
    JSON.stringify({ user: "qa", salt: SALT, sha256 }),
  );
});

describe("a password that will not do", () => {
  it.each([
    [
      "eleven characters",
      "12345678901",
      "the password is shorter than 12 characters. Use a longer one. Nothing was written.",
    ],
    [
      "eleven characters of four bytes",
      "😀".repeat(11),
      "the password is shorter than 12 characters. Use a longer one. Nothing was written.",
    ],
    [
      "too many",
      "x".repeat(201),
      "the password is longer than 200 characters. Use a shorter one. Nothing was written.",
    ],
    [
      "two lines",
      "first line\nsecond line",
      "the password holds a line break or another control character, which nobody can type into a browser. Nothing was written.",
    ],
  ])("%s", (_, text, said) => {
    expect(() => authText("qa", value(text), SALT)).toThrow(new Error(said));
  });
});

describe("a user", () => {
  it.each(["qa", "ann@example.org", "a.b-c_d", "x".repeat(63)])("may be %j", (user) =>
    expect(() => demandUser(user)).not.toThrow(),
  );
  it.each(["", "a:b", "a b", "-u", "a\nb", "ä", "x".repeat(64)])("may not be %j", (user) =>
    expect(() => demandUser(user)).toThrow(/^the user ".*" will not do\. Use 1 to 63 letters/),
  );
});

it("is refused where the sites ask for none", () => {
  const place = { line: "qro", access: "public", source: "catalogue/sites/qro.yaml" } as SitePlace;
  expect(() => demandPasswordAccess(place, "uat")).toThrow(
    "the sites of qro at the stage uat are public, so a password would protect nothing. Say `access: password` there in catalogue/sites/qro.yaml, and deploy that first.",
  );
  expect(() => demandPasswordAccess({ ...place, access: "password" }, "uat")).not.toThrow();
});
