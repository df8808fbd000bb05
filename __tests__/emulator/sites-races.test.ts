import type { PromoteOptions } from "../../cli/commands/promote";
import { sitePlace, stageOf } from "../../cli/site-places";
import { type CuttingProxy, type Fate, type ProxiedCall, startProxy } from "../support/cutting-proxy";
import { startEdgeOf } from "../support/edge-of-emulator";
import type { FrontAnswer } from "../support/site-front";
import { commitOf, got, type SiteStages, siteBuild, siteStages } from "../support/site-stages";

jest.setTimeout(240_000);

const [OLD, NEW] = [versionOf("Order by table"), versionOf("Order by phone")];
const PROD = "edgecafe.qro.equipweb.biz";
const API = "https://s2.equipweb.biz/Cafe/ordering/api";

let stages: SiteStages;
let clients = 0;
const open: CuttingProxy[] = [];

beforeAll(async () => {
  stages = await siteStages();
  await stages.publish(OLD.build, "main", OLD.commit);
  for (const stage of ["dev", "uat", "prod"]) await stages.promote(stage);
});
afterEach(async () => {
  stages.front.instead = undefined;
  for (const proxy of open.splice(0)) await proxy.stop();
});
afterAll(() => stages?.stop());

function versionOf(name: string) {
  return { build: siteBuild(name), commit: commitOf(name) };
}

/** A client that nobody had before. */
const newClient = (): string => `cafe-${++clients}.qro.equipweb.biz`;

/** A client that has a version, with another API. */
async function oldClient(): Promise<string> {
  const host = newClient();
  await stages.promote("client", { client: host, apiUrl: `${API}/old` });
  return host;
}

const toClient = (host: string, more: Partial<PromoteOptions> = {}) =>
  stages.promote("client", { client: host, apiUrl: API, ...more });

/** An emulator before which calls are held or broken. */
async function emulatorWhere(onCall: (call: ProxiedCall) => Fate): Promise<CuttingProxy> {
  const proxy = await startProxy(stages.url, { onCall: (_, call) => onCall(call) });
  open.push(proxy);
  return proxy;
}

const isSwitch = ({ method, path }: ProxiedCall): boolean => method === "POST" && /\/keys\b/.test(path);
const isInvalidation = ({ path }: ProxiedCall): boolean => path.includes("/invalidation");

/** The first call of a kind ends so, every other one as it should. */
function first(is: (call: ProxiedCall) => boolean, fate: Fate): (call: ProxiedCall) => Fate {
  let done = false;
  return (call) => {
    if (done || !is(call)) return "pass";
    done = true;
    return fate;
  };
}

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "it succeeded",
    (error: Error) => error.message,
  );

const state = async (host: string, stage = "client") => {
  const [config, record] = [await stages.get(host, "/config.json"), await stages.record(stage, host)];
  const { commit, apiUrl } = config.status === 200 ? JSON.parse(config.text) : {};
  return {
    ...{ commit, apiUrl },
    latest: record?.latest.status,
    good: record?.good.map(({ version, settings }) => [version.commit, settings.apiUrl]),
  };
};

const SUCCEEDED = { commit: OLD.commit, apiUrl: API, latest: "succeeded", good: [[OLD.commit, API]] };
const FAILED = { commit: OLD.commit, apiUrl: `${API}/old`, latest: "failed", good: [[OLD.commit, `${API}/old`]] };

describe("two promotions at once", () => {
  it("to one site: the second is refused, and says who is at it", async () => {
    const host = newClient();
    const proxy = await emulatorWhere(first(isSwitch, "hold-before"));
    const one = toClient(host, { endpoint: proxy.url, by: "mara" });
    await proxy.held();
    const refused = await messageOf(toClient(host, { by: "dora" }));
    proxy.release();
    await one;
    expect([
      refused.replace(/\d{4}-\S+Z/g, "<time>"),
      await state(host),
      (await stages.record("client", host))?.latest.actor,
    ]).toEqual([
      `the lock locks/client/${host}.json is held by mara since <time>, and until <time> if that is not put off. Wait until that ends, then run this again.`,
      SUCCEEDED,
      "mara",
    ]);
  });

  it("to two sites of one store: both succeed, although the one changes what the other had read", async () => {
    const [slow, quick] = [newClient(), newClient()];
    const proxy = await emulatorWhere(first(isSwitch, "hold-before"));
    const one = toClient(slow, { endpoint: proxy.url });
    await proxy.held();
    await toClient(quick);
    proxy.release();
    await one;
    expect([await state(slow), await state(quick), proxy.calls.filter(isSwitch).length]).toEqual([
      SUCCEEDED,
      SUCCEEDED,
      2,
    ]);
  });
});

