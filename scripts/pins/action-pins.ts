/** An action of somebody else, pinned: workflows name the commit, with the version beside it. */
export interface ActionPin {
  /** `actions/checkout` */
  readonly action: string;
  /** `v7.0.1` */
  readonly version: string;
  /** All forty digits; null as long as nobody with a network looked it up. */
  readonly commit: string | null;
}

/** Answers what `git ls-remote` says of the tag of a version. */
export type AskRemote = (pin: ActionPin) => string;

/**
 * Looks up the commits that are not known, and looks again at those that are.
 *
 * @throws Error when a repository has no such tag, or when the tag is no longer the commit that is pinned: somebody moved
 * it, which is how actions are taken over.
 */
export function completed(pins: readonly ActionPin[], ask: AskRemote): readonly ActionPin[] {
  return pins.map((pin) => {
    const { action, version, commit } = pin;
    const found = commitIn(ask(pin), version);
    if (found === undefined)
      throw new Error(`${action} has no tag ${version}. Correct it in scripts/pins/actions.json.`);
    if (commit !== null && commit !== found) {
      throw new Error(
        `the tag ${version} of ${action} is ${found} now, not ${commit}. Find out who moved it, and why, before you pin anything.`,
      );
    }
    return { ...pin, commit: found };
  });
}

/** The commit that a version's tag stands for, as `git ls-remote` prints it: an annotated tag shows it under `^{}`. */
export function commitIn(printed: string, version: string): string | undefined {
  const found = new Map(printed.split("\n").map((line) => line.split("\t").reverse() as [string, string]));
  const commit = found.get(`refs/tags/${version}^{}`) ?? found.get(`refs/tags/${version}`);
  return commit !== undefined && /^[0-9a-f]{40}$/.test(commit) ? commit : undefined;
}

/** The table as its file holds it: by name. */
export function pinsText(pins: readonly ActionPin[]): string {
  const sorted = [...pins].sort((a, b) => (a.action < b.action ? -1 : 1));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}
