import { userInfo } from "node:os";
import { runProgram } from "../adapters/terraform/child-process";
import { InputError } from "./failures";

/** Longest name of who does something, in characters. */
const LONGEST = 100;

/**
 * Who runs a command, for records that people read: whoever was named, else who began the run of GitHub Actions, else the
 * name that git writes into commits here, else the user of this machine.
 *
 * @throws InputError when somebody was named in a way that cannot be shown.
 */
export async function actorOf(named: string | undefined, environment: NodeJS.ProcessEnv): Promise<string> {
  if (named !== undefined) {
    if (named.trim() === "" || /\p{C}/u.test(named) || named.length > LONGEST)
      throw new InputError(`--by takes a name of 1 to ${LONGEST} characters that can be seen`);
    return named.trim();
  }
  const found = environment.GITHUB_ACTOR || (await gitUser(environment)) || userInfo().username;
  return found.replace(/\p{C}/gu, "").slice(0, LONGEST);
}

/** Undefined where there is no git, or it knows no name. */
async function gitUser({ PATH = "", HOME = "" }: NodeJS.ProcessEnv): Promise<string | undefined> {
  const asked = runProgram("git", ["config", "--get", "user.name"], { cwd: process.cwd(), env: { PATH, HOME } });
  const { status, stdout } = await asked.catch(() => ({ status: null, stdout: "" }));
  return status === 0 ? stdout.trim() || undefined : undefined;
}
