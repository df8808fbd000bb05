import { SIGNS } from "../actions";
import type { ChangeAt, SinceLast } from "../history/since-last";
import { isUnknown } from "../queries";
import { joined, type Phrase, quoted } from "../wording/phrase";
import { count } from "../wording/words";
import { sizeOf } from "./fitting";
import { inline } from "./safe-text";
import type { View } from "./view";

/** So many of a kind are named in the line itself. */
const NAMED = 3;

/** So many of a kind are named in the fold. */
const LISTED = 100;

/** What is another than in the last plan of the pull request: a line, and a fold for what it only counts. */
export function sinceLastPlan({ since, report }: View, room: number): string {
  if (!since) return "";
  const isPartly = report.stacks.some(isUnknown);
  const line = lineOf(since, NAMED, isPartly);
  const fold = foldOf(since);
  const whole = fold === "" ? line : `${line}\n\n${fold}`;
  return [whole, line, lineOf(since, 0, isPartly)].find((text) => sizeOf(text) <= room) ?? "";
}

/** @param isPartly Some stacks could not be planned. */
function lineOf(since: SinceLast, named: number, isPartly: boolean): string {
  const commit: Phrase = since.commit === undefined ? [] : [" (", quoted(since.commit.slice(0, 7)), ")"];
  const parts = since.state === "different" ? kindsOf(since).map((kind) => kindInWords(kind, named)) : [];
  const said: Phrase =
    since.state === "same"
      ? [isPartly ? "no change in what could be planned" : "no change"]
      : since.state === "not-comparable"
        ? ["too little is known of it to compare"]
        : parts.length > 0
          ? joined(parts, "; ")
          : ["something differs that is not recorded"];
  return inline(["Since the last plan of this pull request", ...commit, ": ", ...said, "."]);
}

/** A kind of difference. */
interface Kind {
  readonly words: (number: number) => string;
  readonly items: readonly Phrase[];
}

function kindsOf(since: SinceLast): readonly Kind[] {
  const is = (number: number): string => (number === 1 ? "is" : "are");
  // The changes of a stack that is new, or gone, are told with it.
  const ofAdded = since.appeared.filter(({ stack }) => since.added.includes(stack));
  const ofGone = since.disappeared.filter(({ stack }) => since.gone.includes(stack));
  const withChanges = (number: number): string => (number > 0 ? `, with ${count(number, "change")}` : "");
  const kinds: readonly Kind[] = [
    {
      words: (number) => `${count(number, "stack")} ${is(number)} new${withChanges(ofAdded.length)}`,
      items: since.added.map(named),
    },
    {
      words: (number) => `${count(number, "stack")} ${is(number)} gone${withChanges(ofGone.length)}`,
      items: since.gone.map(named),
    },
    {
      words: (number) => `${count(number, "stack")} ${is(number)} in another state`,
      items: since.states.map(({ stack, was, is }) => [quoted(stack), " was ", quoted(was), ", is ", quoted(is)]),
    },
    {
      words: (number) => `${count(number, "change")} appeared`,
      items: without(since.appeared, ofAdded).map(place),
    },
    {
      words: (number) => `${count(number, "change")} disappeared`,
      items: without(since.disappeared, ofGone).map(place),
    },
    {
      words: (number) => `${count(number, "change")} ${number === 1 ? "differs" : "differ"}`,
      items: since.changed.map(({ was, ...at }) =>
        was === undefined ? place(at) : [...place(at), ", before ", ...inSigns(was)],
      ),
    },
    {
      words: (number) => `${count(number, "stack")} ${number === 1 ? "differs" : "differ"} in what is not recorded`,
      items: since.withoutDetails.map(named),
    },
  ];
  return kinds.filter(({ items }) => items.length > 0);
}

function without<T>(all: readonly T[], others: readonly T[]): readonly T[] {
  const set = new Set(others);
  return all.filter((each) => !set.has(each));
}

const named = (stack: string): Phrase => [quoted(stack)];

const place = ({ stack, action, address }: ChangeAt): Phrase => [
  ...inSigns(action),
  " ",
  quoted(stack),
  " ",
  quoted(address),
];

/** What happens, as a sign where everybody knows one. What was recorded before may be anything. */
function inSigns(action: string): Phrase {
  const sign = (SIGNS as ReadonlyMap<string, string>).get(action);
  // Bold, because a plus at the beginning of an item would begin a list of its own.
  return [sign === undefined ? quoted(action) : `**${sign}**`];
}

function kindInWords({ words, items }: Kind, named: number): Phrase {
  const text = words(items.length);
  if (items.length > named) return [text];
  return [`${text} (`, ...joined(items, ", "), ")"];
}

/** What the line only counts. */
function foldOf(since: SinceLast): string {
  if (since.state !== "different") return "";
  const kinds = kindsOf(since).filter(({ items }) => items.length > NAMED);
  if (kinds.length === 0) return "";
  const lists = kinds.map(({ words, items }) => {
    const more = items.length - LISTED;
    const list = items.slice(0, LISTED).map((item) => `- ${inline(item)}`);
    return [`**${words(items.length)}**`, "", ...list, ...(more > 0 ? [`- and ${count(more)} more`] : [])].join("\n");
  });
  return `<details><summary>What differs since then</summary>\n\n${lists.join("\n\n")}\n\n</details>`;
}
