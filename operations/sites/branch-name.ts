/**
 * Longest name, in bytes. GitHub takes 244; but a site's entry has 1,024 bytes for the branch, the API URL and the pages
 * together.
 */
const LONGEST = 200;

/** What is wrong with a name, and how to say it. The first one that fits is told. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  // What a terminal or a page would act upon, or not show at all. Git itself forbids only the control characters of ASCII.
  [/[\p{C}\p{Zl}\p{Zp}]/u, "it holds a character that cannot be seen"],
  // The rules of `git check-ref-format`. Source: its manual, rules 1, 3 to 10, and its option --branch.
  [/\s/u, "it holds a space"],
  [/[~^:?*[\\]/, "it holds one of ~ ^ : ? * [ \\"],
  [/\.\./, "it holds two dots in a row"],
  [/@\{/, "it holds @{"],
  [/^@$/, "@ is short for HEAD"],
  [/^HEAD$/, "HEAD is what is checked out, whatever that is"],
  [/^-/, "it begins with -"],
  [/^\/|\/$|\/\//, "it begins or ends with a slash, or has two in a row"],
  [/(?:^|\/)\./, "a part of it begins with a dot"],
  [/\.lock(?:\/|$)/, "a part of it ends with .lock"],
  [/\.$/, "it ends with a dot"],
  // What GitHub refuses besides. Source: GitHub Docs, "Dealing with special characters in branch and tag names".
  [/^refs\//, "write the branch without refs/heads/"],
  [/^[0-9a-fA-F]{40}$/, "it reads as a commit"],
];

/**
 * What is wrong with the name of a branch, as a part of a sentence; undefined when nothing is.
 *
 * @param name As it was given, to the byte: with a space around it, it is no name of a branch.
 */
export function branchFault(name: string): string | undefined {
  if (name === "") return "it is empty";
  const found = FAULTS.find(([pattern]) => pattern.test(name));
  if (found) return found[1];
  return Buffer.byteLength(name) > LONGEST ? `it has more than ${LONGEST} bytes` : undefined;
}

/**
 * Whether somebody who writes one name may mean the branch of the other. Wider than git, as a branch that is ruled out must
 * not come in by another spelling:
 *
 * - `Main`: git tells them apart, file systems of macOS and Windows do not;
 * - ` main`: a slip of whoever pasted it;
 * - `refs/heads/main`, `heads/main`: its full name;
 * - `origin/main`, `remotes/origin/main`: what every checkout of GitHub calls it. A branch of that very name can exist, but
 *   nobody could tell it from the other one.
 *
 * `ｍａｉｎ`, `mаin` with a Cyrillic а and whatever else only looks alike are other names: git would never lead from them to the
 * branch, so the commit is not its commit.
 */
export const isSameBranch = (a: string, b: string): boolean => bare(a) === bare(b);

const bare = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/^(?:refs\/)?(?:heads\/|remotes\/)?/, "")
    .replace(/^(?:origin|upstream)\//, "");
