import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TAMPERINGS } from "./behind-terraform";
import { SUPPORT } from "./support";
import { supportDocument } from "./support-document";
import { emulatedKinds, emulatedStacks, emulatedTypes, inWaves, stacksToTry } from "./tried-stacks";

const rows = Object.entries(SUPPORT);

describe("the table of what the emulator can do", () => {
  it("has every type of resource that the organisation has, and no other", () => {
    expect(Object.keys(SUPPORT)).toEqual(emulatedTypes);
  });

  it.each(rows)("%s: says what is missing exactly where something is", (_, { level, differs, stays, because }) => {
    expect(differs).not.toEqual([]);
    expect(differs !== undefined || stays === true).toBe(level === "apply-only");
    expect(because !== undefined).toBe(level !== "full");
  });

  it("is what docs/emulator-support.md says; `npm run docs:emulator` writes it", () => {
    expect(readFileSync(join(__dirname, "..", "..", "docs", "emulator-support.md"), "utf8")).toBe(supportDocument());
  });
});

describe("what is tried in every run", () => {
  const [tried = [], ...more] = [...stacksToTry(false).values()];

  it("is of one network, with all upstreams", () => {
    expect(more).toEqual([]);
    expect(inWaves(tried).flat().sort()).toEqual(tried.map(({ id }) => id));
  });

  it("has one stack of every kind, and every type of resource", () => {
    expect([...new Set(tried.map(({ kind }) => kind))].sort()).toEqual(emulatedKinds);
    expect([...new Set(tried.flatMap(({ types }) => types))].sort()).toEqual(emulatedTypes);
  });

  it("is changed behind Terraform's back in a way of its own for every kind", () => {
    expect(Object.keys(TAMPERINGS).sort()).toEqual(emulatedKinds);
  });
});

describe("what is tried at night", () => {
  it("is every stack of every network", () => {
    expect([...stacksToTry(true).values()].flat()).toHaveLength(emulatedStacks.length);
  });
});
