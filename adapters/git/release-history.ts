import type { Tag } from "../../operations/versions/next-version";
import type { ReleaseHistory } from "../../operations/versions/ports";
import { gitAt } from "./git";

/** Which commits a release looks at. */
export interface HistoryQuestion {
  /** The commit that is released, by any name. */
  readonly ref: string;
  /**
   * Folders or files that the app is made of, relative to the folder that git is asked in: what changes nothing of them is no
   * part of a release.
   * @default - everything
   */
  readonly paths?: readonly string[];
}

/** Why git cannot tell what is new. */
export type HistoryProblem = "no-repository" | "no-commit" | "shallow";

/**
 * The tags of a repository, and the commits since the last release.
 *
 * @param isRelease Whether a tag is that of a release.
 * @param environment Of this process; what git needs of it is handed on.
 */
export async function releaseHistoryAt(
  folder: string,
  { ref, paths = [] }: HistoryQuestion,
  isRelease: (tag: string) => boolean,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ReleaseHistory | { readonly problem: HistoryProblem }> {
  const git = gitAt(folder, environment);
  const shallow = await git.tried(["rev-parse", "--is-shallow-repository"]);
  if (shallow === undefined) return { problem: "no-repository" };
  if (shallow.trim() === "true") return { problem: "shallow" };
  const found = await git.tried(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
  if (found === undefined) return { problem: "no-commit" };
  const commit = found.trim();
  const tags = tagsIn(await git.asked(["for-each-ref", TAG_FORMAT, "refs/tags"]));
  const released = tags.filter(({ name }) => isRelease(name)).map((tag) => `^${tag.commit}`);
  const range = [commit, ...new Set(released)];
  const log = await git.asked(["log", "-z", "--no-show-signature", LOG_FORMAT, ...range, "--", ...paths]);
  return { commit, tags, commits: commitsIn(log) };
}

/** A tag that is an object of its own tells what it leads to with an asterisk. */
const TAG_FORMAT =
  "--format=%(if)%(*objecttype)%(then)%(*objecttype) %(*objectname)%(else)%(objecttype) %(objectname)%(end) %(refname:lstrip=2)";
const LOG_FORMAT = "--format=%H%n%P%n%B";

/** Tags of anything but a commit release nothing, and the log would refuse them. */
const tagsIn = (text: string): readonly Tag[] =>
  lines(text).flatMap((line) => {
    const [, type, commit = "", name = ""] = /^(\S+) (\S+) (.*)$/.exec(line) ?? [];
    return type === "commit" ? [{ name, commit }] : [];
  });

const commitsIn = (text: string): ReleaseHistory["commits"] =>
  text
    .split("\0")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [commit = "", parents = "", ...message] = part.replace(/^\n/, "").split("\n");
      return { commit, message: message.join("\n").trim(), isMerge: parents.trim().split(" ").length > 1 };
    });

const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");
