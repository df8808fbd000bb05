import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TAMPERINGS } from "./behind-terraform";
import { isChangedIn } from "./declared-override";
import { groupToTry, LIVES, type LivesGroup } from "./lives-groups";
import { SUPPORT } from "./support";
import { supportDocument } from "./support-document";
import { emulatedKinds, emulatedStacks, emulatedTypes, inWaves, stacksToTry } from "./tried-stacks";

const rows = Object.entries(SUPPORT);
const groups = Object.keys(LIVES) as LivesGroup[];

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

  it("is tried by exactly one group for every kind, and every group by a file of its own", () => {
    expect(Object.values(LIVES).flat().sort()).toEqual(emulatedKinds);
    const files = readdirSync(__dirname).filter((file) => /^lives-.*\.test\.ts$/.test(file));
    expect(files.sort()).toEqual(groups.map((group) => `lives-${group}.test.ts`).sort());
    for (const group of groups)
      expect(readFileSync(join(__dirname, `lives-${group}.test.ts`), "utf8")).toContain(`livesOf("${group}");`);
  });

  it.each([false, true])("is tried in the groups, none left out (every stack: %s)", (all) => {
    const inGroups = groups.flatMap((group) =>
      groupToTry(group, all).flatMap(({ tried }) => tried.map(({ id }) => id)),
    );
    expect(inGroups.sort()).toEqual(
      [...stacksToTry(all).values()]
        .flat()
        .map(({ id }) => id)
        .sort(),
    );
  });

  it("has for every type that is changed by a text a stack with that text", () => {
    const unchanged = emulatedTypes.filter(
      (type) => !tried.some(({ configuration }) => isChangedIn(configuration, type)),
    );
    expect(unchanged).toEqual([]);
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
