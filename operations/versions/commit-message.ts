/** What a commit's message says of the change, where it keeps to conventionalcommits.org 1.0.0. */
export interface Change {
  /** `feat`, `fix`, …, in small letters; undefined where the subject has none. */
  readonly type: string | undefined;
  /** What of the code it is about; undefined where nothing is said. */
  readonly scope: string | undefined;
  /** Whether it breaks what others rely on: `!` before the colon, or a footer that says so. */
  readonly isBreaking: boolean;
  /** The subject without all that, and without the number of its pull request. */
  readonly text: string;
  /** Number of the pull request, as GitHub adds it to the subject of a squashed merge; undefined where there is none. */
  readonly pullRequest: number | undefined;
}

/** Source: conventionalcommits.org, "Specification", 1 to 5 and 15: types in any case. */
const SUBJECT = /^([a-z]+)(?:\(([^()\n]+)\))?(!)?: +(\S.*)$/i;
/** The same, 12, 13 and 16: in capitals, at the start of a line of the body, with a hyphen or without. */
const FOOTER = /^BREAKING[ -]CHANGE: \S/m;

/** Reads a commit's whole message. */
export function changeOf(message: string): Change {
  const [subject = "", ...rest] = message.split(/\r?\n/);
  const [, type, scope, mark, said] = SUBJECT.exec(subject.trim()) ?? [];
  const [, text = "", number] = /^(.*?)(?: \(#([1-9]\d{0,8})\))?$/.exec(said ?? subject.trim()) ?? [];
  return {
    type: type?.toLowerCase(),
    scope,
    isBreaking: mark === "!" || FOOTER.test(rest.join("\n")),
    text,
    pullRequest: number === undefined ? undefined : Number(number),
  };
}
