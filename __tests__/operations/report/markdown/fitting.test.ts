import fc from "fast-check";
import { type Fittable, fitted, sizeOf } from "../../../../operations/report/markdown/fitting";

const LEVELS = 4;

/** A part whose forms are so long; the last is empty. Notes the levels at which it was written whole. */
const part = (lengths: readonly number[], whole: number[] = []): Fittable => ({
  write: (level, room) => {
    const length = lengths[level] ?? 0;
    if (length > room) return undefined;
    whole.push(level);
    return "x".repeat(length);
  },
});

const levelsOf = (parts: readonly (readonly number[])[], room: number) =>
  fitted(
    parts.map((lengths) => part(lengths)),
    LEVELS,
    room,
  ).map(({ level }) => level);

describe("fitted", () => {
  it.each<[string, readonly (readonly number[])[], number, readonly number[]]>([
    [
      "everything, when there is room",
      [
        [100, 50, 10],
        [100, 50, 10],
      ],
      204,
      [0, 0],
    ],
    [
      "one a level lower, when a single character is missing",
      [
        [100, 50, 10],
        [100, 50, 10],
      ],
      203,
      [0, 1],
    ],
    [
      "the same level for all, when that fills the room",
      [
        [100, 50, 10],
        [100, 50, 10],
      ],
      104,
      [1, 1],
    ],
    [
      "nothing, when nothing fits",
      [
        [100, 50, 10],
        [100, 50, 10],
      ],
      5,
      [3, 3],
    ],
    [
      "the small ones whole beside a giant",
      [
        [9000, 5000, 10],
        [100, 50, 10],
        [100, 50, 10],
      ],
      1000,
      [2, 0, 0],
    ],
    [
      "the small ones whole beside a giant of which nothing fits",
      [
        [9000, 5000, 4000],
        [100, 50, 10],
      ],
      1000,
      [3, 0],
    ],
    [
      "a part without anything to say",
      [
        [0, 0, 0],
        [100, 50, 10],
      ],
      102,
      [0, 0],
    ],
    [
      "the first more than the others, when all want the same",
      [
        [100, 90, 10],
        [100, 90, 10],
        [100, 90, 10],
      ],
      200,
      [0, 2, 2],
    ],
  ])("gives %s", (_, parts, room, levels) => {
    expect(levelsOf(parts, room)).toEqual(levels);
  });

  const parts = fc.array(
    fc
      .array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 3 })
      .map((each) => each.sort((a, b) => b - a)),
    { maxLength: 12 },
  );

  it("never takes more room than there is, and writes each form once", () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 3000 }), (lengths, room) => {
        const notes = lengths.map(() => [] as number[]);
        const result = fitted(
          lengths.map((each, index) => part(each, notes[index])),
          LEVELS,
          room,
        );
        expect(result.reduce((sum, { text }) => sum + sizeOf(text), 0)).toBeLessThanOrEqual(room);
        expect(
          result.map(
            ({ level, text }) =>
              text.length ===
              (lengths[result.findIndex((each) => each.text === text && each.level === level)]?.[level] ?? 0),
          ),
        ).not.toContain(false);
        for (const whole of notes) expect(new Set(whole).size).toBe(whole.length);
      }),
    );
  });

  it("leaves no room into which a fuller form of any part would fit", () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 3000 }), (lengths, room) => {
        const result = fitted(
          lengths.map((each) => part(each)),
          LEVELS,
          room,
        );
        const left = room - result.reduce((sum, { text }) => sum + sizeOf(text), 0);
        const next = result.flatMap(({ level, text }, index) => {
          const fuller = lengths[index]?.[level - 1] ?? 0;
          return level > 0 && fuller + (fuller > 0 ? 2 : 0) - sizeOf(text) <= left ? [index] : [];
        });
        expect(next).toEqual([]);
      }),
    );
  });
});
