import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenPlace } from "../../cli/site-places";
import { recordText } from "../../operations/promotion/record-text";
import { entryText } from "../../operations/sites/entry";
import { manifestKey, recordKey } from "../../operations/sites/keys";
import { deployedPlace } from "../support/deployed-place";
import { infraBeside } from "../support/infra";
import { type Moto, startMoto } from "../support/moto";
import { API, anAttempt, anEntry, aRecord, CLIENT, digest, exampleLine, failed, placeOf } from "../support/sites";

const LINE = exampleLine();
const BROKEN = "broken.qro.equipweb.biz";
const OWN = { apiUrl: "https://s2.equipweb.biz/EdgeCafe/ordering/api" };

let moto: Moto;
let folder: string;

const infra = async (...words: readonly string[]) => {
  const { code, stdout, stderr } = await infraBeside([...words, "--endpoint", moto.url]);
  return { code, stdout, stderr: stderr.replaceAll(moto.url, "AWS") };
};

async function serve({ entries }: OpenPlace, host: string, after: string): Promise<void> {
  await (await entries()).change({ host, before: undefined, after });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sites-"));
  moto = await startMoto("111111111111");
  const prod = await deployedPlace(moto.url, placeOf(LINE, "prod"));
  const dev = await deployedPlace(moto.url, placeOf(LINE, "dev"));
  await dev.store.create(recordKey("dev", "edgecafetraining.qro-dev.equipweb.biz"), "<html>\u001b[2J");
  await serve(prod, "edgecafe.qro.equipweb.biz", entryText(anEntry("b2", { settings: OWN })));
  await serve(prod, CLIENT, entryText(anEntry("a1", { since: "2026-11-19T10:00:00Z" })));
  await serve(prod, BROKEN, '{"release":"<img src=x>\u001b[31m"}');
  const [good, bad] = [anAttempt("a1", { approver: "mara" }), failed("b2")];
  await prod.store.create(recordKey("client", CLIENT), recordText(aRecord(bad, [good])));
  for (const digits of ["a1", "f6"]) await prod.store.create(manifestKey(digest(digits)), "{}");
});