describe("while a promotion runs", () => {
  it("somebody writes the entry by hand: it is switched from there all the same", async () => {
    const host = await oldClient();
    const proxy = await emulatorWhere(first(isSwitch, "hold-before"));
    const one = toClient(host, { endpoint: proxy.url });
    await proxy.held();
    const entries = await stages.entriesOf("client");
    const now = await entries.read(host);
    await entries.change({ host, before: now?.text, after: now?.text.replace("ann", "somebody") });
    proxy.release();
    await one;
    expect(await state(host)).toEqual({ ...SUCCEEDED, good: [...SUCCEEDED.good, [OLD.commit, `${API}/old`]] });
  });

  it("the source gets another version: the one that was found at the start is promoted", async () => {
    const host = newClient();
    const proxy = await emulatorWhere(
      first(({ method, path }) => method === "PUT" && path.includes("/locks/"), "hold-before"),
    );
    const one = toClient(host, { endpoint: proxy.url });
    await proxy.held();
    await stages.publish(NEW.build, "main", NEW.commit);
    for (const stage of ["dev", "uat", "prod"]) await stages.promote(stage);
    proxy.release();
    await one;
    const [then, moved] = [await state(host), await state(PROD, "prod")];
    expect([then, (await stages.served(host, OLD.build)).wrong, moved.commit]).toEqual([SUCCEEDED, [], NEW.commit]);
    await stages.infra(["rollback", "qro", "prod", "--approved-by", "quinn"]);
    expect((await state(PROD, "prod")).commit).toBe(OLD.commit);
  });

  it("CloudFront takes its time until a switch is seen: it is waited for", async () => {
    const host = await oldClient();
    const place = sitePlace(stageOf(stages.line, "client").place, { endpoint: stages.url });
    const { keyValueStoreArn } = await place.location();
    const { bucket } = stageOf(stages.line, "client").place;
    const edge = await startEdgeOf({ endpoint: stages.url, bucket, keyValueStoreArn, delay: 2_000 });
    await got(edge.url, host, "/config.json");
    const began = Date.now();
    await toClient(host, { through: edge.url });
    const looks = edge.calls.filter((call) => call.host === host && call.target === "/config.json").length;
    await edge.stop();
    expect([await state(host), looks > 1, Date.now() - began >= 2_000]).toEqual([
      { ...SUCCEEDED, good: [...SUCCEEDED.good, [OLD.commit, `${API}/old`]] },
      true,
      true,
    ]);
  });

  it("the answer of the switch is lost: it was done, and is taken for done", async () => {
    const host = await oldClient();
    const proxy = await emulatorWhere(first(isSwitch, "cut-after"));
    await toClient(host, { endpoint: proxy.url });
    expect(await state(host)).toEqual({ ...SUCCEEDED, good: [...SUCCEEDED.good, [OLD.commit, `${API}/old`]] });
  });

  it("CloudFront cannot be made to forget: the site is switched back", async () => {
    const host = await oldClient();
    const proxy = await emulatorWhere((call) => (isInvalidation(call) ? "cut-before" : "pass"));
    const failed = await messageOf(toClient(host, { endpoint: proxy.url }));
    expect([failed.replace(/distribution \w+/, "distribution <id>"), await state(host)]).toEqual([
      "could not invalidate paths of the distribution <id>: something failed before AWS answered: AWS SDK error wrapper for TimeoutError: socket hang up. The site was switched back, and serves what it served before.",
      FAILED,
    ]);
    await toClient(host);
    expect(await state(host)).toEqual({ ...SUCCEEDED, good: [...SUCCEEDED.good, [OLD.commit, `${API}/old`]] });
  });
});

const PAGE = "<!doctype html><title>Maintenance</title>\n";
const bytesOf = (path: string) => OLD.build[path] ?? "";

