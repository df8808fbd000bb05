import { TypedLine } from "../../../operations/secrets/typed-line";

/** A line after some chunks of keys. */
function typed(...chunks: readonly string[]): TypedLine {
  const line = new TypedLine();
  for (const chunk of chunks) line.take(Buffer.from(chunk));
  return line;
}

const textOf = (line: TypedLine) => Buffer.from(line.bytes()).toString();

describe("a line that is typed", () => {
  it.each([
    ["ends with Enter", ["abc\r"], "abc"],
    ["ends with a line feed", ["abc\n"], "abc"],
    ["ends with Ctrl-D", ["abc\u0004"], "abc"],
    ["comes in pieces", ["a", "bc", "\r"], "abc"],
    ["may be followed by more line breaks", ["abc\r\n", "\n"], "abc"],
    ["is mended by backspace", ["abx\u007fc\r"], "abc"],
    ["is mended by the other backspace", ["abx\bc\r"], "abc"],
    ["loses a whole character, of however many bytes", ["ab€\u007fc\r"], "abc"],
    ["has nothing to lose before its beginning", ["\u007f\u007fabc\r"], "abc"],
    ["begins again with Ctrl-U", ["xyz\u0015abc\r"], "abc"],
    ["may hold a tab", ["a\tb\r"], "a\tb"],
  ])("%s", (_, chunks, text) => {
    const line = typed(...chunks);
    expect(line.isComplete).toBe(true);
    expect(textOf(line)).toBe(text);
  });

  it("is not complete before its end", () => {
    expect(typed("abc").isComplete).toBe(false);
  });

  it.each([
    ["Ctrl-C", ["ab\u0003"], "you gave up. Nothing was written."],
    ["Ctrl-C after its end", ["ab\r", "\u0003"], "you gave up. Nothing was written."],
    ["Ctrl-D at its beginning", ["\u0004"], "you gave up. Nothing was written."],
    [
      "a pasted text of several lines",
      ["ab\rcd\r"],
      "these are several lines. A value of several lines is read from a file, by `< file`. Nothing was written.",
    ],
    [
      "a second line that comes later",
      ["ab\r", "cd"],
      "these are several lines. A value of several lines is read from a file, by `< file`. Nothing was written.",
    ],
    ["an arrow key", ["ab\u001b[D\r"], "a key was pressed that types no character. Nothing was written."],
  ])("is refused after %s", (_, chunks, message) => {
    const line = typed(...chunks);
    expect(line.isComplete).toBe(true);
    expect(() => line.bytes()).toThrow(expect.objectContaining({ name: "SecretRefusal", message }));
  });

  it("is refused when the terminal goes away before its end", () => {
    expect(() => typed("abc").bytes()).toThrow("the terminal was closed before the line ended. Nothing was written.");
  });
});
