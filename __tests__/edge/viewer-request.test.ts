import fc from "fast-check";
import { edgeFunctionCode } from "../../constructs/site/edge-function-code";
import { caseOf, DIGEST, ROWS, STORE, said } from "../runtime/edge/cases";
import { edgeEvent } from "../support/edge-event";
import { type EdgeCase, runInNjs, runInNode } from "../support/edge-njs";

const CODE = {
  public: edgeFunctionCode({ access: "public" }),
  password: edgeFunctionCode({ access: "password" }),
};

describe.each(["public", "password"] as const)("the edge function of %s sites", (access) => {
  const rows = ROWS.filter((row) => row.access === access);

  it("does in njs what each row says", () => {
    const outcomes = runInNjs(CODE[access], rows.map(caseOf));
    expect(rows.map(({ name }, at) => [name, said(outcomes[at] ?? { threw: "nothing" })])).toEqual(
      rows.map(({ name, expected }) => [name, expected]),
    );
  });

  it("does in Node what it does in njs", async () => {
    const cases = rows.map(caseOf);
    expect(await runInNode(CODE[access], cases)).toEqual(runInNjs(CODE[access], cases));
  });
});

/** What addresses are made of that somebody made up to get out of the folder of a release. */
const PART = fc.constantFrom(
  ..."/ // /./ /../ .. . %2e %2E %2f %2F %5c %5C \\ %25 %252e %00 %0a %0d %7f %c2%85 %c0%ae %e2%80%a8 %ff % %4 %zz".split(
    " ",
  ),
  ..."a index.html about config.json releases records .well-known ~ + @ : ; , ' ! ( ) * & = $ ? # é \u0000 \n \t".split(
    " ",
  ),
  "b".repeat(64),
  "\u2028",
);

/** A path that has a meaning below its folder alone, whoever reads it, however often. */
function staysInside(uri: string): boolean {
  const folder = `/releases/${DIGEST}/`;
  if (!uri.startsWith(folder) || /[^!-~]|[\\+?#]|%2f|%5c|%2e|%25|%[01]|%7f/i.test(uri)) return false;
  return uri
    .slice(folder.length)
    .split("/")
    .every((part) => part !== "" && part !== "." && part !== "..");
}

describe("addresses that are made up", () => {
  const labels = ["cafe", "app", "moved", "both"].map((label) => `${label}.qro.equipweb.biz`);
  const requests = fc.sample(
    fc.record({
      host: fc.constantFrom(...labels),
      method: fc.constantFrom("GET", "HEAD"),
      target: fc.array(PART, { maxLength: 8 }).map((parts) => `/${parts.join("")}`),
    }),
    { numRuns: 3_000, seed: 20_260_301 },
  );
  const cases: readonly EdgeCase[] = requests.map((request) => ({ event: edgeEvent(request), store: STORE }));
  const outcomes = runInNjs(CODE.public, cases);

  it("lead into the folder of the release, to a place of the same site, or nowhere", () => {
    const escaped = outcomes.flatMap((outcome, at): readonly unknown[] => {
      if ("threw" in outcome) return [[requests[at], outcome]];
      if (!("statusCode" in outcome)) return staysInside(outcome.uri) ? [] : [[requests[at], outcome.uri]];
      const location = outcome.headers.location?.value;
      const fine = location === undefined ? [200, 400].includes(outcome.statusCode) : /^\/[a-z]/.test(location);
      return fine ? [] : [[requests[at], outcome]];
    });
    expect(escaped).toEqual([]);
  });

  it("are of every kind", () => {
    const kinds = outcomes.map((outcome) => ("statusCode" in outcome ? outcome.statusCode : "file"));
    const count = (kind: number | string) => kinds.filter((one) => one === kind).length;
    expect(count("file")).toBeGreaterThan(100);
    expect(count(400)).toBeGreaterThan(100);
    expect(count(200)).toBeGreaterThan(0);
  });

  it("lead in Node to where they lead in njs", async () => {
    expect(await runInNode(CODE.public, cases)).toEqual(outcomes);
  });
});

describe("njs itself", () => {
  it("is what says no to the language that CloudFront has not", () => {
    expect(() => runInNjs("async function handler({ request }) { return request; }", [])).toThrow("njs ended with");
  });

  it("says what a function threw", () => {
    const [first] = ROWS;
    const cases = first ? [caseOf(first)] : [];
    expect(runInNjs("async function handler() { throw new Error('no'); }", cases)).toEqual([{ threw: "Error: no" }]);
  });
});
