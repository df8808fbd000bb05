import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildDeployer } from "../../scripts/build-deployer";
import { startProxy } from "../support/cutting-proxy";
import type { DeployerStage } from "../support/deployer-stage";
import { withoutActions } from "../support/infra";

/** The Deployer as its image has it, but for the address of AWS and how long is waited. */
export interface DeployerProcess {
  /** Runs it to its end, and answers how many calls it made. */
  undisturbed(folder: string): Promise<number>;
  /** Kills it before or after its nth call. */
  killedAt(folder: string, n: number, when: "before" | "after"): Promise<void>;
  remove(): void;
}

export function deployerProcess({ settings, moto }: DeployerStage): DeployerProcess {
  const built = mkdtempSync(join(tmpdir(), "deployer-"));
  buildDeployer(built, join(__dirname, "deployer-entry.ts"));

  async function start(folder: string, fate: (n: number) => "pass" | "hold-before" | "hold-after") {
    const aws = await startProxy(moto.url, { onCall: fate });
    const words = [join(built, "deploy.js"), JSON.stringify({ settings: { ...settings, folder }, endpoint: aws.url })];
    const child = spawn(process.execPath, words, { env: withoutActions(), stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    return { child, aws, said: () => said };
  }

  return {
    async undisturbed(folder) {
      const { child, aws, said } = await start(folder, () => "pass");
      const [code] = await once(child, "close");
      await aws.stop();
      if (code !== 0) throw new Error(`it ended with ${code}: ${said()}`);
      return aws.calls.length;
    },

    async killedAt(folder, nth, when) {
      const { child, aws, said } = await start(folder, (n) => (n === nth ? `hold-${when}` : "pass"));
      const early = once(child, "exit").then(([code]) =>
        Promise.reject(new Error(`it ended with ${code} before call ${nth}: ${said()}`)),
      );
      await Promise.race([aws.held(), early]);
      early.catch(() => undefined);
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      await aws.stop();
    },

    remove: () => rmSync(built, { recursive: true, force: true }),
  };
}
