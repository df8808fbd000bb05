import { plain } from "../../../../operations/report/markdown/safe-text";
import type { ResourceChange } from "../../../../operations/report/report";
import { deferralReason, reasonFor, reasonForDanger } from "../../../../operations/report/wording/reasons";

const change = (fields: Partial<ResourceChange>): ResourceChange => ({
  address: "a.b",
  type: "a",
  isData: false,
  action: "delete",
  actions: ["delete"],
  deposed: false,
  replacePaths: [],
  attributes: [],
  ...fields,
});

const replace = (fields: Partial<ResourceChange>): ResourceChange =>
  change({ action: "replace", actions: ["delete", "create"], ...fields });

const FIRST = "the old one is destroyed first";

describe("reasonFor", () => {
  it.each([
    [change({ reason: "delete_because_no_resource_config" }), "it is no longer in the configuration"],
    [change({ reason: "delete_because_no_module" }), "its module is no longer in the configuration"],
    [change({ reason: "delete_because_wrong_repetition" }), "it gained or lost count or for_each"],
    [change({ reason: "delete_because_count_index" }), "its index is beyond count"],
    [change({ reason: "delete_because_each_key" }), "its key is no longer in for_each"],
    [
      change({ reason: "delete_because_no_move_target" }),
      "a moved block gives it an address that is not in the configuration",
    ],
    [change({ reason: "a_reason_to_come" }), "Terraform's reason is a_reason_to_come"],
    [change({}), "Terraform gives no reason"],
    [change({ deposed: true }), "an earlier replacement left it over"],
    [replace({ replacePaths: ["engine_version"] }), `engine_version cannot be changed in place; ${FIRST}`],
    [replace({ replacePaths: ["a", "b"] }), `a and b cannot be changed in place; ${FIRST}`],
    [
      replace({ replacePaths: ["a", "b", "c", "d", "e", "f", "g"] }),
      `a, b, c, d, e and 2 more cannot be changed in place; ${FIRST}`,
    ],
    [
      replace({ replacePaths: ["a"], actions: ["create", "delete"] }),
      "a cannot be changed in place; the new one is created first",
    ],
    [replace({ reason: "replace_because_tainted" }), `it is tainted: an earlier apply left it half-made; ${FIRST}`],
    [replace({ reason: "replace_by_request" }), `its replacement was asked for; ${FIRST}`],
    [replace({ reason: "replace_by_triggers" }), `something that its replace_triggered_by names is changed; ${FIRST}`],
    [replace({}), `Terraform gives no reason; ${FIRST}`],
    [
      replace({ reason: "replace_by_request", previousAddress: "a.c" }),
      `its replacement was asked for; ${FIRST}; moved from a.c`,
    ],
    [
      change({ action: "replace-and-forget", actions: ["create", "forget"], replacePaths: ["a"] }),
      "a cannot be changed in place; the old one stays, and Terraform no longer manages it",
    ],
    [
      change({ action: "forget", actions: ["forget"], reason: "delete_because_no_resource_config" }),
      "it stays as it is, and Terraform no longer manages it",
    ],
    [change({ action: "unknown", actions: ["archive", "delete"] }), 'Terraform calls it ["archive","delete"]'],
    [
      change({ action: "read", actions: ["read"], reason: "read_because_config_unknown" }),
      "what it asks for is known after apply",
    ],
    [
      change({ action: "read", actions: ["read"], reason: "read_because_dependency_pending" }),
      "something that it depends on is changed",
    ],
    [change({ action: "read", actions: ["read"], reason: "read_because_check_nested" }), "a check asks for it"],
    [change({ action: "update", actions: ["update"] }), ""],
    [change({ action: "update", actions: ["update"], previousAddress: "a.c" }), "moved from a.c"],
    [change({ action: "move", actions: ["no-op"], previousAddress: "a.c" }), ""],
  ])("%#: gives the reason in words", (each, words) => {
    expect(plain(reasonFor(each))).toBe(words);
  });
});

describe("reasonForDanger", () => {
  const importId = { kind: "value", value: "db" } as const;
  it.each([
    [
      "what is replaced",
      replace({ replacePaths: ["a"], importId }),
      `it holds data; it is imported by this plan; a cannot be changed in place; ${FIRST}`,
    ],
    ["what is updated", change({ action: "update", actions: ["update"], importId }), ""],
  ])("tells of %s that it is imported where that is a surprise", (_, each, words) => {
    expect(plain(reasonForDanger(each, "it holds data"))).toBe(words);
  });
});

describe("deferralReason", () => {
  it.each([
    ["instance_count_unknown", "how many there will be is not known yet"],
    ["resource_config_unknown", "its configuration is not known yet"],
    ["provider_config_unknown", "its provider's configuration is not known yet"],
    ["deferred_prereq", "something that it depends on is put off"],
    ["absent_prereq", "something that it depends on does not exist yet"],
    ["excluded", "Terraform's reason is excluded"],
  ])("says why for %s", (reason, words) => {
    expect(plain(deferralReason(reason))).toBe(words);
  });
});
