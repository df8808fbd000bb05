import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { exclusively, LockedError } from "../../adapters/run-lock";

const INSTALLED = join(__dirname, "..", "..", ".infra");

/**
 * Installs a package of PyPI beside what the repository writes, in an environment of its own, and says where its programs
 * are. Several test runs at once install it once.
 *
 * @param requirement With its exact version: `moto[server]==5.2.5`.
 */
export async function pythonPackage(requirement: string): Promise<string> {
  const folder = join(INSTALLED, requirement.replace(/\[.*\]/, "").replace("==", "-"));
  const programs = join(folder, "bin");
  const complete = join(folder, "complete");
  for (let tries = 0; !existsSync(complete); tries++) {
    try {
      await exclusively(`${folder}.installing`, `the installation of ${requirement}`, async () => {
        if (existsSync(complete)) return;
        execFileSync("python3", ["-m", "venv", "--clear", folder]);
        const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement];
        execFileSync(join(programs, "python"), pip);
        writeFileSync(complete, "");
      });
    } catch (error) {
      if (!(error instanceof LockedError) || tries === 120) throw error;
      await wait(1_000);
    }
  }
  return programs;
}
