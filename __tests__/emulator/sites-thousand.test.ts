import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { sitePlace, stageOf } from "../../cli/site-places";
import { siteRecords } from "../../operations/sites/site-records";
import { startProxy } from "../support/cutting-proxy";
import { withoutActions } from "../support/infra";
import { type SiteStages, siteStages } from "../support/site-stages";
import { apiOf, NEW, OLD, seedClients } from "../support/thousand-clients";

jest.setTimeout(900_000);

const CLIENTS = 1_000;
const DAMAGED = "cafe-0500.qro.equipweb.biz";
const FIXED = "cafe-0700.qro.equipweb.biz";

let stages: SiteStages;
let hosts: readonly string[];

beforeAll(async () => {
  stages = await siteStages();
  hosts = await seedClients(stages, CLIENTS);
});
afterAll(() => stages?.stop());

const place = () => sitePlace(stageOf(stages.line, "client").place, { endpoint: stages.url });
const PROMOTE_ALL = ["promote", "qro", "client", "--all", "--approved-by", "quinn"];

/** One client's entry is no entry any more, and another one got something else after the version that all are to get. */
async function harm(): Promise<void> {
  const entries = await stages.entriesOf("client");
  const [damaged] = [await entries.read(DAMAGED)];
  await entries.change({ host: DAMAGED, before: damaged?.text, after: "no entry" });
  await stages.promote("client", { client: FIXED, apiUrl: apiOf(FIXED) });
  const before = await entries.read(FIXED);
  const {
    release: digest = "",
    commit = "",
    branch = "",
  } = (await entries.read("cafe-0001.qro.equipweb.biz"))?.entry ?? {};
  const records = siteRecords(place().store, "client", FIXED);
  const stored = await records.read();
  if (!before?.entry || !stored) throw new Error("nothing was promoted");
  const fix = {
    ...stored.record.latest,
    version: { ...stored.record.latest.version, digest, commit, name: commit, branch },
  };
  await records.write(stored, { ...stored.record, latest: fix, good: [fix, ...stored.record.good] });
  const text = JSON.stringify({ ...before.entry, release: digest, commit });
  await entries.change({ host: FIXED, before: before.text, after: text });
}

/** Which commits are served, and by how many. */
async function versions(): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = { old: 0, new: 0, damaged: 0, otherApi: 0 };
  for (const { host, entry } of await (await stages.entriesOf("client")).list()) {
    if (!hosts.includes(host)) continue;
    const kind = !entry
      ? "damaged"
      : entry.commit === NEW.commit
        ? "new"
        : entry.commit === OLD.commit
          ? "old"
          : "other";
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (entry && entry.settings.apiUrl !== apiOf(host)) counts.otherApi = (counts.otherApi ?? 0) + 1;
  }
  return counts;
}

describe(`${CLIENTS} clients`, () => {
  it("are listed with few requests", async () => {
    const proxy = await startProxy(stages.url);
    const { code, stdout } = await stages.infra([
      "sites",
      "qro",
      "--stage",
      "client",
      "--json",
      "--endpoint",
      proxy.url,
    ]);
    const { sites } = JSON.parse(stdout) as { readonly sites: readonly { readonly host: string }[] };
    await proxy.stop();
    expect([code, sites.map(({ host }) => host), proxy.calls.length < 40]).toEqual([0, hosts, true]);
  });

  it("get a release, also when the run is killed in the middle: the next one goes on where it ended", async () => {
    await harm();
    const words = [...PROMOTE_ALL, ...stages.here, "--through", stages.front.url];
    const child = spawn(process.execPath, [join(__dirname, "..", "..", "cli", "infra.js"), ...words], {
      detached: true,
      env: withoutActions(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let done = 0;
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      done += text.split(": promoted").length - 1;
      if (done >= CLIENTS / 4 && child.exitCode === null && !child.killed)
        child.killed || process.kill(-(child.pid ?? Number.NaN), "SIGKILL");
    });
    await once(child, "exit");
    const left = await versions();
    const proxy = await startProxy(stages.url);
    const ran = await stages.infra([...PROMOTE_ALL, "--endpoint", proxy.url]);
    await proxy.stop();
    const commit = NEW.commit.slice(0, 7);
    expect([
      (left.new ?? 0) >= CLIENTS / 4 && (left.new ?? 0) < CLIENTS / 2,
      ran.code,
      ran.stdout.split("\n").filter((line) => !/^ {2}(stage|version|branch|release|from|by|approved) /.test(line)),
      await versions(),
      proxy.calls.length <= 9 * CLIENTS,
    ]).toEqual([
      true,
      1,
      [
        `${CLIENTS - 2} of ${CLIENTS.toLocaleString("en")} clients of qro serve ${commit} of main`,
        `  ${FIXED} was left as it is: ${FIXED} had the commit ${commit} before, and got ${OLD.commit.slice(0, 7)} of main after it. To give it that one again all the same, say --older; to undo its last promotion, use \`infra rollback\`.`,
        `  ${DAMAGED} has an entry that cannot be read, or an API URL that will not do: promote to it by its name`,
        "",
      ],
      { old: 1, new: CLIENTS - 2, damaged: 1, otherApi: 0 },
      true,
    ]);
    await stages.promote("client", { client: DAMAGED, apiUrl: apiOf(DAMAGED) });
    await stages.promote("client", { client: FIXED, apiUrl: apiOf(FIXED), older: true });
    expect(await versions()).toEqual({ old: 0, new: CLIENTS, damaged: 0, otherApi: 0 });
  });
});
