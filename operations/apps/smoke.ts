import { z } from "zod";
import { later, pause } from "../records/lease-time";
import { CONFIG_PATH } from "../sites/entry";
import type { Served, ServedAnswer } from "../sites/ports";
import type { Sleep } from "./ports";

/** What a stage must serve. */
export interface SmokeTarget {
  /** `portal.dev.example.com` */
  readonly site: string;
  /** `portal-api.dev.example.com` */
  readonly api: string;
  /** Path of the API that answers 200 when it is well. */
  readonly health: string;
  readonly version: string;
  /**
   * In full.
   * @default - of whichever commit
   */
  readonly commit?: string;
}

export interface SmokePorts {
  /** The site, with the password where it asks for one. */
  readonly site: Served;
  /** The API, which gets no password. */
  readonly api: Served;
  readonly now: () => Date;
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
  /** How long a switch may take until all edges of CloudFront know of it, in seconds. */
  readonly patienceSeconds: number;
}

/** What one address came to. */
export interface SmokeResult {
  /** `https://portal-api.dev.example.com/version` */
  readonly address: string;
  /**
   * Why it will not do, as the end of a sentence that begins with the address.
   * @default - it is as it must be
   */
  readonly fault?: string;
}

/** The path of the API that says what it is. */
export const VERSION_PATH = "/version";

/** Waits between two looks, in seconds. */
const WAITS = [0.5, 1, 2, 4, 8] as const;

/** Longest part of an answer that is repeated. */
const LONGEST_SHOWN = 60;

/**
 * Asks a stage, as its visitors do, whether it serves a version: the API's version and health, the site's version and its
 * entry page. Each address is asked again until it is as it must be, or the time is over.
 *
 * @returns a result for each address, in the order in which they are asked.
 */
export async function smoke(target: SmokeTarget, ports: SmokePorts): Promise<readonly SmokeResult[]> {
  const { site, api, health } = target;
  const end = later(ports.now(), ports.patienceSeconds);
  const checks: readonly Check[] = [
    { served: ports.api, host: api, path: VERSION_PATH, judge: (answer) => versionFault(answer, target) },
    { served: ports.api, host: api, path: health, judge: statusFault },
    { served: ports.site, host: site, path: CONFIG_PATH, judge: (answer) => configFault(answer, target) },
    { served: ports.site, host: site, path: "/", judge: statusFault },
  ];
  return Promise.all(checks.map((check) => asked(check, end, ports)));
}

/** Whether all is as it must be. */
export const isServed = (results: readonly SmokeResult[]): boolean => results.every(({ fault }) => fault === undefined);

interface Check {
  readonly served: Served;
  readonly host: string;
  readonly path: string;
  /** Undefined of an answer that will do. */
  readonly judge: (answer: ServedAnswer) => string | undefined;
}

async function asked(
  { served, host, path, judge }: Check,
  end: Date,
  { now, sleep, signal }: SmokePorts,
): Promise<SmokeResult> {
  const address = `https://${host}${path}`;
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    const fault = await served
      .get(host, path)
      .then(judge, (error: Error) => `could not be asked: ${error.message.replace(/\.$/, "")}`);
    if (fault === undefined) return { address };
    const left = (end.getTime() - now().getTime()) / 1000;
    if (left <= 0) return { address, fault };
    await pause(sleep, Math.min(left, WAITS[tries] ?? 8), signal);
  }
}

const statusFault = ({ status }: ServedAnswer): string | undefined =>
  status === 200 ? undefined : `answered with the status ${status}${statusHint(status)}`;

const statusHint = (status: number): string =>
  status === 401
    ? ": it asks for another user or password"
    : status === 503
      ? ": nothing was deployed yet, or it is down"
      : "";

const versionSchema = z.object({ version: z.string(), commit: z.string() });
const configSchema = versionSchema.extend({ apiUrl: z.string() });

function versionFault(answer: ServedAnswer, target: SmokeTarget): string | undefined {
  const read = jsonOf(answer, versionSchema);
  return typeof read === "string" ? read : otherFault(read, target);
}

function configFault(answer: ServedAnswer, target: SmokeTarget): string | undefined {
  const read = jsonOf(answer, configSchema);
  if (typeof read === "string") return read;
  const host = URL.canParse(read.apiUrl) ? new URL(read.apiUrl).host : "";
  return (
    otherFault(read, target) ??
    (host === target.api ? undefined : `names the API ${shown(read.apiUrl)}, where https://${target.api} was expected`)
  );
}

function otherFault(
  read: { readonly version: string; readonly commit: string },
  { version, commit }: SmokeTarget,
): string | undefined {
  if (read.version !== version) return `says the version ${shown(read.version)}, where ${version} was expected`;
  if (commit !== undefined && read.commit !== commit)
    return `says the commit ${shown(read.commit)}, where ${commit} was expected`;
  return undefined;
}

/** A page is what a wrong host, a proxy or a maintenance window would answer: it must not be taken for a version. */
function jsonOf<T>(answer: ServedAnswer, schema: z.ZodType<T>): T | string {
  const fault = statusFault(answer);
  if (fault !== undefined) return fault;
  try {
    const read = schema.safeParse(JSON.parse(new TextDecoder().decode(answer.bytes)));
    return read.success ? read.data : "answered JSON that names no version";
  } catch {
    return `answered ${answer.type.startsWith("text/html") ? "an HTML page" : "no JSON"} where its version was expected`;
  }
}

const shown = (text: string): string =>
  JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