describe("what is read back", () => {
  it.each<[string, FrontAnswer, string]>([
    [
      "another page",
      { status: 200, headers: { "content-type": "text/html" }, body: PAGE },
      "https://<host>/ answered 42 bytes with the SHA-256 2f1783794037…, not the 106 bytes with 1c6851fd140a… that the release has. The site was switched back, and serves what it served before.",
    ],
    [
      "nothing",
      { status: 200, body: "" },
      "https://<host>/ answered 0 bytes with the SHA-256 e3b0c44298fc…, not the 106 bytes with 1c6851fd140a… that the release has. The site was switched back, and serves what it served before.",
    ],
    [
      "a part of it",
      { status: 200, body: bytesOf("index.html").slice(0, 30) },
      "https://<host>/ answered 30 bytes with the SHA-256 055d9a7fc3e6…, not the 106 bytes with 1c6851fd140a… that the release has. The site was switched back, and serves what it served before.",
    ],
    [
      "a part of it, and then the connection is cut",
      { status: 200, body: bytesOf("index.html"), isCut: true },
      "https://<host>/ was not served through <front>: the connection was cut (ECONNRESET). The site was switched back, and serves what it served before.",
    ],
    [
      "an error",
      { status: 500, body: PAGE },
      "https://<host>/ answered with the status 500, not the 106 bytes that the release has. The site was switched back, and serves what it served before.",
    ],
    [
      "a redirect",
      { status: 302, headers: { location: "https://example.com/" }, body: "" },
      "https://<host>/ answered with the status 302, not the 106 bytes that the release has. The site was switched back, and serves what it served before.",
    ],
  ])("is %s: the promotion fails, names the address, and the site has its old version", async (_, instead, message) => {
    const host = await oldClient();
    stages.front.instead = (asked, path) => (asked === host && path === "/" ? instead : undefined);
    const failed = await messageOf(toClient(host));
    stages.front.instead = undefined;
    expect([failed.replaceAll(host, "<host>").replace(stages.front.url, "<front>"), await state(host)]).toEqual([
      message,
      FAILED,
    ]);
  });

  it("of Prod is every file, each to the byte", async () => {
    const asset = Object.keys(NEW.build).find((path) => path.startsWith("assets/")) ?? "";
    stages.front.instead = (asked, path) =>
      asked === PROD && path === `/${asset}` ? { status: 404, body: PAGE } : undefined;
    const ran = await stages.infra(["rollback", "qro", "prod", "--approved-by", "quinn"]);
    expect([ran.code, ran.stdout, ran.stderr.replace(asset, "<asset>"), (await state(PROD, "prod")).commit]).toEqual([
      1,
      "",
      `Warning: ${PROD} was rolled back before: without --to, this takes that back. To go further back, name the commit with --to.\nhttps://${PROD}/<asset> answered with the status 404, not the 35 bytes that the release has. The site was switched back, and serves what it served before.\n`,
      OLD.commit,
    ]);
  });
});

describe("what the source says of its version", () => {
  it.each<[string, FrontAnswer, string]>([
    [
      "an HTML page",
      { status: 200, headers: { "content-type": "text/html" }, body: PAGE },
      "edgecafe.qro.equipweb.biz (prod), where the version comes from, answered an HTML page where its version was expected.",
    ],
    [
      "nothing",
      { status: 200, body: "" },
      "edgecafe.qro.equipweb.biz (prod), where the version comes from, answered nothing where its version was expected.",
    ],
    [
      "a part of it",
      { status: 200, headers: { "content-type": "application/json" }, body: '{"release":"' },
      "edgecafe.qro.equipweb.biz (prod), where the version comes from, answered a text that is no JSON, or only a part of it, where its version was expected.",
    ],
    [
      "an answer that is cut",
      { status: 200, body: `{"release":"${"a".repeat(64)}"}`, isCut: true },
      "edgecafe.qro.equipweb.biz (prod), where the version comes from, could not be asked: https://edgecafe.qro.equipweb.biz/config.json was not served through <front>: the connection was cut (ECONNRESET).",
    ],
    [
      "JSON of something else",
      { status: 200, body: '{"version":"1.2.3"}' },
      "edgecafe.qro.equipweb.biz (prod), where the version comes from, answered JSON that names no version.",
    ],
    [
      "an error",
      { status: 503, body: PAGE },
      "edgecafe.qro.equipweb.biz (prod), where the version comes from, answered with the status 503 where its version was expected.",
    ],
    [
      "a redirect",
      { status: 301, headers: { location: "/login" }, body: "" },
      "edgecafe.qro.equipweb.biz (prod), where the version comes from, answered with the status 301 where its version was expected.",
    ],
  ])("is %s: nothing is begun, and the source is named", async (_, instead, message) => {
    const host = newClient();
    stages.front.instead = (asked, path) => (asked === PROD && path === "/config.json" ? instead : undefined);
    const refused = await messageOf(toClient(host));
    expect([refused.replace(stages.front.url, "<front>"), await stages.record("client", host)]).toEqual([
      message,
      undefined,
    ]);
  });
});
