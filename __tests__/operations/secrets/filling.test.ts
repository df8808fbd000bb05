import { fillingOf, rotationDue, unfilledSecrets } from "../../../operations/secrets/filling";
import type { StoredSecret } from "../../../operations/secrets/ports";
import { unfilledText } from "../../../operations/secrets/wording";
import { aSecret, aStoredSecret } from "./organisation";

const states: readonly [string, StoredSecret | undefined, string][] = [
  ["does not exist", undefined, "missing"],
  ["has no version", aStoredSecret({ versions: {} }), "empty"],
  ["has a version that nobody made current", aStoredSecret({ versions: { a: ["AWSPENDING"] } }), "empty"],
  ["has a current version", aStoredSecret({ versions: { a: ["AWSPREVIOUS"], b: ["x", "AWSCURRENT"] } }), "filled"],
  ["waits for its end", aStoredSecret({ isDeleted: true }), "deleted"],
];

describe("a secret", () => {
  it.each(states)("that %s", (_, stored, filling) => {
    expect(fillingOf(stored)).toBe(filling);
  });
});

describe("the secrets that services cannot read", () => {
  it.each(states)("include one that %s only while nobody can read it", (_, stored, filling) => {
    const secret = aSecret();
    const unfilled = unfilledSecrets([secret], new Map(stored ? [[secret.name, stored]] : []));
    expect(unfilled).toEqual(filling === "filled" ? [] : [{ secret, because: filling }]);
  });

  it("are found among those of other names", () => {
    const [filled, empty] = [aSecret(), aSecret({ name: "dev/users/key", service: "users" })];
    const stored = new Map([[filled.name, aStoredSecret()]]);
    expect(unfilledSecrets([filled, empty], stored)).toEqual([{ secret: empty, because: "missing" }]);
  });

  it.each([
    [
      "missing",
      "orders in dev cannot start: its secret dev/orders/database-url (DATABASE_URL, READER) does not exist yet. Deploy the stack dev-service-orders, then let backend fill it.",
    ],
    [
      "deleted",
      "orders in dev cannot start: its secret dev/orders/database-url (DATABASE_URL, READER) was deleted and waits for its end. Restore it.",
    ],
    [
      "empty",
      "orders in dev cannot start: its secret dev/orders/database-url (DATABASE_URL, READER) was never filled. backend fills it: infra secret set orders dev DATABASE_URL",
    ],
  ] as const)("are told with what to do: %s", (because, text) => {
    expect(unfilledText({ secret: aSecret(), because })).toBe(text);
  });
});

describe("the next rotation", () => {
  it("is due so many days after the value was put in, whatever else changed since", () => {
    expect(rotationDue(aSecret({ rotation: { days: 30 } }), aStoredSecret())).toEqual(new Date("2026-03-03T12:00:00Z"));
  });

  it.each([
    ["a secret that does not exist", undefined],
    ["an empty secret", aStoredSecret({ versions: {} })],
    ["a deleted secret", aStoredSecret({ isDeleted: true })],
    ["a secret whose date is not known", aStoredSecret({ changed: undefined })],
  ])("of %s has no date", (_, stored) => {
    expect(rotationDue(aSecret(), stored)).toBeUndefined();
  });
});
