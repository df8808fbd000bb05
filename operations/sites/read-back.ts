import { isDeepStrictEqual } from "node:util";
import { ENTRY_PAGE, type Pages, type Release, type ReleasedFile, sha256 } from "../../runtime/site/release";
import { inTurn } from "../in-turn";
import { PromotionError } from "../promotion/promote";
import type { Destination } from "../promotion/target";
import { pause } from "../records/lease-time";
import { fileAt } from "./addresses";
import type { SiteSettings } from "./entry";
import type { Served } from "./ports";
import { configAddress, type SiteAnswer, servedConfig } from "./served-config";

export interface ReadBackOptions {
  readonly served: Served;
  /** Whether every file is read, or the version and the entry page alone. */
  readonly everything: boolean;
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
  /**
   * How long a switch may take until it is seen everywhere, in seconds. Source: CloudFront Developer Guide, "Work with key
   * value data": a change reaches all edges in seconds.
   * @default 90
   */
  readonly patienceSeconds?: number;
}

/** Waits between two looks, in seconds: short at first, as most switches are seen at once. */
const WAITS = [0.1, 0.2, 0.4, 0.8, 1.5, 3] as const;

const PATIENCE_SECONDS = 90;

/** The same for a file, once the version was seen somewhere. */
const WAITS_FOR_FILE = [0.1, 0.2, 0.4, 0.8, 1.5] as const;

/** Files that are read at the same time. */
const AT_ONCE = 8;

/**
 * Reads what a site serves, as a browser would, until it is exactly what was switched to.
 *
 * @throws PromotionError that names the address, and what it answered instead.
 */
export async function readBack(
  host: string,
  { digest, manifest }: Release,
  to: Destination<SiteSettings>,
  options: ReadBackOptions,
  signal: AbortSignal,
): Promise<void> {
  await untilServed(host, digest, to, options, signal);
  const { everything } = options;
  const asked = manifest.files.flatMap((file) =>
    addressesOf(file, manifest.pages, everything).map((at) => ({ file, at })),
  );
  await inTurn(asked, AT_ONCE, async ({ file, at }) => {
    await untilExact(host, file, at, options, signal);
  });
}

/** One place of CloudFront may know of a switch before another one, and an answer may get lost: a few looks decide. */
async function untilExact(
  host: string,
  file: ReleasedFile,
  path: string,
  { served, sleep }: ReadBackOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    try {
      return await isExactly(served, host, file, path);
    } catch (error) {
      const seconds = WAITS_FOR_FILE[tries];
      if (seconds === undefined) throw error;
      await pause(sleep, seconds, signal);
    }
  }
}

/** Where a file is read. The entry page always, as it is what a browser asks for first; all else where everything is asked for. */
function addressesOf({ path }: ReleasedFile, pages: Pages, everything: boolean): readonly string[] {
  const { redirects = {} } = pages;
  const own = `/${path}`;
  const isEntry = path === ENTRY_PAGE;
  const leadsHere = (address: string): boolean => !Object.hasOwn(redirects, address) && fileAt(address, pages) === path;
  const addresses = [...(isEntry ? ["/"] : []), ...(everything || isEntry ? [own] : [])].filter(leadsHere);
  const asked = everything ? addresses : addresses.slice(0, 1);
  return asked.map((address) => address.split("/").map(encodeURIComponent).join("/"));
}

async function untilServed(
  host: string,
  digest: string,
  { version, settings }: Destination<SiteSettings>,
  { served, sleep, patienceSeconds = PATIENCE_SECONDS }: ReadBackOptions,
  signal: AbortSignal,
): Promise<void> {
  const expected: SiteAnswer = { kind: "config", config: { ...settings, release: digest, commit: version.commit } };
  let waited = 0;
  for (let tries = 0; ; tries++) {
    const answer = await servedConfig(served, host);
    if (isDeepStrictEqual(answer, expected)) return;
    signal.throwIfAborted();
    if (waited >= patienceSeconds)
      throw new PromotionError(`${configAddress(host)} ${insteadOf(answer, patienceSeconds)}.`);
    const seconds = WAITS[Math.min(tries, WAITS.length - 1)] ?? 3;
    await pause(sleep, seconds, signal);
    waited += seconds;
  }
}

const insteadOf = (answer: SiteAnswer, seconds: number): string =>
  answer.kind === "fault"
    ? answer.why
    : `still says ${answer.config.release.slice(0, 12)} of commit ${answer.config.commit.slice(0, 7)} and the API ${answer.config.apiUrl}, ${seconds} seconds after the switch`;

async function isExactly(served: Served, host: string, file: ReleasedFile, path: string): Promise<void> {
  const { status, bytes } = await served.get(host, path);
  const found = sha256(bytes);
  if (status === 200 && found === file.sha256) return;
  const why =
    status === 200
      ? `${bytes.length} bytes with the SHA-256 ${found.slice(0, 12)}…, not the ${file.size} bytes with ${file.sha256.slice(0, 12)}… that the release has`
      : `with the status ${status}, not the ${file.size} bytes that the release has`;
  throw new PromotionError(`https://${host}${path} answered ${why}.`);
}
