import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planFiles } from "../../../adapters/terraform/plan-store";

describe("plans as files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plans-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = async (...stacks: readonly string[]) => {
    const store = planFiles(folder);
    await store.clear();
    for (const stack of stacks) await store.savePlan(stack, `{"of":"${stack}"}`);
    return store;
  };
  const names = () => readdirSync(join(folder, "plans")).sort();

  it("appear together with their index", async () => {
    const store = await run("a", "b");
    expect(existsSync(join(folder, "plans"))).toBe(false);
    await store.saveIndex("{}");
    expect(names()).toEqual(["a.json", "b.json", "index.json"]);
    expect(readFileSync(join(folder, "plans", "a.json"), "utf8")).toBe('{"of":"a"}');
    expect(readdirSync(folder)).toEqual(["plans"]);
  });

  it("take the place of an earlier run's, whole", async () => {
    await (await run("a", "b")).saveIndex("{}");
    await (await run("c")).saveIndex("{}");
    expect(names()).toEqual(["c.json", "index.json"]);
  });

  it("of a run that did not come to its end leave the last one's", async () => {
    await (await run("a")).saveIndex("{}");
    await run("b");
    expect(names()).toEqual(["a.json", "index.json"]);
    await (await run("c")).saveIndex("{}");
    expect(names()).toEqual(["c.json", "index.json"]);
  });
});
