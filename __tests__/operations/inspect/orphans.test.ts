import type { InventoryStack } from "../../../operations/inspect/inventory";
import { orphansOf } from "../../../operations/inspect/orphans";

const stack = (id: string, network: string): InventoryStack => ({
  id,
  network,
  source: `catalogue/${id}.yaml`,
  tags: {},
  constructs: {},
  references: { parts: {}, outputs: {} },
});
const state = (network: string, id: string) => ({ network, stack: id, resources: 3, modified: new Date(0) });

it("tells states without a stack from stacks without a state, network by network", () => {
  const stacks = [
    stack("dev-dns", "dev"),
    stack("dev-new", "dev"),
    stack("dev-broken", "dev"),
    stack("main-dns", "main"),
  ];
  // What only reads, or hands on, leaves nothing behind.
  const idle = [{ ...state("dev", "dev-reader"), resources: 0 }];
  const states = [...idle, state("dev", "dev-old"), state("dev", "dev-dns"), state("dev", "main-dns")];
  expect(orphansOf(new Set(["dev"]), stacks, states, new Set(["dev\ndev-broken"]))).toEqual({
    statesWithoutStack: [state("dev", "dev-old"), state("dev", "main-dns")],
    stacksWithoutState: [{ network: "dev", stack: "dev-new", source: "catalogue/dev-new.yaml" }],
  });
});
