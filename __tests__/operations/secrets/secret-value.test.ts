import { inspect } from "node:util";
import { SecretValue } from "../../../operations/secrets/secret-value";

const from = (text: string) => SecretValue.from(Buffer.from(text));
const VALUE = "correct horse battery staple";

describe("the value of a secret", () => {
  it.each([
    ["loses one line break at its end", "a\n", "a"],
    ["loses a line break of Windows", "a\r\n", "a"],
    ["loses no more than one", "a\n\n", "a\n"],
    ["keeps line breaks within", "a\nb\n", "a\nb"],
    ["keeps blanks around it", "  a ", "  a "],
    ["keeps a mark at its beginning", "\ufeffa", "\ufeffa"],
    ["may be as large as Secrets Manager allows", `${"x".repeat(65_536)}\n`, "x".repeat(65_536)],
  ])("%s", (_, typed, value) => {
    expect(from(typed).reveal()).toBe(value);
  });

  it.each([
    ["nothing", "", "the value is empty. Nothing was written."],
    ["a line break alone", "\r\n", "the value is empty. Nothing was written."],
    ["blanks", " \t\n", "the value is empty. Nothing was written."],
    [
      "more than Secrets Manager keeps",
      "x".repeat(65_537),
      "the value is larger than 65,536 bytes, the most that Secrets Manager keeps. Nothing was written.",
    ],
    [
      "more than it keeps, in bytes and not in characters",
      "é".repeat(32_769),
      "the value is larger than 65,536 bytes, the most that Secrets Manager keeps. Nothing was written.",
    ],
    ["a NUL", "a\0b", "the value holds a NUL character, which no environment variable can hold. Nothing was written."],
  ])("is refused: %s", (_, typed, message) => {
    expect(() => from(typed)).toThrow(expect.objectContaining({ name: "SecretRefusal", message }));
  });

  it("is refused when it is no text", () => {
    expect(() => SecretValue.from(Uint8Array.from([0xff, 0xfe, 0x00]))).toThrow(
      "the value is no text in UTF-8. Encode it, for example as Base64, and let the service decode it. Nothing was written.",
    );
  });

  it("shows itself to nobody who prints it", () => {
    const value = from(VALUE);
    const printed = [`${value}`, JSON.stringify({ value }), inspect({ value }, { showHidden: true, depth: 9 })];
    expect(printed.slice(0, 2)).toEqual(["[secret]", '{"value":"[secret]"}']);
    expect(printed.join()).not.toContain(VALUE);
    expect(value.reveal()).toBe(VALUE);
  });
});
