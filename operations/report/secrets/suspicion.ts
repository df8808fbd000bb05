import { isContainer, type Key, valueAt } from "../attributes/json-tree";
import { decodedText } from "./base64-text";
import { digestsIn } from "./digests";
import { type KeyName, keyName, type Meaning } from "./key-names";
import { hiddenByName } from "./named-values";
import { looksRandom } from "./random-text";
import { secretsIn } from "./secret-text";
import { hides, type Marks } from "./sensitivity";
import { tokensIn } from "./token-shapes";

/** Deeper than this nothing is looked at: all of it is hidden. A plan that can be read is not as deep. */
export const DEEPEST = 600;
/** Longer texts are shown in part anyway, and are no token as a whole, except for a key in PEM. */
const LONGEST_TOKEN = 8_192;
const SHORTEST_TOKEN = 16;

/** Texts and numbers that are hidden, so that their copies can be found. */
export type Hidden = Set<string | number>;

/** What the names around a value say about it. */
export interface Place {
  readonly meaning: Meaning;
  /** It stands in something that is called a secret: then what has no telling name is one. */
  readonly isInSecret: boolean;
  /** A value here may look random and be no secret. */
  readonly identifies: boolean;
  /** So may all in it, whatever it is called. */
  readonly holdsDigests: boolean;
  readonly depth: number;
}

/** The place of a value with a name, such as an output. */
export function placeOf(name: string): Place {
  const { meaning, identifies, holdsDigests } = keyName(name);
  return { meaning, isInSecret: isSecret(meaning), identifies, holdsDigests, depth: 0 };
}

/**
 * Marks of what looks like a secret by its name or by its shape.
 *
 * @param trees What is marked in the value already, by whomever.
 * @param hidden Gets every text and number that is marked, there or here.
 */
export function suspicion(value: unknown, trees: readonly Marks[], place: Place, hidden: Hidden): Marks {
  if (trees.some((marks) => hides(marks, value))) {
    collect(value, hidden);
    return false;
  }
  if (isContainer(value) && place.depth < DEEPEST) {
    const marks = Array.isArray(value)
      ? inArray(value, trees, place, hidden)
      : inObject(value as Readonly<Record<string, unknown>>, trees, place, hidden);
    if (marks !== true) return marks;
  } else if (!isContainer(value) && !isSuspect(value, place)) return false;
  collect(value, hidden);
  return true;
}

const isSecret = (meaning: Meaning): boolean => meaning === "secret" || meaning === "password";

function isSuspect(value: unknown, { meaning, identifies }: Place): boolean {
  if (hiddenByName(meaning, value)) return true;
  if (typeof value !== "string" || value.length < SHORTEST_TOKEN || value.startsWith("arn:")) return false;
  const text = value.trim();
  const decoded = decodedText(text);
  if (decoded !== undefined) return secretsIn(decoded).length > 0;
  if (!text.startsWith("-----BEGIN") && (text.length > LONGEST_TOKEN || /^(?:\[|\{")|\s/.test(text))) return false;
  if (!identifies && looksRandom(text)) return true;
  const [first, second] = tokensIn(text);
  return first !== undefined && !second && first.start === 0 && first.end === text.length;
}

function inArray(value: readonly unknown[], trees: readonly Marks[], place: Place, hidden: Hidden): Marks {
  let found = false;
  const marks = value.map((item, index) => {
    const meaning = meaningOfOption(value[index - 1]) ?? place.meaning;
    const inside = { ...place, meaning, depth: place.depth + 1 };
    const marksOfItem = suspicion(item, treesAt(trees, index), inside, hidden);
    found ||= marksOfItem !== false;
    return marksOfItem;
  });
  return found && marks;
}

/** What an option of a command means, in a list of words: the one in front of `--password`'s value. */
function meaningOfOption(word: unknown): Meaning | undefined {
  if (typeof word !== "string" || word.charAt(0) !== "-" || !/^--?[A-Za-z][\w-]{0,63}$/.test(word)) return undefined;
  const { meaning } = keyName(word);
  return isSecret(meaning) ? meaning : undefined;
}

function inObject(
  value: Readonly<Record<string, unknown>>,
  trees: readonly Marks[],
  place: Place,
  hidden: Hidden,
): Marks {
  const keys = Object.keys(value);
  const names = keys.map(keyName);
  const pair = nameInPair(value, keys, names);
  const found: [string, Marks][] = [];
  for (const [index, name] of names.entries()) {
    const key = keys[index] ?? "";
    if (name.isToken) return true;
    const saysNothing = name.meaning === "neutral" || name.meaning === "about";
    const named = saysNothing && name.half === "value" && pair ? pair : name;
    const isSecretsData = value.kind === "Secret" && SECRETS_DATA.test(key);
    const meaning = isSecretsData || (named.meaning === "neutral" && place.isInSecret) ? "secret" : named.meaning;
    const inside = {
      meaning,
      isInSecret: isSecret(meaning),
      identifies: named.identifies || place.holdsDigests,
      holdsDigests: name.holdsDigests || place.holdsDigests,
      depth: place.depth + 1,
    };
    const marks = suspicion(value[key], treesAt(trees, key), inside, hidden);
    if (marks !== false) found.push([key, marks]);
  }
  if (found.length === 0 && trees.length === 0) return false;
  const wholes = found.filter(([, marks]) => marks === true).map(([key]) => key);
  const marked = keys.filter((key) => trees.some((marks) => hides(valueAt(marks, key), value[key])));
  for (const key of digestsIn(value, new Set([...wholes, ...marked]))) {
    collect(value[key], hidden);
    found.push([key, true]);
  }
  return found.length > 0 && Object.fromEntries(found);
}

/** Where a secret of Kubernetes holds what it is for, under names of one's own. */
const SECRETS_DATA = /^(?:data|stringData)$/;

/** Those of the trees that say anything about what is under a key. */
function treesAt(trees: readonly Marks[], key: Key): readonly Marks[] {
  if (trees.length === 0) return trees;
  return trees.map((marks) => valueAt(marks, key)).filter((marks) => marks === true || isContainer(marks));
}

/** What the name means in a pair such as `{name: "DB_PASSWORD", value: "…"}`; undefined when there is no such pair. */
function nameInPair(
  value: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  names: readonly KeyName[],
): KeyName | undefined {
  if (!names.some(({ half }) => half === "value")) return undefined;
  const key = keys.find((each, index) => names[index]?.half === "name" && typeof value[each] === "string");
  return key === undefined ? undefined : keyName(String(value[key]));
}

/** Adds the texts and numbers in a value; by a loop, since it may be of any depth. */
function collect(value: unknown, hidden: Hidden): void {
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === "string" || typeof next === "number") hidden.add(next);
    else if (isContainer(next)) for (const item of Object.values(next)) waiting.push(item);
  }
}
