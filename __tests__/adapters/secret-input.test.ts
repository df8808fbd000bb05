import { Readable } from "node:stream";
import { readSecretValue } from "../../adapters/secret-input";

const silent = () => {
  throw new Error("nobody is asked");
};

describe("a value that is piped", () => {
  it.each([
    ["at once", ["abc\n"], "abc"],
    ["in pieces, within a character too", [Buffer.from([0xe2, 0x82]), Buffer.from([0xac, 0x0a])], "€"],
    ["of several lines", ["-----BEGIN\n", "x\n", "END-----\n"], "-----BEGIN\nx\nEND-----"],
  ])("is read to its end: %s", async (_, chunks, value) => {
    const source = Readable.from(chunks.map((chunk) => Buffer.from(chunk as Buffer)));
    expect((await readSecretValue(source, silent)).reveal()).toBe(value);
  });

  it("is given up as soon as it is too large", async () => {
    let read = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          read += 1;
          yield Buffer.alloc(1024, "x");
        }
      })(),
    );
    await expect(readSecretValue(endless, silent)).rejects.toThrow("the value is larger than 65,536 bytes");
    expect(read).toBeLessThan(100);
  });
});
