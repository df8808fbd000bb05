import { historyOf, versionNamed } from "../../../operations/inspect/history";
import { stateDiff } from "../../../operations/inspect/state-diff";
import { readState } from "../../../operations/inspect/state-document";
import { diffText } from "../../../operations/inspect/wording/diff";
import { MemoryBucket, stateText } from "./states";

const bucket = () =>
  new MemoryBucket("states", { orders: [stateText("after"), "{", undefined, stateText("before")], gone: [] });

describe("the history of a state", () => {
  it("tells of each version what it holds and what it changed, also of those that cannot be read", async () => {
    const before = { serial: 9, terraformVersion: "1.11.4" };
    const { lines, versions } = await historyOf(bucket(), "orders", 20);
    expect(versions).toBe(4);
    expect(lines).toEqual([
      {
        versionId: "v4",
        modified: new Date("2026-03-04T04:00Z"),
        serial: 20,
        terraformVersion: "1.11.4",
        resources: 11,
        outputs: 2,
      },
      {
        versionId: "v3",
        modified: new Date("2026-03-04T03:00Z"),
        unreadable: "it is damaged: its 1 characters are not JSON",
      },
      { versionId: "v2", modified: new Date("2026-03-04T02:00Z"), unreadable: "deleted" },
      {
        versionId: "v1",
        modified: new Date("2026-03-04T01:00Z"),
        ...before,
        serial: expect.any(Number),
        resources: 11,
        outputs: 2,
        changes: { added: 11, removed: 0, changed: 0 },
      },
    ]);
  });

  it("counts what differs from the version before, also from one that is not shown", async () => {
    const both = new MemoryBucket("states", { orders: [stateText("after"), stateText("before")] });
    const { lines } = await historyOf(both, "orders", 1);
    expect(lines).toMatchObject([{ serial: 20, changes: { added: 1, removed: 1, changed: 4 } }]);
  });

  it("says so when there never was a state", async () => {
    await expect(historyOf(bucket(), "gone", 20)).rejects.toThrow(
      "there never was a state of gone in the bucket states: the stack was not applied yet.",
    );
  });
});

describe("a version", () => {
  it.each<[string, string, string]>([
    ["its id", "v1", "v1"],
    ["steps back", "~3", "v1"],
    ["no step", "~0", "v4"],
    ["its serial", "20", "v4"],
  ])("is named by %s", async (_, name, expected) => {
    expect((await versionNamed(bucket(), "orders", name)).version.versionId).toBe(expected);
  });

  it.each<[string, string, string]>([
    ["~4", "there are only four", 'has no version "~4". It has 4, listed by `infra state history orders`'],
    ["999", "no version has that serial", 'has no version "999"'],
    ["~2", "it was deleted then", "the version v2 of the state of orders marks that it was deleted"],
    ["~1", "it is damaged", "it is damaged: its 1 characters are not JSON"],
  ])("%s is refused: %s", async (name, _, message) => {
    await expect(versionNamed(bucket(), "orders", name)).rejects.toThrow(message);
  });
});

it("two versions that Terraform wrote are compared without a secret", () => {
  const [before, after] = [readState(stateText("before")), readState(stateText("after"))];
  const version = (name: string, serial: number) => ({
    versionId: name,
    modified: new Date("2026-03-04T05:06:07Z"),
    serial,
    terraformVersion: "1.11.4",
  });
  const text = diffText("orders", version("v1", 9), version("v2", 20), stateDiff(before, after));
  const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  expect(text.replace(uuid, "UUID").split("\n")).toEqual([
    "orders: serial 9 of 2026-03-04 05:06:07Z (v1) → serial 20 of 2026-03-04 05:06:07Z (v2)",
    "1 added, 4 changed, 1 removed, 2 outputs changed",
    "",
    "- terraform_data.counted[1]",
    "+ terraform_data.stays (deposed 69b5c857)",
    "~ terraform_data.counted[0]",
    '    input: "item 0" → "thing 0"',
    '    output: "item 0" → "thing 0"',
    "~ terraform_data.settings",
    "    input.login: (sensitive), changes",
    "    output.login: (hidden: it looks like a secret), changes",
    "~ terraform_data.stays",
    '    id: "UUID" → "UUID"',
    '    triggers_replace: 1 → "2"',
    "~ terraform_data.tainted",
    '    id: "UUID" → "UUID"',
    "~ output items",
    '    items[]: "item 0" → (absent)',
    '    items[]: "item 1" → (absent)',
    '    items[]: (absent) → "thing 0"',
    "~ output settings",
    "    settings: (sensitive), changes",
  ]);
});
