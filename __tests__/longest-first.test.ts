import { existsSync } from "node:fs";
import { join } from "node:path";
import type Sequencer from "@jest/test-sequencer";

const ROOT = join(__dirname, "..");
const CONFIGURATION = join(ROOT, "jest.config.js");

type Test = Parameters<Sequencer["sort"]>[0][number];
type LongestFirst = typeof Sequencer & { readonly SECONDS: Readonly<Record<string, number>> };

const { testSequencer } = require(CONFIGURATION) as { readonly testSequencer: string };
const LongestFirst = require(testSequencer.replace("<rootDir>", ROOT)) as LongestFirst;
const named = Object.entries(LongestFirst.SECONDS);

describe("the files that tests begin with", () => {
  it.each(named)("%s is there", (file) => expect(existsSync(join(ROOT, file))).toBe(true));

  it("are written down longest first", () => {
    expect(named).toEqual([...named].sort(([, a], [, b]) => b - a));
  });

  it("come before all others, whose order stays jest's own: by size, where nothing is known of them", async () => {
    const others = ["__tests__/layers.test.ts", "__tests__/plan-report-action.test.ts"];
    const sorted = async (files: readonly string[]) => {
      const sequencer = new LongestFirst({ contexts: [], globalConfig: {} as never });
      return (await sequencer.sort(files.map(testOf))).map(({ path }) => path.slice(ROOT.length + 1));
    };
    const [alone, together] = await Promise.all([
      sorted(others),
      sorted([...others, ...named.map(([file]) => file)].reverse()),
    ]);
    expect(together).toEqual([...named.map(([file]) => file), ...alone]);
  });
});

/** A test file as jest knows it in a project that never ran. */
const testOf = (file: string): Test =>
  ({
    path: join(ROOT, file),
    context: { config: { cache: false, id: "never ran" }, hasteFS: { getSize: (path: string) => path.length } },
  }) as unknown as Test;
