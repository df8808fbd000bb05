import fc from "fast-check";
import { ALL_ACTIONS } from "../../../../operations/report/actions";
import { readHeader, toHeader } from "../../../../operations/report/history/header";
import type { ChangeRecord, PlanRecord, StackRecord } from "../../../../operations/report/history/plan-record";
import { codePointsIn } from "../../../../operations/report/wording/code-points";

const ENOUGH = 200_000;
const digest = `sha256:${"0".repeat(64)}`;
const changes = (number: number, address = "aws_x.a"): readonly ChangeRecord[] =>
  Array.from({ length: number }, (_, index) => ["update", `${address}[${index}]`, "0123456789ab"]);
const stack = (id: string, number: number): StackRecord => ({ id, state: "changes", digest, changes: changes(number) });
const record = (...stacks: readonly StackRecord[]): PlanRecord => ({ format: 1, commit: "a".repeat(40), stacks });

const hex = (length: number) =>
  fc.array(fc.constantFrom(..."0123456789abcdef"), { minLength: length, maxLength: length }).map((all) => all.join(""));
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("-->", "<!-- infra:plan:record {} -->", "`@a` #1 &amp;", "\ud800", "__proto__"),
);
const anyRecord: fc.Arbitrary<PlanRecord> = fc.record(
  {
    format: fc.constant(1 as const),
    commit: hex(40),
    base: hex(64),
    run: fc.record({ id: fc.maxSafeNat(), attempt: fc.nat() }),
    stacks: fc.array(
      fc.record(
        {
          id: text,
          state: fc.constantFrom<StackRecord["state"]>("changes", "no-changes", "failed", "vanished", "unaffected"),
          digest: hex(64).map((digits) => `sha256:${digits}`),
          changes: fc.array(fc.tuple(fc.constantFrom(...ALL_ACTIONS), text, hex(12)), { maxLength: 4 }),
        },
        { requiredKeys: ["id", "state"] },
      ),
      { maxLength: 4 },
    ),
  },
  { requiredKeys: ["format", "stacks"] },
);

