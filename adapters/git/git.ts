import { type Finished, runProgram } from "../terraform/child-process";

/** Git, asked in one folder. */
export interface Git {
  /** What it prints; undefined when it refuses, or there is no git. */
  tried(words: readonly string[]): Promise<string | undefined>;
  /**
   * What it prints.
   * @throws Error with what git says, when it refuses.
   */
  asked(words: readonly string[]): Promise<string>;
}

/** @param environment Of this process; what git needs of it is handed on. */
export function gitAt(folder: string, environment: Readonly<Record<string, string | undefined>>): Git {
  const env = gitEnvironment(environment);
  const run = (words: readonly string[]): Promise<Finished> => runProgram("git", words, { cwd: folder, env });
  return {
    tried: async (words) => {
      const finished = await run(words).catch(() => undefined);
      return finished?.status === 0 ? finished.stdout : undefined;
    },
    asked: async (words) => {
      const { status, stdout, stderr } = await run(words);
      if (status === 0) return stdout;
      throw new Error(`git ${words[0]} failed (status ${status}): ${stderr.trim()}`);
    },
  };
}

/** Settings of a hook that runs us, such as `GIT_DIR`, would lead to another repository. */
export function gitEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      /^(PATH|HOME|USER|TMPDIR|TEMP|TMP|SYSTEMROOT|USERPROFILE|XDG_CONFIG_HOME)$/i.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" };
}
