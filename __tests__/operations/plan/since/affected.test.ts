import { differencesBetween } from "../../../../operations/plan/since/affected";
import type { SynthesizedStack } from "../../../../operations/plan/synthesized-stack";
import { aConfiguration, reading, stacksOf } from "../synthesized";

const network = (cidr: string) => aConfiguration("dev-network", { output: { cidr: { value: cidr } } });
const on = (id: string, ...upstreams: string[]) => aConfiguration(id, { data: reading(...upstreams) });

const byText = ({ text }: SynthesizedStack) => text;
const differences = async (
  before: Parameters<typeof stacksOf>[0],
  now: Parameters<typeof stacksOf>[0],
  fingerprint = byText,
) => {
  const [old, current] = await Promise.all([stacksOf(before), stacksOf(now)]);
  const { changed, created, vanished, affected } = differencesBetween(old, current, {
    before: byText,
    now: fingerprint,
  });
  return {
    changed: [...changed].sort(),
    created: [...created].sort(),
    vanished: vanished.map(({ id }) => id),
    affected: [...affected].sort(),
  };
};

const BEFORE = {
  "dev-network": network("10.10.0.0/16"),
  "dev-platform": on("dev-platform", "dev-network"),
  "dev-orders": on("dev-orders", "dev-platform"),
  "main-network": aConfiguration("main-network"),
};

describe("the stacks that are affected", () => {
  it("are none when nothing differs", async () => {
    expect(await differences(BEFORE, BEFORE)).toEqual({ changed: [], created: [], vanished: [], affected: [] });
  });

  it("are those that changed and all that depend on them, however far along", async () => {
    expect(await differences(BEFORE, { ...BEFORE, "dev-network": network("10.20.0.0/16") })).toEqual({
      changed: ["dev-network"],
      created: [],
      vanished: [],
      affected: ["dev-network", "dev-orders", "dev-platform"],
    });
  });

  it("include one of which only an asset differs", async () => {
    const asset = (stack: SynthesizedStack) => (stack.id === "dev-orders" ? `${stack.text}!` : stack.text);
    expect((await differences(BEFORE, BEFORE, asset)).affected).toEqual(["dev-orders"]);
  });

  it("include new ones, and vanished ones are told apart", async () => {
    const { "dev-orders": _, ...rest } = BEFORE;
    expect(await differences(BEFORE, { ...rest, "dev-users": on("dev-users", "dev-platform") })).toEqual({
      changed: [],
      created: ["dev-users"],
      vanished: ["dev-orders"],
      affected: ["dev-users"],
    });
  });
});