describe("toHeader", () => {
  it("is one comment, and in it only plain characters", () => {
    const header = toHeader(
      record({ id: "dev-a", state: "changes", changes: [["delete", 'a["-->`<!--\n&ü😀@x #1"]', "0123456789ab"]] }),
      ENOUGH,
    );
    expect(header).toBe(
      '<!-- infra:plan:record {"commit":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","format":1,"stacks":[{"changes":[["delete","a[\\"-\\u002d\\u003e\\u0060\\u003c\\u0021-\\u002d\\n\\u0026\\u00fc\\ud83d\\ude00\\u0040x \\u00231\\"]","0123456789ab"]],"id":"dev-a","state":"changes"}]} -->',
    );
    expect(readHeader(header)?.stacks[0]?.changes?.[0]?.[1]).toBe('a["-->`<!--\n&ü😀@x #1"]');
  });

  it.each([
    ["one dash, which names are full of, as it is", "dev-a", "dev-a"],
    ["each dash behind another one", "a--b---c", "a-\\u002db-\\u002d\\u002dc"],
    ["what ends a comment in HTML", "--!>", "-\\u002d\\u0021\\u003e"],
  ])("writes %s", (_, id, written) => {
    expect(toHeader(record({ id, state: "changes" }), ENOUGH)).toContain(`"id":"${written}"`);
  });

  it("can be read back, whatever a record holds, and cannot be broken out of", () => {
    fc.assert(
      fc.property(anyRecord, (each) => {
        const header = toHeader(each, ENOUGH);
        expect(readHeader(`before\n${header}\nafter`)).toEqual(each);
        expect(header).toMatch(/^<!-- infra:plan:record (?:[A-Za-z0-9_. :,"\\{}[\]]|-(?!-))* -->$/);
      }),
    );
  });

  it("never is longer than there is room for, and can still be read", () => {
    fc.assert(
      fc.property(anyRecord, fc.integer({ min: 0, max: 3000 }), (each, room) => {
        const header = toHeader(each, room);
        expect(codePointsIn(header)).toBeLessThanOrEqual(room);
        const read = readHeader(header);
        expect(header === "" || read !== undefined).toBe(true);
        const states = (stacks: readonly StackRecord[]) => stacks.map(({ id, state, digest }) => [id, state, digest]);
        expect([[], states(each.stacks)]).toContainEqual(states(read?.stacks ?? []));
      }),
    );
  });

  it("leaves out the changes of the longest stack first, then those of others, then the stacks", () => {
    const whole = record(stack("a", 10), stack("b", 300), stack("c", 20));
    const { length } = toHeader(whole, ENOUGH);
    const kept = (room: number) =>
      readHeader(toHeader(whole, room))?.stacks.map(({ id, changes }) => [id, changes?.length]);
    expect(kept(length)).toEqual([
      ["a", 10],
      ["b", 300],
      ["c", 20],
    ]);
    expect(kept(length - 1)).toEqual([
      ["a", 10],
      ["b", undefined],
      ["c", 20],
    ]);
    expect(kept(1300)).toEqual([
      ["a", 10],
      ["b", undefined],
      ["c", undefined],
    ]);
    expect(kept(600)).toEqual([
      ["a", undefined],
      ["b", undefined],
      ["c", undefined],
    ]);
    expect(kept(200)).toEqual([]);
    expect(toHeader(whole, 20)).toBe("");
  });
});

describe("readHeader", () => {
  const header = toHeader(record(stack("a", 1)), ENOUGH);
  const json = header.slice("<!-- infra:plan:record ".length, -" -->".length);
  const with_ = (change: (value: Record<string, unknown>) => unknown) =>
    `<!-- infra:plan:record ${JSON.stringify(change(JSON.parse(json)))} -->`;

  it.each<[string, string]>([
    ["nothing", ""],
    ["no record", "<!-- infra:plan:begin -->"],
    ["two records", `${header}\n${header}`],
    ["a record and the beginning of one", `${header}\n<!-- infra:plan:record`],
    ["a record and one that is written in another way", `${header}\n<!--  infra:plan:record {} -->`],
    ["one that does not end", header.slice(0, -4)],
    ["one that is cut", header.replace(json, json.slice(0, -5))],
    ["one that is no JSON", header.replace(json, "hello")],
    ["one of another format", with_((value) => ({ ...value, format: 2 }))],
    ["one with more in it", with_((value) => ({ ...value, more: 1 }))],
    ["a list", with_((value) => [value])],
    ["a commit that is none", with_((value) => ({ ...value, commit: "javascript:alert(1)" }))],
    ["a run that is no number", with_((value) => ({ ...value, run: { id: "1", attempt: 1 } }))],
    ["a run below zero", with_((value) => ({ ...value, run: { id: -1, attempt: 1 } }))],
    ["no stacks", with_(({ stacks, ...value }) => value)],
    ["a stack without an id", with_((value) => ({ ...value, stacks: [{ state: "changes" }] }))],
    ["a state that nobody knows", with_((value) => ({ ...value, stacks: [{ id: "a", state: "great" }] }))],
    ["a digest that is none", with_((value) => ({ ...value, stacks: [{ id: "a", state: "failed", digest: "x" }] }))],
    [
      "an action that nobody knows",
      with_((value) => ({
        ...value,
        stacks: [{ id: "a", state: "changes", changes: [["shred", "b", "0123456789ab"]] }],
      })),
    ],
    [
      "an id that is too long",
      with_((value) => ({ ...value, stacks: [{ id: "a".repeat(10_001), state: "changes" }] })),
    ],
    [
      "one that is too long",
      with_((value) => ({
        ...value,
        stacks: Array.from({ length: 60 }, () => ({ id: "a".repeat(9000), state: "changes" })),
      })),
    ],
  ])("takes %s for none", (_, body) => {
    expect(readHeader(body)).toBeUndefined();
  });

  it("finds the one that stands in somebody's text, whatever line ends it has", () => {
    expect(readHeader(`Hello <!-- a comment -->\r\n${header}\r\nbye -->`)).toEqual(record(stack("a", 1)));
  });

  it("answers for any text, and at once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (body) => {
        expect(readHeader(`<!-- infra:plan:record ${body} -->`)).toBeUndefined();
      }),
    );
    expect(readHeader("<!-- infra:plan:record ".repeat(50_000))).toBeUndefined();
    expect(readHeader(`<!-- infra:plan:record ${"[".repeat(100_000)} -->`)).toBeUndefined();
    expect(readHeader(`<!--${" ".repeat(500_000)}`)).toBeUndefined();
    expect(readHeader("<!--".repeat(100_000))).toBeUndefined();
  });
});
