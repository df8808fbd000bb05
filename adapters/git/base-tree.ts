import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { exists, readIfExists } from "../files";
import { runProgram } from "../terraform/child-process";
import type { Repository } from "./repository";

export interface BaseTreeOptions {
  readonly repository: Repository;
  /** Forty digits. */
  readonly commit: string;
  /** The repository's folder, whose packages the tree is run with. */
  readonly root: string;
  /** The folder of everything that is written: `.infra`. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /**
   * Other commits whose trees are kept, too.
   * @default - this one alone is
   */
  readonly keep?: readonly string[];
  /**
   * What to do when it cannot be synthesized.
   * @default - to name another commit
   */
  readonly remedy?: string;
}

/** A commit that was synthesized. */
export interface BaseTree {
  /** What its own `infra synth` wrote. */
  readonly output: string;
  /** Whether it locks the packages that it was run with. */
  readonly samePackages: boolean;
}

/** A commit that cannot be synthesized. */
export class BaseTreeError extends Error {
  override readonly name = "InputError";
}

/**
 * Synthesizes a commit with the code and the catalogue of that commit, in a folder of its own. Its tree is kept for the
 * next run, and so are those of the commits that are named; others are removed.
 *
 * @throws BaseTreeError when the commit has no `infra synth`, or with the words of that command when it failed.
 */
export async function synthesizedCommit({
  repository,
  commit,
  root,
  folder,
  environment,
  signal,
  keep = [],
  remedy,
}: BaseTreeOptions): Promise<BaseTree> {
  const trees = join(folder, "base");
  const tree = join(trees, commit);
  if (!(await exists(tree))) {
    await mkdir(trees, { recursive: true });
    const fresh = `${tree}.${randomUUID()}`;
    try {
      await repository.export(commit, fresh);
      await synthesize(join(fresh, repository.prefix), {
        commit,
        root,
        environment,
        ...(signal && { signal }),
        ...(remedy !== undefined && { remedy }),
      });
      await rename(fresh, tree);
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      throw error;
    }
  }
  const others = (await readdir(trees)).filter((name) => name !== commit && !keep.includes(name));
  await Promise.all(others.map((name) => rm(join(trees, name), { recursive: true, force: true })));
  const place = join(tree, repository.prefix);
  const locks = await Promise.all([place, root].map((each) => readIfExists(join(each, "package-lock.json"))));
  return { output: join(place, OUTPUT), samePackages: locks[0] === locks[1] };
}

const OUTPUT = "cdktf.out";
const COMMAND = join("cli", "infra.js");

async function synthesize(
  place: string,
  {
    commit,
    root,
    environment,
    signal,
    remedy,
  }: Pick<BaseTreeOptions, "commit" | "root" | "environment" | "signal" | "remedy">,
): Promise<void> {
  const short = commit.slice(0, 7);
  if (!(await exists(join(place, COMMAND)))) {
    throw new BaseTreeError(
      `the commit ${short} has no command "infra synth" (${COMMAND}); ${remedy ?? `name a later commit, or "--since nothing"`}`,
    );
  }
  const packages = join(place, "node_modules");
  if (!(await exists(packages))) await symlink(join(root, "node_modules"), packages, "dir");
  const finished = await runProgram(process.execPath, [COMMAND, "synth", "--output", OUTPUT], {
    cwd: place,
    env: childEnvironment(environment),
    ...(signal && { signal }),
  });
  if (finished.status === 0) return;
  const words = withoutTrace(finished.stderr.trim() || finished.stdout.trim());
  throw new BaseTreeError(
    `the commit ${short} cannot be synthesized (its own "infra synth" ended with status ${finished.status}); ${remedy ?? `name another commit, or "--since nothing"`}\n${words}`,
  );
}

/** What a program said, without the code that Node prints around an error that nobody caught. */
function withoutTrace(words: string): string {
  const crash = /^\w*Error: .*?(?=\n {4}at )/ms.exec(words);
  return crash?.[0] ?? words;
}

/** What Node needs, and nothing that belongs to an account. */
const childEnvironment = (environment: BaseTreeOptions["environment"]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined &&
        /^(PATH|HOME|USER|TMPDIR|TEMP|TMP|LANG|LC_ALL|SYSTEMROOT|USERPROFILE)$/i.test(entry[0]),
    ),
  );
