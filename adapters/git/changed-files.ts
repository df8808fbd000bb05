import { gitAt } from "./git";

/**
 * The files in which two commits differ, from the top of the repository on, of a renamed one both names; undefined where one of the
 * commits is not there: of a branch that is new, or that was pushed by force.
 *
 * @param environment Of this process; what git needs of it is handed on.
 */
export async function changedFiles(
  folder: string,
  { from, to }: { readonly from: string; readonly to: string },
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[] | undefined> {
  const git = gitAt(folder, environment);
  for (const commit of [from, to]) {
    const found = await git.tried(["rev-parse", "--verify", "--quiet", "--end-of-options", `${commit}^{commit}`]);
    if (found === undefined) return undefined;
  }
  const names = await git.asked(["diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", from, to, "--"]);
  return names.split("\0").filter((name) => name !== "");
}
