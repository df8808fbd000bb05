import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as ask } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { s3Client } from "../../adapters/aws/s3-client";
import { type PromoteOptions, promote } from "../../cli/commands/promote";
import { publish } from "../../cli/commands/site/publish";
import { siteLine, sitePlace, stageOf } from "../../cli/site-places";
import { NOT_FOUND_PAGE } from "../../constructs/site/not-found-page";
import { placesOf, type SiteLine, type SitePlace } from "../../model/sites";
import type { PromotionRecord } from "../../operations/promotion/record";
import type { SiteSettings } from "../../operations/sites/entry";
import { LOCATION_KEY, NOT_FOUND_KEY } from "../../operations/sites/keys";
import type { SiteEntries } from "../../operations/sites/ports";
import { siteRecords } from "../../operations/sites/site-records";
import { startEdgeOf } from "./edge-of-emulator";
import type { Edge } from "./edge-server";
import { newDistribution, newKeyValueStore } from "./emulated-edge";
import { infraBeside, type Ran } from "./infra";
import { type Moto, startMoto } from "./moto";
import { type SiteFront, startFront } from "./site-front";

const CATALOGUE = join(__dirname, "..", "..", "catalogue");

/** A build of a site: texts by path. */
export type SiteBuild = Readonly<Record<string, string>>;

