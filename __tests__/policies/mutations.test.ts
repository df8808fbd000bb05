import { judge, refusing } from "../../policies/judge";
import { RULES } from "../../policies/rules";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import { synthesizedStacks } from "../support/synthesized-stacks";
import { MUTATIONS } from "./mutations";

const stacks = synthesizedStacks();

const refused = (id: string, configuration: Parameters<typeof viewOfConfiguration>[1]) =>
  refusing(judge(RULES, viewOfConfiguration(id, configuration)));

describe("the example organisation", () => {
  it.each([...stacks])("is refused by no rule: %s", (id, configuration) => {
    expect(refused(id, configuration)).toEqual([]);
  });
});

describe("a stack is refused that", () => {
  it.each(MUTATIONS.map((mutation) => [mutation.does, mutation] as const))("%s", (_, mutation) => {
    const { stack, mutate, rule, address } = mutation;
    const [id, before] = typeof stack === "string" ? [stack, stacks.get(stack)] : ["fixture", stack];
    if (!before) throw new Error(`there is no stack ${id}`);
    expect(refused(id, before)).toEqual([]);
    const changed = structuredClone(before);
    mutate(changed);
    const found = refused(id, changed).filter((finding) => finding.rule === rule);
    expect(found).not.toEqual([]);
    for (const finding of found) expect(finding.fix).not.toBe("");
    if (address) expect(found.map(({ address: at }) => at)).toContainEqual(expect.stringMatching(address));
  });
});
