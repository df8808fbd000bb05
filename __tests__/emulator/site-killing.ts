import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { PromoteOptions } from "../../cli/commands/promote";
import { type CuttingProxy, type Fate, type ProxiedCall, startProxy } from "../support/cutting-proxy";
import { withoutActions } from "../support/infra";
import type { SiteStages } from "../support/site-stages";

const ROOT = join(__dirname, "..", "..");

/**
 * The command in one file, so that a process of it starts in a fifth of the time: a promotion is killed a hundred times. It is
 * the code of `infra promote` from its options on.
 */
const ENTRY = `
  import { promote } from "./cli/commands/promote";
  import { describeError, exitCodeOf } from "./cli/failures";
  promote(...JSON.parse(process.argv[2])).catch((error) => {
    process.stderr.write(describeError(error, false) + "\\n");
    return exitCodeOf(error);
  }).then((code) => { process.exitCode = code; });
`;

/** The promotion whose process is killed. */
export interface KilledPromotion {
  readonly stages: SiteStages;
  readonly stage: string;
  readonly options?: Partial<PromoteOptions>;
}

/** When a process is killed: before or after a call that has a name, the nth of that name. */
export interface Moment {
  readonly when: "before" | "after";
  readonly name: string;
  readonly nth: number;
}

export interface PromotionProcess {
  /** Runs it to its end, and names each call that it made, in order. */
  undisturbed(): Promise<readonly string[]>;
  /** Kills it at a moment. */
  killedAt(moment: Moment): Promise<void>;
  remove(): void;
}

export function promotionProcess({ stages, stage, options }: KilledPromotion): PromotionProcess {
  const folder = mkdtempSync(join(tmpdir(), "promote-"));
  const file = join(folder, "promote.js");
  const stdin = { contents: ENTRY, resolveDir: ROOT, loader: "ts" as const };
  buildSync({ stdin, bundle: true, platform: "node", outfile: file, logLevel: "error" });

  async function start(onCall: (name: string) => Fate) {
    const named = (_: number, call: ProxiedCall) => onCall(nameOf(call));
    const aws = await startProxy(stages.url, { onCall: named });
    const edge = await startProxy(stages.front.url, { onCall: named });
    const given = {
      ...{ catalogue: stages.catalogue, endpoint: aws.url, through: edge.url, by: "ann", approvedBy: "quinn" },
      ...{ all: false, older: false, checkInputs: false, dryRun: false, wait: 0, parallel: 24, json: true },
      ...options,
    };
    const words = [file, JSON.stringify([stages.line.name, stage, given])];
    const child = spawn(process.execPath, words, {
      detached: true,
      env: withoutActions(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    return { child, proxies: [aws, edge] };
  }

  return {
    async undisturbed() {
      const names: string[] = [];
      const { child, proxies } = await start((name) => {
        names.push(name);
        return "pass";
      });
      await ended(child, 0);
      await stop(proxies);
      return names;
    },

    async killedAt({ when, name, nth }) {
      let left = nth;
      const { child, proxies } = await start((called) =>
        called === name && --left === 0 ? (when === "before" ? "hold-before" : "hold-after") : "pass",
      );
      const early = once(child, "exit").then(([code]) =>
        Promise.reject(new Error(`it ended with ${code} before ${name}`)),
      );
      await Promise.race([...proxies.map((proxy) => proxy.held()), early]);
      early.catch(() => undefined);
      process.kill(-(child.pid ?? Number.NaN), "SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      await stop(proxies);
    },

    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Every moment before and after each of the calls. */
export function momentsOf(names: readonly string[]): readonly Moment[] {
  const seen = new Map<string, number>();
  return names.flatMap((name) => {
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return [
      { when: "before" as const, name, nth },
      { when: "after" as const, name, nth },
    ];
  });
}

/** `GET /<bucket>/records/prod/edgecafe.qro.equipweb.biz.json`; numbers that are made up anew are left out. */
const nameOf = ({ method, path, headers }: ProxiedCall): string => {
  const [where = "", query = ""] = path.split("?");
  const listed = query.includes("list-type") ? " (list)" : "";
  const site = headers.host?.includes("equipweb.biz") ? `https://${headers.host}` : "";
  return `${method} ${site}${decodeURIComponent(where)}${listed}`;
};

const stop = (proxies: readonly CuttingProxy[]) => Promise.all(proxies.map((proxy) => proxy.stop()));

async function ended(child: ChildProcess, expected: number): Promise<void> {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [code] = await once(child, "close");
  if (code !== expected) throw new Error(`it ended with ${code}: ${said}`);
}