/** A line of sites at all its stages, on an emulator, as the stacks make it. */
export interface SiteStages {
  /** The catalogue of this repository, with both networks in one account: the emulator is one. */
  readonly catalogue: string;
  readonly line: SiteLine;
  readonly s3: S3Client;
  /** Where AWS is; what `--endpoint` takes. */
  readonly url: string;
  /** Before the distributions of all stages; its URL is what `--through` takes. */
  readonly front: SiteFront;
  readonly edges: ReadonlyMap<string, Edge>;
  /** Options that lead a command here. */
  readonly here: readonly string[];
  /** Runs `infra` in a process of its own, against this emulator. */
  infra(words: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran>;
  /** Writes a build into a folder of its own. */
  folderOf(build: SiteBuild): string;
  /** The same as `infra site publish`, in this process. */
  publish(build: SiteBuild, branch: string, commit: string, run?: number): Promise<void>;
  /** The same as `infra promote`, in this process. */
  promote(stage: string, options?: Partial<PromoteOptions>): Promise<void>;
  /** What a browser gets. */
  get(host: string, path: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Whatever of a build the site of a host does not serve byte for byte, and what it says of itself. */
  served(host: string, build: SiteBuild): Promise<{ readonly config: unknown; readonly wrong: readonly string[] }>;
  entriesOf(stage: string): Promise<SiteEntries>;
  record(stage: string, host: string): Promise<PromotionRecord<SiteSettings> | undefined>;
  stop(): Promise<void>;
}

export interface SiteStagesOptions {
  /**
   * Milliseconds until an entry that was written is seen.
   * @default 0
   */
  readonly delay?: number;
}

/** Starts an emulator with the sites of the line `qro`. Whoever starts it stops it. */
export async function siteStages({ delay = 0 }: SiteStagesOptions = {}): Promise<SiteStages> {
  const folder = mkdtempSync(join(tmpdir(), "site-stages-"));
  const catalogue = inOneAccount(join(folder, "catalogue"));
  const line = siteLine(catalogue, "qro");
  const places = placesOf(line);
  const moto: Moto = await startMoto(places[0]?.accountId ?? "");
  const s3 = s3Client({ endpoint: moto.url }, "eu-west-1");
  const stores = new Map<string, string>();
  for (const place of places) stores.set(place.stackId, await deploy(moto.url, s3, place));
  const edges = new Map<string, Edge>();
  for (const { stackId, bucket, access } of places) {
    const keyValueStoreArn = stores.get(stackId) ?? "";
    edges.set(stackId, await startEdgeOf({ endpoint: moto.url, bucket, keyValueStoreArn, access, delay }));
  }
  const placeOf = (host: string) => places.find(({ suffix }) => host.toLowerCase().endsWith(`.${suffix}`));
  const front = await startFront((host) => edges.get(placeOf(host)?.stackId ?? "")?.url);
  const opened = (stage: string) => sitePlace(stageOf(line, stage).place, { endpoint: moto.url });
  let builds = 0;

  function folderOf(build: SiteBuild): string {
    const at = join(folder, `build-${++builds}`);
    for (const [path, text] of Object.entries(build)) {
      mkdirSync(dirname(join(at, path)), { recursive: true });
      writeFileSync(join(at, path), text);
    }
    return at;
  }

  const here = ["--catalogue", catalogue, "--endpoint", moto.url];
  const where = { catalogue, endpoint: moto.url, json: true, by: "ann", dryRun: false };
  const get = (host: string, path: string) => got(front.url, host, path);
  return {
    ...{ catalogue, line, s3, url: moto.url, front, edges, here, folderOf, get },
    infra: (words, env = {}) =>
      infraBeside([...words, ...here, ...(isRead(words) ? ["--through", front.url] : [])], {
        env: { ...moto.environment, ...env },
      }),
    publish: (build, branch, commit, run = ++builds) =>
      quietly(() =>
        publish(line.name, folderOf(build), { ...where, branch, commit, run, parallel: 8, allowSecretShapes: false }),
      ),
    promote: (stage, options = {}) =>
      quietly(() =>
        promote(line.name, stage, {
          ...where,
          ...{ through: front.url, all: false, older: false, checkInputs: false, wait: 0, parallel: 24 },
          ...(stageOf(line, stage).sources.some(({ approvers }) => approvers.length > 0) && { approvedBy: "quinn" }),
          ...options,
        }),
      ),
    async served(host, build) {
      const config = await get(host, "/config.json");
      const files = Object.entries(build).filter(([path]) => path !== "site.json");
      const answers = await Promise.all(files.map(([path]) => get(host, `/${path}`)));
      const wrong = files.flatMap(([path, text], at) =>
        answers[at]?.status === 200 && answers[at].text === text ? [] : [`${path}: ${JSON.stringify(answers[at])}`],
      );
      return { config: config.status === 200 ? JSON.parse(config.text) : config, wrong };
    },
    entriesOf: (stage) => opened(stage).entries(),
    record: async (stage, host) => (await siteRecords(opened(stage).store, stage, host).read())?.record,
    async stop() {
      await front.stop();
      for (const edge of edges.values()) await edge.stop();
      s3.destroy();
      await moto.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Copies the catalogue, and puts the network `main` into the account of `dev`. */
function inOneAccount(folder: string): string {
  cpSync(CATALOGUE, folder, { recursive: true });
  const change = (file: string, from: string, to: string) =>
    writeFileSync(join(folder, file), readFileSync(join(folder, file), "utf8").replace(from, to));
  change(join("networks", "main.yaml"), "account: production", "account: development");
  change("organisation.yaml", "development: {", "development: { guardedBy: dev,");
  return folder;
}

/** Commands that read sites back. */
const isRead = ([first]: readonly string[]): boolean => first === "promote" || first === "rollback";

/** What the stack of a place makes, as far as commands ask for it; answers the ARN of its key-value store. */
async function deploy(endpoint: string, s3: S3Client, { bucket: Bucket, stackId, region }: SitePlace): Promise<string> {
  const LocationConstraint = region as "eu-west-1";
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  const keyValueStoreArn = await newKeyValueStore(endpoint, stackId);
  const location = { keyValueStoreArn, distributionId: await newDistribution(endpoint) };
  await s3.send(new PutObjectCommand({ Bucket, Key: LOCATION_KEY, Body: JSON.stringify(location) }));
  const page = { Key: NOT_FOUND_KEY, Body: NOT_FOUND_PAGE, ContentType: "text/html; charset=utf-8" };
  await s3.send(new PutObjectCommand({ Bucket, ...page }));
  return keyValueStoreArn;
}

/** Does what a command does, without its words. Runs of GitHub Actions that the tests are in are none of the sites'. */
async function quietly(work: () => Promise<number>): Promise<void> {
  for (const name of Object.keys(process.env)) if (/^(?:GITHUB|RUNNER|ACTIONS)_/.test(name)) delete process.env[name];
  if (++quiet === 1) for (const { stream } of STREAMS) stream.write = () => true;
  try {
    const code = await work();
    if (code !== 0) throw new Error(`it ended with ${code}`);
  } finally {
    if (--quiet === 0) for (const { stream, write } of STREAMS) stream.write = write;
  }
}

/** How many commands are quiet now, and what they do not write to. */
let quiet = 0;
const STREAMS = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));

/** What is served under a host name by whoever answers at a URL. */
export const got = (
  front: string,
  host: string,
  path: string,
): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    ask(`${front}${path}`, { headers: { host }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
      );
    })
      .on("error", reject)
      .end();
  });

/** A commit that is told from every other by a name. */
export const commitOf = (name: string): string => createHash("sha1").update(name).digest("hex");

/** A small site: its version stands in a page, in a page below, and in an asset that is named by its bytes. */
export function siteBuild(version: string): SiteBuild {
  const script = `document.title = ${JSON.stringify(version)};\n`;
  const asset = `assets/app-${createHash("sha256").update(script).digest("hex").slice(0, 8)}.js`;
  return {
    "index.html": `<!doctype html><title>Order</title><h1>${version}</h1><script src="/${asset}"></script>\n`,
    "menu/index.html": `<!doctype html><title>Menu</title><p>Menu of ${version}</p>\n`,
    [asset]: script,
    "site.json": JSON.stringify({ pages: { redirects: { "/start": "/menu/" } }, immutable: ["/assets/"] }),
  };
}
