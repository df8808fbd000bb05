import { settledState } from "../../../../operations/plan/since/converge";
import type { JsonObject } from "../../../../terraform-json/json";
import { aConfiguration, stacksOf } from "../synthesized";

/** A plan of one resource, which has one word that it may not know. */
const plan = (actions: readonly string[], more: JsonObject = {}, values: JsonObject = {}): { json: string } => ({
  json: JSON.stringify({
    planned_values: {
      root_module: {
        resources: [
          { address: "aws_lb.this", mode: "managed", type: "aws_lb", name: "this", provider_name: "aws", values },
        ],
      },
    },
    resource_changes: [{ address: "aws_lb.this", mode: "managed", change: { actions, ...more } }],
  }),
});

async function settling(plans: readonly { json?: string; error?: string }[]) {
  const [stack] = await stacksOf({ "dev-network": aConfiguration("dev-network") });
  if (!stack) throw new Error("there is no stack");
  const states: (string | undefined)[] = [];
  const result = await settledState(stack, {}, async (state) => {
    states.push(state);
    return plans[states.length - 1] ?? { error: "one plan too many" };
  });
  return { states, result };
}

const first = plan(["create"], { after_unknown: { id: true, version: true } });
const nothing = plan(["no-op"], {}, { id: "known" });
const replaced = plan(["delete", "create"], {
  after_unknown: { id: true, version: true },
  replace_paths: [["version"]],
});

describe("a settled state", () => {
  it("is what a plan from nothing leaves behind, when Terraform then has nothing to do", async () => {
    const { states, result } = await settling([first, nothing]);
    expect(states[0]).toBeUndefined();
    expect(states[1]).toContain('"version": "planned-');
    expect(result).toMatchObject({ unsettled: [], state: expect.stringContaining('"id": "known"') });
  });

  it("leaves empty what would make the provider replace the resource for a value that it does not know", async () => {
    const { states, result } = await settling([first, replaced, nothing]);
    expect(states[2]).toContain('"version": null');
    expect(result).toMatchObject({ unsettled: [] });
  });

  it("is given up after three rounds, and says of which resources it does not hold", async () => {
    const { states, result } = await settling([first, replaced, replaced, replaced]);
    expect(states).toHaveLength(4);
    expect(result).toMatchObject({ unsettled: ["aws_lb.this"] });
  });

  it("is not there when a plan fails", async () => {
    expect((await settling([{ error: "no provider" }])).result).toEqual({ error: "no provider" });
    expect((await settling([first, { json: "{}", error: "refused" }])).result).toEqual({ error: "refused" });
  });
});
