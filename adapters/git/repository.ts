import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Finished, runProgram } from "../terraform/child-process";
import { gitEnvironment } from "./git";

/** The git repository that a folder belongs to. */
export interface Repository {
  /** Where the folder lies below the top of the repository: empty, or with a slash at its end. */
  readonly prefix: string;
  /** The commit that a name stands for, in forty digits; undefined when no commit is called so. */
  commitOf(ref: string): Promise<string | undefined>;
  /** Whether the history was cut off when it was fetched. */
  isShallow(): Promise<boolean>;
  /** Whether anything below these folders differs from the last commit: changed, new or removed. */
  isChanged(folders: readonly string[]): Promise<boolean>;
  /** The text of a file of a commit; undefined when the commit has no such file. The path is relative to the folder. */
  textAt(commit: string, path: string): Promise<string | undefined>;
  /** Writes every file of a commit into a folder. Neither the work tree nor the index changes. */
  export(commit: string, folder: string): Promise<void>;
}

/**
 * The repository that a folder belongs to; undefined when it belongs to none, or there is no git.
 *
 * @param environment Of this process; what git needs of it is handed on.
 */
export async function repositoryAt(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Repository | undefined> {
  const env = gitEnvironment(environment);
  const git = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Finished> =>
    runProgram("git", args, { cwd: folder, env: { ...env, ...more } });

  const found = await git(["rev-parse", "--show-prefix"]).catch(() => undefined);
  if (found?.status !== 0) return undefined;

  return {
    prefix: found.stdout.trim(),
    commitOf: async (ref) => {
      const { status, stdout } = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
      return status === 0 ? stdout.trim() : undefined;
    },
    isShallow: async () => {
      const { status, stdout } = await git(["rev-parse", "--is-shallow-repository"]);
      return status === 0 && stdout.trim() === "true";
    },
    isChanged: async (folders) => {
      const { stdout } = succeeded(
        "status",
        await git(["status", "--porcelain", "--untracked-files=all", "--", ...folders]),
      );
      return stdout.trim() !== "";
    },
    textAt: async (commit, path) => {
      const { status, stdout } = await git(["cat-file", "blob", `${commit}:./${path}`]);
      return status === 0 ? stdout : undefined;
    },
    export: async (commit, target) => {
      await mkdir(target, { recursive: true });
      const index = { GIT_INDEX_FILE: join(target, ".exported-index") };
      succeeded("read-tree", await git(["read-tree", commit], index));
      succeeded("checkout-index", await git(["checkout-index", "--all", `--prefix=${target}/`], index));
      await rm(index.GIT_INDEX_FILE);
    },
  };
}

function succeeded(command: string, finished: Finished): Finished {
  if (finished.status === 0) return finished;
  throw new Error(`git ${command} failed (status ${finished.status}): ${finished.stderr.trim()}`);
}
