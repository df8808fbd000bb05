import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { HANDLER, placeholderCode } from "../../../constructs/api/placeholder-code";

const zip = () => Buffer.from(placeholderCode(), "base64");

describe("the code that a function is made with", () => {
  test("is the same bytes every time", () => {
    expect(createHash("sha256").update(zip()).digest("hex")).toBe(
      "d4a4168186a3ee7cc137989e47fc777652c10bc0af9cd42309d97ca491cbe62f",
    );
  });

  test.each(["Pacific/Kiritimati", "America/Los_Angeles"])("is the same bytes in the time zone %s", (zone) => {
    const script = 'process.stdout.write(require("./constructs/api/placeholder-code").placeholderCode())';
    const made = execFileSync(process.execPath, ["--require", "tsx/cjs", "--eval", script], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: zone },
      encoding: "utf8",
    });
    expect(made).toBe(placeholderCode());
  });

  test("is one file, which everybody may read, and exports what Lambda calls", () => {
    const files = unzipSync(zip());
    expect(Object.keys(files)).toEqual(["index.mjs"]);
    expect(HANDLER).toBe("index.handler");
    // The attributes of the one entry of the central directory: 38 bytes after its mark.
    const entry = zip().indexOf("PK\u0001\u0002");
    expect((zip().readUInt32LE(entry + 38) >>> 16).toString(8)).toBe("100644");
  });

  test("says to every caller that nothing is there yet, in JSON that nobody keeps", async () => {
    const source = strFromU8(unzipSync(zip())["index.mjs"] ?? new Uint8Array());
    const script = `${source}\nprocess.stdout.write(JSON.stringify(await handler()));`;
    const said = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
    expect(JSON.parse(said)).toEqual({
      statusCode: 404,
      headers: { "content-type": "application/json", "cache-control": "no-store" },
      body: '{"error":"Nothing was deployed here yet."}',
    });
  });
});
