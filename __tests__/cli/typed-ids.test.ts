import { PassThrough } from "node:stream";
import { demandTyped } from "../../cli/typed-ids";

const typed = async (text: string, isEnd: boolean, signal = new AbortController().signal) => {
  const lines = text.split("\n");
  const [input, output] = [new PassThrough(), new PassThrough()];
  // A pipe hands over a line at a time, as a terminal does.
  output.on("data", () => {
    const line = lines.shift();
    if (line) input.write(`${line}\n`);
    else if (isEnd) input.end();
  });
  return demandTyped(["dev-app-a", "dev-app-b"], signal, { input, output }).then(
    () => "consent",
    (error: Error) => error.message,
  );
};

it.each([
  ["each id", "dev-app-a\ndev-app-b", "consent"],
  ["another id", "dev-app-a\ndev-app-c", "that is not its id. Nothing was destroyed."],
  ["yes", "y", "that is not its id. Nothing was destroyed."],
  ["the end of the terminal instead of an answer", "", "\ndev-app-a was not typed. Nothing was destroyed."],
  ["the end after the first", "dev-app-a", "\ndev-app-b was not typed. Nothing was destroyed."],
])("%s", async (_, text, expected) => {
  expect(await typed(text, true)).toBe(expected);
});

it("a lost lock ends the question, with its reason", async () => {
  const lost = new AbortController();
  const asked = typed("", false, lost.signal);
  lost.abort(new Error("the lock is lost"));
  expect(await asked).toBe("the lock is lost");
});