afterAll(async () => {
  await moto?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("infra sites", () => {
  it("lists what is served, and says what is not as it should be", async () => {
    const { code, stdout, stderr } = await infra("sites", "qro");
    const rows = stdout.split("\n").map((line) => line.split(/ {2,}/));
    expect(rows).toEqual([
      ["stage", "site", "version", "branch", "API URL", "since", "by", "remarks"],
      [
        "dev",
        "edgecafetraining.qro-dev.equipweb.biz",
        "-",
        "-",
        "-",
        "-",
        "-",
        "nothing served yet; its record is damaged",
      ],
      ["prod", "edgecafe.qro.equipweb.biz", "b2b2b2b", "main", OWN.apiUrl, "2026-11-20 10:00:00Z", "ann"],
      [
        "client",
        CLIENT,
        "a1a1a1a",
        "main",
        API,
        "2026-11-19 10:00:00Z",
        "ann",
        "promotion of b2b2b2b failed, 2026-11-20 10:00:09Z; behind prod",
      ],
      ["client", BROKEN, "-", "-", "-", "-", "-", "damaged: promote to it again"],
      [""],
    ]);
    expect([code, stderr]).toEqual([
      0,
      `4 sites: 1 damaged, 1 with a damaged record, 1 whose last promotion failed, 1 with nothing served yet, 1 behind.
qro uat: not deployed yet. The stack uat-sites-qro makes it.
qro rc: not deployed yet. The stack rc-sites-qro makes it.
`,
    ]);
  });

  it("writes a page, and prints JSON of one client", async () => {
    const file = join(folder, "sites.html");
    const { code, stdout } = await infra("sites", "--client", "amazingcafe", "--json", "--page", file);
    const { format, sites } = JSON.parse(stdout);
    expect([
      code,
      format,
      sites.map(({ host, release }: { host: string; release: string }) => [host, release]),
    ]).toEqual([0, 1, [[CLIENT, digest("a1")]]]);
    expect(readFileSync(file, "utf8")).toContain(`<a href="https://${CLIENT}/" rel="noreferrer">`);
  });

  it("says who is meant by a client that nobody knows, and fails", async () => {
    const { code, stdout, stderr } = await infra("sites", "qro", "--stage", "client", "--client", "amazingcaffe");
    expect([code, stdout, stderr]).toEqual([
      1,
      "",
      'There is no site of "amazingcaffe". Did you mean "amazingcafe"?\n',
    ]);
  });

  it.each([
    ["a line", ["qor"], 'there is no line of sites "qor" in '],
    ["a stage", ["qro", "--stage", "clients"], 'the line qro has no stage "clients". Did you mean "client"?'],
    ["control characters", ["q\u001b[2Jro"], 'there is no line of sites "q\uFFFD[2Jro" in '],
    ["a folder for a page", ["qro", "--page", "/nowhere/sites.html"], "/nowhere/sites.html cannot be written: "],
  ])("refuses %s that there is not", async (_, words, message) => {
    const { code, stdout, stderr } = await infra("sites", ...words);
    expect([code, stdout, stderr.slice(0, message.length)]).toEqual([2, "", message]);
  });
});

describe("infra releases", () => {
  it("tells what became of a client's site", async () => {
    const { code, stdout } = await infra("releases", "qro", "client", "--client", CLIENT.toUpperCase());
    expect([code, stdout.split("\n").map((line) => line.split(/ {2,}/))]).toEqual([
      0,
      [
        [`${CLIENT} (qro client) serves a1a1a1a of main, since 2026-11-19 10:00:00Z, by ann. API URL: ${API}`],
        [
          "The last promotion of b2b2b2b from prod (edgecafe.qro.equipweb.biz), by ann, failed 2026-11-20 10:00:09Z: the site answered an HTML page where its version was expected.",
        ],
        [""],
        ["served", "version", "branch", "release", "API URL", "from", "by", "approved by", "when", "run"],
        [
          "now",
          "a1a1a1a",
          "main",
          "a1a1a1a1a1a1",
          API,
          "prod (edgecafe.qro.equipweb.biz)",
          "ann",
          "mara",
          "2026-11-20 10:00:09Z",
          "-",
        ],
        [""],
      ],
    ]);
  });

  it("counts who serves which release at the stage of clients, and leaves out prod's own site", async () => {
    const { code, stdout } = await infra("releases", "qro", "client", "--json");
    expect([code, JSON.parse(stdout).releases]).toEqual([
      0,
      [
        { release: digest("a1"), commit: anEntry("a1").commit, branch: "main", sites: [CLIENT], whole: true },
        { release: digest("f6"), sites: [], whole: true },
      ],
    ]);
  });

  it.each<[string, readonly string[], number, string]>([
    [
      "a client of another stage",
      ["client", "--client", "a.qro-rc.equipweb.biz"],
      2,
      'the domain "a.qro-rc.equipweb.biz" is one of the stage rc, not of client. Use <client>.qro.equipweb.biz.\n',
    ],
    [
      "a client where there is one site",
      ["prod", "--client", CLIENT],
      2,
      "the stage prod has one site, edgecafe.qro.equipweb.biz. Leave out --client.\n",
    ],
    [
      "a client that nobody knows",
      ["client", "--client", "amazing-cafe.qro.equipweb.biz"],
      1,
      `No release was ever promoted to amazing-cafe.qro.equipweb.biz. Did you mean "${CLIENT}"?\n`,
    ],
    ["a stage", ["production"], 2, 'the line qro has no stage "production". Known: client, dev, prod, rc, uat.\n'],
    [
      "a stage that is not deployed",
      ["uat"],
      1,
      "could not read stage.json in the bucket equipweb-uat-sites-qro-111111111111: there is no such bucket. The stack uat-sites-qro makes it: deploy it first.\n",
    ],
  ])("refuses %s", async (_, words, code, message) => {
    expect(await infra("releases", "qro", ...words)).toEqual({ code, stdout: "", stderr: message });
  });

  it("names a record that is damaged, without repeating it", async () => {
    const { code, stdout, stderr } = await infra("releases", "qro", "dev");
    expect([code, stdout, stderr]).toEqual([
      1,
      "",
      "the record records/dev/edgecafetraining.qro-dev.equipweb.biz.json is damaged, or was written by another version of this command. Put back an earlier version of it that is whole; the bucket of the stage keeps them. Where none is, remove it: the next promotion begins a new one, which knows no version to go back to.\n",
    ]);
  });
});

it("says that AWS does not answer, once for each place, and writes no page of it that looks like one of no sites", async () => {
  const file = join(folder, "nothing.html");
  const { code, stdout, stderr } = await infraBeside([
    "sites",
    "qro",
    "--page",
    file,
    "--endpoint",
    "http://127.0.0.1:9",
  ]);
  expect([code, stdout, stderr.match(/did not answer \(ECONNREFUSED\)/g)?.length]).toEqual([1, "", 4]);
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, "utf8").match(/did not answer/g)?.length).toBe(5);
});
