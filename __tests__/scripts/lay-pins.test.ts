import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layPins } from "../../scripts/lay-pins";

describe("the pinned providers", () => {
  const folder = mkdtempSync(join(tmpdir(), "pins-"));
  const inStack = (stack: string) => join(folder, "stacks", stack, ".terraform.lock.hcl");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("lie beside each stack, in place of what lay there, and beside nothing else", () => {
    for (const stack of ["dev-dns", "dev-network"]) mkdirSync(join(folder, "stacks", stack), { recursive: true });
    writeFileSync(join(folder, "stacks", "note.txt"), "no stack");
    writeFileSync(inStack("dev-dns"), "something older");
    const pins = join(folder, "pins.hcl");
    writeFileSync(pins, "the pins");
    expect(layPins(folder, pins)).toBe(2);
    expect(["dev-dns", "dev-network"].map((stack) => readFileSync(inStack(stack), "utf8"))).toEqual([
      "the pins",
      "the pins",
    ]);
  });

  test("are an error where there are none", () => {
    expect(() => layPins(folder, join(folder, "missing.hcl"))).toThrow(/ENOENT/);
  });
});
