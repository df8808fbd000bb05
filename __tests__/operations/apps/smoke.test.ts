import { type SmokeTarget, smoke } from "../../../operations/apps/smoke";
import type { Served, ServedAnswer } from "../../../operations/sites/ports";

const COMMIT = "c".repeat(40);
const TARGET: SmokeTarget = {
  site: "portal.test",
  api: "api.test",
  health: "/health",
  version: "1.4.0",
  commit: COMMIT,
};

type Answers = Readonly<Record<string, (seconds: number) => ServedAnswer | Error>>;

const answered = (body: string, status = 200, type = "application/json"): ServedAnswer => ({
  status,
  type,
  bytes: new TextEncoder().encode(body),
});
const json = (value: object) => () => answered(JSON.stringify(value));

const RIGHT: Answers = {
  "api.test/version": json({ version: "1.4.0", commit: COMMIT }),
  "api.test/health": () => answered("ok"),
  "portal.test/config.json": json({ version: "1.4.0", commit: COMMIT, apiUrl: "https://api.test/" }),
  "portal.test/": () => answered("<h1>", 200, "text/html"),
};

/** What a stage that answers like this comes to, and how long that took. */
async function smoked(answers: Answers, target: SmokeTarget = TARGET) {
  let second = 0;
  const served: Served = {
    async get(host, path) {
      const answer = (answers[host + path] ?? RIGHT[host + path])?.(second);
      if (!answer || answer instanceof Error) throw answer ?? new Error(`nobody asks ${host}${path}`);
      return answer;
    },
  };
  const results = await smoke(target, {
    site: served,
    api: served,
    now: () => new Date(second * 1000),
    sleep: async (seconds) => {
      second += seconds;
    },
    signal: new AbortController().signal,
    patienceSeconds: 60,
  });
  return {
    faults: results.flatMap(({ address, fault }) => (fault === undefined ? [] : [`${address} ${fault}`])),
    second,
  };
}

it("all is as it must be: nobody waits", async () => {
  expect(await smoked({})).toEqual({ faults: [], second: 0 });
});

it("waits until the edges know of a switch", async () => {
  const answer = (seconds: number): ServedAnswer =>
    json({ version: seconds < 20 ? "1.3.0" : "1.4.0", commit: COMMIT, apiUrl: "https://api.test" })();
  const { faults, second } = await smoked({ "portal.test/config.json": answer });
  expect([faults, second < 60]).toEqual([[], true]);
});

it.each<[string, string, () => ServedAnswer | Error, string]>([
  [
    "another version",
    "api.test/version",
    json({ version: "1.3.0", commit: COMMIT }),
    'says the version "1.3.0", where 1.4.0 was expected',
  ],
  [
    "another commit",
    "api.test/version",
    json({ version: "1.4.0", commit: "d" }),
    `says the commit "d", where ${COMMIT} was expected`,
  ],
  ["an error", "api.test/health", () => answered("", 500), "answered with the status 500"],
  [
    "nothing deployed yet",
    "api.test/health",
    () => answered("", 503),
    "answered with the status 503: nothing was deployed yet, or it is down",
  ],
  [
    "a wrong password",
    "portal.test/",
    () => answered("", 401),
    "answered with the status 401: it asks for another user or password",
  ],
  [
    "a page of a proxy",
    "portal.test/config.json",
    () => answered("<html>", 200, "text/html"),
    "answered an HTML page where its version was expected",
  ],
  [
    "half an answer",
    "portal.test/config.json",
    () => answered('{"ver'),
    "answered no JSON where its version was expected",
  ],
  ["JSON of something else", "api.test/version", json({ ok: true }), "answered JSON that names no version"],
  [
    "the API of another stage",
    "portal.test/config.json",
    json({ version: "1.4.0", commit: COMMIT, apiUrl: "https://api.else.test" }),
    'names the API "https://api.else.test", where https://api.test was expected',
  ],
  ["no answer", "api.test/health", () => new Error("no answer came."), "could not be asked: no answer came"],
])("%s is told, after the whole patience", async (_, address, answer, fault) => {
  expect(await smoked({ [address]: answer })).toEqual({ faults: [`https://${address} ${fault}`], second: 60 });
});

it("without a commit any will do", async () => {
  const { commit: _, ...target } = TARGET;
  const answers = { "api.test/version": json({ version: "1.4.0", commit: "d" }) };
  expect(await smoked(answers, target)).toEqual({ faults: [], second: 0 });
});
