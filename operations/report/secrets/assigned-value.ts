import type { Meaning } from "./key-names";
import { GONE, hiddenByName } from "./named-values";
import type { Span } from "./token-shapes";

/** A name in a text, and the sign that says that a value follows. */
export interface Assignment {
  readonly meaning: Meaning;
  /** Where the name begins. */
  readonly start: number;
  /** The quotes behind the name; empty for a name without. */
  readonly quotes: string;
  readonly sign: string;
  /** Behind the sign. */
  readonly from: number;
  /**
   * Whether name and value surely belong together, so that any word counts as a value.
   * @default - told by what stands in front of the name
   */
  readonly isPair?: true;
}

/** How far back the beginning of a line is looked for. */
const LINE_START = 80;
const IN_FRONT = /^[\s│|>+~-]*(?:(?:export|set|setenv|env|local|readonly|declare -x|\d{1,6}:)\s{1,8}){0,3}["'`]?$/i;

/** Behind these a program goes on, in which every text has quotes. */
const DECLARES = /(?:^|[\s;{(])(?:const|let|var)\s{1,8}$/;

const SPACE = /[ \t]{0,64}/y;
const OPENING = /\\{0,16}["'`]/y;
const BLOCK = /[|>][+-]?\d?[ \t]*\r?\n/y;
const HEREDOC = /<<[-~]?["']?(\w{1,64})["']?[^\n]{0,64}\n/y;
/** Nested values have names of their own; a call or a template is no value. */
const NO_VALUE = /\$\(|\{\{|[[{]\s{0,64}(?:["'\n}\]{[]|$|[\w.-]{1,128}["']?\s{0,8}[:=])|[a-z_]{1,64}\(/y;
const HCL_REFERENCE =
  /^(?:var|local|data|module|each|self|path|random_\w{1,64}|aws_\w{1,64})\.[\w.[\]"'*-]{1,256}[,;)]?$/;

/** What ends a value without quotes. */
const ENDS = {
  line: /[\r\n]|$/g,
  flow: /[,}\r\n]|$/g,
  word: /[\s"'`&;<>]|$/g,
  '"': /["\r\n]|$/g,
  "'": /['\r\n]|$/g,
  "`": /[`\r\n]|$/g,
};

/** Where the secret behind a name stands; undefined when what stands there is none. */
export function assignedSecret(text: string, assignment: Assignment): Span | undefined {
  const { meaning, start: name, sign, from } = assignment;
  if (sign === ">")
    return text.charAt(name - 1) === "<" ? judged(text, meaning, from, endOf(text, from, "word")) : undefined;
  if (sign === "=" && /[=~]/.test(text.charAt(from))) return undefined;
  const start = skip(SPACE, text, from);
  const block = blockAt(text, start, name);
  if (block) return isGone(text, block.start) ? undefined : block;
  const behindOpening = skip(OPENING, text, start);
  if (behindOpening > start) {
    // A program gives the value: `TOKEN="$(aws ssm get-parameter …)"`.
    if (text.startsWith("$(", behindOpening)) return undefined;
    return judged(text, meaning, behindOpening, closing(text, text.slice(start, behindOpening), behindOpening));
  }
  if (skip(NO_VALUE, text, start) > start || DECLARES.test(text.slice(Math.max(0, name - 16), name))) return undefined;
  return bareSecret(text, assignment, start);
}

function bareSecret(text: string, { meaning, start: name, quotes, sign, from, isPair }: Assignment, start: number) {
  const before = text.charAt(name - 1);
  const isEnclosed = quotes === "" && (before === '"' || before === "'" || before === "`");
  const isLine = isPair || (isEnclosed ? false : startsLine(text, name));
  const inFlow = quotes !== "" || /[{,]\s{0,16}$/.test(text.slice(Math.max(0, name - 17), name));
  if (isEnclosed) return judged(text, meaning, start, endOf(text, start, before as '"' | "'" | "`"));
  if (isLine) return judged(text, meaning, start, endOf(text, start, "line"));
  if (inFlow && sign !== "=") return judged(text, meaning, start, endOf(text, start, "flow"));
  if (meaning === "authorization") return judged(text, meaning, start, endOf(text, start, '"'));
  const span = judged(text, meaning, start, endOf(text, start, "word"));
  if (sign === "=" || !span) return span;
  // In prose, `token: expired` is a sentence, and in an ARN `:secret:` a part of a name.
  if (start === from && /[:/]/.test(before)) return undefined;
  return looksChosen(text.slice(span.start, Math.min(span.end, span.start + 1_000))) ? span : undefined;
}

/** Not a word of a sentence: letters and digits, or signs that no word has. */
const looksChosen = (word: string): boolean => {
  const bare = word.replace(/[.,:)]{1,3}$/, "");
  return bare.length >= 6 && ((/\d/.test(bare) && /[a-z]/i.test(bare)) || /[!@#$%^&*+=]/.test(bare));
};

function judged(text: string, meaning: Meaning, start: number, end: number): Span | undefined {
  if (end <= start || isGone(text, start)) return undefined;
  const value = end - start > 1_000 ? text.slice(start, start + 1_000) : text.slice(start, end);
  return hiddenByName(meaning, value) && !HCL_REFERENCE.test(value.trim()) ? { start, end } : undefined;
}

/** Whether something else stands in the place of a secret already. */
export function isGone(text: string, at: number): boolean {
  GONE.lastIndex = at;
  return GONE.test(text);
}

/** Where a text in quotes ends: at the same quotes, or else with its line. */
function closing(text: string, opening: string, from: number): number {
  const quote = opening.slice(-1);
  let end = text.indexOf(opening, from);
  if (opening.length === 1) while (end >= 0 && isEscaped(text, end, from)) end = text.indexOf(quote, end + 1);
  return end >= 0 ? end : endOf(text, from, "line");
}

function isEscaped(text: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - slashes > from && text.charAt(at - slashes - 1) === "\\") slashes++;
  return slashes % 2 === 1;
}

function endOf(text: string, from: number, kind: keyof typeof ENDS): number {
  const end = ENDS[kind];
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

/** A value of several lines, as YAML and HCL have them. */
function blockAt(text: string, start: number, name: number): Span | undefined {
  HEREDOC.lastIndex = start;
  const heredoc = HEREDOC.exec(text);
  if (heredoc) {
    const start = HEREDOC.lastIndex;
    const end = text.indexOf(`\n${heredoc[1]}`, start);
    return { start, end: end < 0 ? text.length : end };
  }
  const lines = skip(BLOCK, text, start);
  if (lines === start) return undefined;
  const indent = indentAt(text, name);
  let end = lines;
  while (end < text.length) {
    const next = text.indexOf("\n", end);
    const line = text.slice(end, next < 0 ? text.length : next);
    if (line.trim() !== "" && line.search(/\S/) <= indent) break;
    end = next < 0 ? text.length : next + 1;
  }
  const first = lines + (text.slice(lines, lines + LINE_START).search(/\S/) || 0);
  return end > first ? { start: first, end: text.charAt(end - 1) === "\n" ? end - 1 : end } : undefined;
}

/** How far the line of a name is indented. */
function indentAt(text: string, name: number): number {
  const line = lineBefore(text, name);
  return line.length - line.trimStart().length;
}

/** What stands in front of a name on its line, as far as it is looked at. */
function lineBefore(text: string, name: number): string {
  const back = text.slice(Math.max(0, name - LINE_START), name);
  return back.slice(back.lastIndexOf("\n") + 1);
}

function startsLine(text: string, name: number): boolean {
  const line = lineBefore(text, name);
  return line.length < LINE_START && IN_FRONT.test(line);
}

function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
