import { codePointsIn } from "../wording/code-points";

/** A part of a report that can be written at several levels: 0 is the fullest, and the last one leaves all of it out. */
export interface Fittable {
  /**
   * The part at a level; undefined when it is longer than so many code points, which is found before all of it is written.
   * Empty at the last level. A greater level never gives a longer text worth having.
   */
  readonly write: (level: number, room: number) => string | undefined;
}

/** What became of a part. */
export interface Fitted {
  readonly level: number;
  readonly text: string;
}

/** The empty line between two blocks, in code points. */
const SEPARATOR = 2;

/** So many parts that turn out too long are tried once more with all the room that is left; each costs time. */
const MOST_LATE_FAILURES = 20;

/** So often what some left of their shares is shared among the others. */
const MOST_ROUNDS = 8;

/**
 * Writes parts as fully as they fit together. First, the fullest level at which all of them fit. Then each gets the
 * fullest level that fits into an equal share of the room left, so that a giant costs the others nothing; what some leave
 * of their shares is shared again. Last, the room that nobody took goes to whoever comes first. The same parts give the same texts.
 *
 * @param levels How many levels there are.
 * @param room In code points, with the separators between the parts.
 */
export function fitted(parts: readonly Fittable[], levels: number, room: number): readonly Fitted[] {
  const forms = parts.map((part) => remembering(part, room));
  const last = levels - 1;
  const common = firstCommon(forms, last, room);
  const chosen: Fitted[] = forms.map((form) => ({ level: common, text: form(common, room)?.text ?? "" }));
  let left = room - chosen.reduce((sum, { text }) => sum + sizeOf(text), 0);

  const raise = (index: number, share: number): boolean => {
    const now = chosen[index];
    const form = forms[index];
    if (!now || !form) return false;
    const before = sizeOf(now.text);
    for (let level = 0; level < now.level; level++) {
      const written = form(level, Math.min(left, share) + before - SEPARATOR);
      if (!written) continue;
      chosen[index] = { level, text: written.text };
      left -= written.size - before;
      return true;
    }
    return false;
  };

  const cut = (): readonly number[] => chosen.flatMap(({ level }, index) => (level > 0 ? [index] : []));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const share = Math.floor(left / Math.max(1, cut().length));
    const raised = cut().filter((index) => raise(index, share));
    if (raised.length === 0) break;
  }
  let failures = 0;
  for (const index of cut()) {
    if (failures >= MOST_LATE_FAILURES) break;
    if (!raise(index, left)) failures++;
  }
  return chosen;
}

/** Length of a block with what separates it from the next; nothing takes nothing. */
export const sizeOf = (text: string): number => (text === "" ? 0 : codePointsIn(text) + SEPARATOR);

function firstCommon(forms: readonly Form[], last: number, room: number): number {
  for (let level = 0; level < last; level++) {
    let left = room;
    const fits = forms.every((form) => {
      const written = form(level, left - SEPARATOR);
      left -= written?.size ?? 0;
      return written !== undefined;
    });
    if (fits) return level;
  }
  return last;
}

interface Written {
  readonly text: string;
  readonly size: number;
}

type Form = (level: number, room: number) => Written | undefined;

/** Writes each form once; one that was too long is written again only for more room. */
function remembering(part: Fittable, most: number): Form {
  const written = new Map<number, Written>();
  const tooLongFor = new Map<number, number>();
  return (level, room) => {
    const known = written.get(level);
    if (known) return fits(known, room) ? known : undefined;
    if (room <= (tooLongFor.get(level) ?? Number.NEGATIVE_INFINITY)) return undefined;
    const text = part.write(level, Math.max(0, Math.min(room, most)));
    if (text === undefined) {
      tooLongFor.set(level, room);
      return undefined;
    }
    const form = { text, size: sizeOf(text) };
    written.set(level, form);
    return fits(form, room) ? form : undefined;
  };
}

const fits = ({ text, size }: Written, room: number): boolean => text === "" || size - SEPARATOR <= room;
