import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { discrepanciesIn } from "../../../operations/report/discrepancies";
import { toMarkdown } from "../../../operations/report/markdown/to-markdown";
import { PlanError, readPlan } from "../../../operations/report/read/plan-file";
import type { PlanContent, Report } from "../../../operations/report/report";
import { reportOf } from "../../../operations/report/report-of";
import { largePlan } from "../../../scripts/bench/large-plan";
import { infra } from "../../support/infra";
import { firstOf, fixtureText } from "./support";

const reportOfText = (text: string): Report =>
  reportOf([{ id: "stack", status: "planned", plan: readPlan(text, "plans/stack.json") }]);

function contentOf(report: Report): PlanContent {
  const { content } = firstOf(report);
  if (!content) throw new Error("the stack has no plan");
  return content;
}

/** The error that reading gives; any other error ends the test. */
function errorOf(text: string): PlanError {
  try {
    readPlan(text, "plans/stack.json");
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error("it was read");
}

const bytes = (text: string, encoding: BufferEncoding, ...mark: readonly number[]): string =>
  Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding)]).toString("utf8");

const bigEndian = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

const plan = (keys: object): string =>
  JSON.stringify({ format_version: "1.2", planned_values: {}, applyable: true, ...keys });

/** A plan in which one resource is updated. */
const updating = (before: unknown, after: unknown): string =>
  plan({
    resource_changes: [{ address: "a.b", type: "a", mode: "managed", change: { actions: ["update"], before, after } }],
  });

/** The changed attributes of the only resource: path and both sides. */
const attributesOf = (text: string): readonly (readonly unknown[])[] =>
  (contentOf(reportOfText(text)).changes[0]?.attributes ?? []).map(({ path, before, after }) => [
    path,
    "value" in before ? before.value : before.kind,
    "value" in after ? after.value : after.kind,
  ]);

describe("a file that is cut off", () => {
  it.each(["every-change", "hostile", "aws-service"])("is called so, wherever %s ends", (name) => {
    const text = fixtureText(name).trim();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length - 1 }), (end) => {
        expect(errorOf(text.slice(0, end)).problem).toMatch(/^is cut off: the JSON ends at line 1, column \d+, before/);
      }),
      { numRuns: 60 },
    );
  });

  it.each(["every-change", "hostile"])("is called so when the bytes of %s end inside a character", (name) => {
    const all = Buffer.from(fixtureText(name).trim());
    fc.assert(
      fc.property(fc.integer({ min: 1, max: all.length - 1 }), (end) => {
        expect(errorOf(all.subarray(0, end).toString("utf8")).problem).toMatch(/^is cut off/);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a file in another encoding, or of another kind", () => {
  const text = fixtureText("moves-only");
  const utf16 = "is not UTF-8; it looks like UTF-16";

  it.each([
    ["UTF-16, little end first, with a mark", bytes(text, "utf16le", 0xff, 0xfe), utf16],
    ["UTF-16, little end first, without a mark", bytes(text, "utf16le"), utf16],
    [
      "UTF-16, big end first, with a mark",
      Buffer.concat([Buffer.from([0xfe, 0xff]), bigEndian(text)]).toString("utf8"),
      utf16,
    ],
    ["UTF-16, big end first, without a mark", bigEndian(text).toString("utf8"), utf16],
    ["nothing", "", "is empty"],
    ["white space", " \r\n\t", "is empty"],
    [
      "two plans, one after the other",
      `${text}${text}`,
      "holds more than one JSON value: a second one begins at line 2, column 1",
    ],
    [
      "the messages of `terraform plan -json`",
      '{"@level":"info","@message":"Terraform 1.11.4","type":"version"}\n{"@level":"info","type":"planned_change"}\n',
      "holds the messages of `terraform plan -json`, not a plan",
    ],
    [
      "a state",
      '{"version":4,"terraform_version":"1.11.4","serial":3,"lineage":"a","outputs":{},"resources":[]}',
      "is a state, not a plan",
    ],
    [
      "a state that `terraform show -json` wrote",
      '{"format_version":"1.0","terraform_version":"1.11.4","values":{}}',
      "is a state, not a plan",
    ],
    [
      "a saved plan",
      Buffer.concat([Buffer.from("PK\u0003\u0004"), deflateRawSync("tfplan")]).toString("utf8"),
      "is a saved plan, not its JSON",
    ],
    [
      "what `terraform plan` prints",
      "\nTerraform will perform the following actions:\n",
      "is not JSON: the first fault is at line 2, column 1",
    ],
  ])("%s: is refused in one sentence", (_, given, problem) => {
    expect(errorOf(given)).toMatchObject({ fileName: "plans/stack.json", problem });
  });

  it("UTF-8 with a mark is read like one without", () => {
    expect(reportOfText(bytes(text, "utf8", 0xef, 0xbb, 0xbf))).toEqual(reportOfText(text));
  });
});

describe("a plan of another format", () => {
  const inFormat = (format: unknown): string =>
    fixtureText("every-change").replace(
      '{"format_version":"1.2"',
      `{"format_version":${JSON.stringify(format)},"a_key_to_come":{"deep":[1]}`,
    );

  it.each(["0.1", "0.2", "1.0", "1.1", "1.2", "1.3", "1.99"])("%s: says the same", (format) => {
    expect(reportOfText(inFormat(format))).toEqual(reportOfText(fixtureText("every-change")));
  });

  it.each(["2.0", "10.0", "1", "1.2.3", "", "v1.2"])("%j: is refused, and not rendered as far as it goes", (format) => {
    expect(errorOf(inFormat(format)).problem).toBe(
      `is a plan of format ${JSON.stringify(format)}, and only the formats 0.x and 1.x are known`,
    );
  });

  it.each([[null], [1.2], [["1.2"]]])("%j: is none", (format) => {
    expect(errorOf(inFormat(format)).problem).toBe("has no format_version, so it is not a plan that Terraform wrote");
  });
});

describe("a plan without changes to resources", () => {
  it.each([
    ["absent", {}],
    ["null", { resource_changes: null }],
    ["empty", { resource_changes: [] }],
  ])("%s: has none, and says so when Terraform holds that there is something to apply", (_, keys) => {
    const stack = firstOf(reportOfText(plan(keys)));
    expect(stack).toMatchObject({ state: "no-changes", content: { changes: [], unchanged: 0 } });
    expect(discrepanciesIn(stack)).toEqual(["Terraform has something to apply, and this report has nothing to show"]);
  });

  it("an object in their place: is refused with its place", () => {
    expect(errorOf(plan({ resource_changes: {} })).problem).toBe(
      "is not a plan as Terraform writes it: resource_changes: Invalid input: expected array, received object",
    );
  });
});

/** Each value in a JSON value, with the keys that lead to it. */
function* placesIn(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) yield* placesIn((value as Record<string | number, unknown>)[key], [...path, key]);
}

/** A copy of a JSON value with something else in one place. */
function replacedIn(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replacedIn(copy[key], rest, by);
  return copy;
}

/** What is wrong with what became of a damaged plan; undefined when nothing is. */
function faultWith(damaged: unknown): string | undefined {
  let report: Report;
  try {
    report = reportOfText(JSON.stringify(damaged));
  } catch (error) {
    if (!(error instanceof PlanError)) return `another error: ${String(error)}`;
    return error.message.startsWith("plans/stack.json ") && error.remedy !== "" ? undefined : error.message;
  }
  const { changes, unchanged, outputs, drift, deferred, invocations } = contentOf(report);
  const raw = damaged as {
    readonly resource_changes?: readonly unknown[] | null;
    readonly output_changes?: Readonly<Record<string, { readonly actions?: unknown }>> | null;
  };
  if (changes.length + unchanged !== (raw.resource_changes ?? []).length) return "resources are missing";
  const left = Object.values(raw.output_changes ?? {}).filter(({ actions }) => JSON.stringify(actions) === '["no-op"]');
  if (outputs.length !== Object.keys(raw.output_changes ?? {}).length - left.length) return "outputs are missing";
  const isEmpty = [changes, outputs, drift, deferred, invocations].every((part) => part.length === 0);
  const hasSomething =
    (raw.resource_changes ?? []).length + Object.keys(raw.output_changes ?? {}).length > unchanged + left.length;
  if (isEmpty && hasSomething) return "the report is empty";
  if (toMarkdown(report).length < 20) return "there is nothing to read";
  return undefined;
}

describe("a plan with something else in one place", () => {
  const others = [null, 7, "other", [], {}, true];

  /** What is wrong with a plan, with these values in turn in each of its places. */
  const faultsIn = (name: string, othersAt: (place: number) => readonly unknown[]): readonly string[] => {
    const raw: unknown = JSON.parse(fixtureText(name));
    const places = [...placesIn(raw)].filter(([first]) => first !== "prior_state" && first !== "planned_values");
    expect(places.length).toBeGreaterThan(20);
    return places.flatMap((path, index) =>
      othersAt(index).flatMap((other) => {
        const fault = faultWith(replacedIn(raw, path, other));
        return fault === undefined ? [] : [`${path.join(".")} = ${JSON.stringify(other)}: ${fault}`];
      }),
    );
  };

  it.each(["outputs-only", "moves-only", "deposed", "hand-made/deferred", "hand-made/action-invocations"])(
    "%s: whichever place and value it is, the file is refused with its name, or accounted for in full",
    (name) => expect(faultsIn(name, () => others)).toEqual([]),
  );

  // Of the longer plans, a part of the places: each kind of place is in several resources, and in several of the plans.
  it.each([
    ["every-change", 17],
    ["secrets", 5],
    ["aws-service", 17],
    ["drift-relevance", 4],
    ["outputs", 2],
    ["imports-with-configuration", 1],
  ] as const)("%s: at one of %d places, the file is refused with its name, or accounted for in full", (name, each) =>
    expect(faultsIn(name, (place) => (place % each === 0 ? [others[(place / each) % others.length]] : []))).toEqual([]),
  );

  it("says of a wrong type where it is", () => {
    const raw = JSON.parse(fixtureText("every-change"));
    const problem = (path: readonly (string | number)[], by: unknown) =>
      errorOf(JSON.stringify(replacedIn(raw, path, by))).problem;
    expect(problem(["resource_changes", 3, "change", "actions"], "update")).toBe(
      "is not a plan as Terraform writes it: resource_changes.3.change.actions: Invalid input: expected array, received string",
    );
    expect(problem(["output_changes", "changed"], 7)).toContain("output_changes.");
    expect(problem(["checks", 0, "status"], null)).toContain("checks.0.status");
  });
});

describe("a plan that is large", () => {
  it("of 1,000 resources: is counted to the last one, and its Markdown fits into a pull request", () => {
    // As a command: Jest's own global objects make such an amount of work ten times as slow.
    const folder = mkdtempSync(join(tmpdir(), "bad-input-"));
    try {
      const [file, output] = [join(folder, "large.json"), join(folder, "report.md")];
      writeFileSync(file, largePlan(1_000));
      const { code, stdout } = infra(["report", file, "--json", "--output", output]);
      const [stack] = JSON.parse(stdout).stacks;
      expect({ code, changes: stack.plan.changes.length, unchanged: stack.plan.unchanged }).toEqual({
        code: 0,
        changes: 500,
        unchanged: 500,
      });
      expect([...readFileSync(output, "utf8")].length).toBeLessThanOrEqual(60_000);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("with a text of 5 MB in which one character changes: shows where", () => {
    const text = "a line of text\n".repeat(350_000);
    const report = reportOfText(updating({ text: `${text}old` }, { text: `${text}new` }));
    expect(contentOf(report).changes[0]?.attributes).toHaveLength(1);
    expect(toMarkdown(report)).toContain("new");
  });

  it("with a list of 100,000 items, one more in front: shows the one", () => {
    const items = Array.from({ length: 100_000 }, (_, index) => `item-${index}`);
    expect(attributesOf(updating({ items }, { items: ["first", ...items] }))).toEqual([["items[]", "absent", "first"]]);
  });

  it("with a list of 30,000 items, every one of them another: shows each", () => {
    const before = Array.from({ length: 30_000 }, (_, index) => `before-${index}`);
    const after = before.map((item) => item.replace("before", "after"));
    expect(attributesOf(updating({ items: before }, { items: after })).length).toBeGreaterThanOrEqual(30_000);
  });

  it("with a list of 20,000 objects without names, one of which goes and one of which changes: shows both", () => {
    const items = Array.from({ length: 20_000 }, (_, index) => ({ port: index, networks: [`10.0.${index}.0/24`] }));
    const after = items.slice(1).map((item) => (item.port === 10_000 ? { ...item, networks: ["10.1.0.0/16"] } : item));
    expect(attributesOf(updating({ items }, { items: after })).length).toBeLessThanOrEqual(4);
  });

  it("with an object of 20,000 keys: shows the one that changes", () => {
    const before = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, index]));
    expect(attributesOf(updating(before, { ...before, key500: "new" }))).toEqual([["key500", 500, "new"]]);
  });
});

describe("a plan that is deep", () => {
  const nested = (levels: number, leaf: string): string => `${'{"a":'.repeat(levels)}"${leaf}"${"}".repeat(levels)}`;
  const lists = (levels: number, leaf: string): string => `${"[".repeat(levels)}"${leaf}"${"]".repeat(levels)}`;
  const withSides = (before: string, after: string): string =>
    `{"format_version":"1.2","planned_values":{},"resource_changes":[{"address":"a.b","type":"a","change":{"actions":["update"],"before":${before},"after":${after}}}]}`;

  it.each([
    ["objects", nested],
    ["lists", lists],
  ])("of 400 levels of %s: is reported on", (_, make) => {
    const report = reportOfText(withSides(make(400, "old"), make(400, "new")));
    expect(JSON.stringify(contentOf(report).changes[0]?.attributes)).toMatch(/old.*new/);
    expect(toMarkdown(report)).toContain("a.b");
  });

  it.each([
    ["objects", nested],
    ["lists", lists],
  ])("of 100,000 levels of %s: is refused", (_, make) => {
    expect(errorOf(withSides(make(100_000, "old"), make(100_000, "new"))).problem).toBe(
      "nests values deeper than 500 levels, which no plan needs",
    );
  });

  it.each([
    ["JSON", nested(100_000, "old"), nested(100_000, "new")],
    ["YAML", `${"- ".repeat(20_000)}old`, `${"- ".repeat(20_000)}new`],
  ])(
    "with %s of many levels in a text: still shows the change",
    (_, before, after) => {
      const report = reportOfText(updating({ text: before }, { text: after }));
      expect(contentOf(report).changes[0]?.attributes).toHaveLength(1);
    },
    20_000,
  );

  it("with YAML whose aliases would fill the memory: still shows the change", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 12; level++) {
      const [name, of] = [String.fromCharCode(97 + level), String.fromCharCode(96 + level)];
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${of}`).join(", ")}]`);
    }
    const text = `${bomb.join("\n")}\nversion: `;
    const report = reportOfText(updating({ text: `${text}1` }, { text: `${text}2` }));
    expect(contentOf(report).changes[0]?.attributes.length).toBeGreaterThan(0);
    expect(toMarkdown(report).length).toBeLessThan(60_001);
  });
});

describe("a plan with odd names and numbers", () => {
  it("keeps two resources of one address", () => {
    const change = { address: "a.b", change: { actions: ["delete"], before: {}, after: null } };
    expect(contentOf(reportOfText(plan({ resource_changes: [change, change] }))).changes).toHaveLength(2);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", ""])(
    "shows what changes under the key %j",
    (key) => {
      const side = (value: number): string => `{${JSON.stringify(key)}:{"deep":${value}}}`;
      const text = `{"format_version":"1.2","planned_values":{},"resource_changes":[{"address":"a.b","change":{"actions":["update"],"before":${side(1)},"after":${side(2)}}}]}`;
      const attributes = attributesOf(text);
      expect(attributes.map(([, before, after]) => [before, after])).toEqual([[1, 2]]);
      expect(String(attributes[0]?.[0])).toContain(key);
    },
  );

  it.each([
    ["12345678901234567890", "12345678901234567891"],
    ["0.1234567890123456781", "0.1234567890123456782"],
    ["-9007199254740993", "-9007199254740992"],
    ["1e400", "1e500"],
    ["1E-400", "1E-500"],
  ])("tells %s from %s, which a double does not", (before, after) => {
    const text = updating("BEFORE", "AFTER")
      .replace('"BEFORE"', `{"n":${before}}`)
      .replace('"AFTER"', `{"n":${after}}`);
    expect(attributesOf(text).map(([path, ...sides]) => [path, ...sides.map(String)])).toEqual([["n", before, after]]);
  });
});

describe("the command, given a file that will not do", () => {
  const plan = Buffer.from(fixtureText("moves-only"));

  it.each<[string, Buffer, string]>([
    ["is cut off", plan.subarray(0, 700), "is cut off: the JSON ends at line 1, column 701"],
    ["is UTF-16", Buffer.from(plan.toString("utf8"), "utf16le"), "is not UTF-8; it looks like UTF-16"],
    ["is Latin-1", Buffer.from(plan.toString("utf8").replaceAll("new_name", "gr\u00fcn"), "latin1"), "is not UTF-8"],
    ["is nested without end", Buffer.from(`${"[".repeat(100_000)}${"]".repeat(100_000)}`), "nests values deeper than"],
  ])("%s: exit code 2, one line that names it, and nothing half-written", (_, content, problem) => {
    const folder = mkdtempSync(join(tmpdir(), "bad-input-"));
    try {
      const file = join(folder, "stack.json");
      const places = ["body.md", "report.md", "page.html", "summary.md"].map((name) => join(folder, name));
      const [body = "", output = "", page = "", summary = ""] = places;
      writeFileSync(file, content);
      for (const place of places) writeFileSync(place, "as it was");
      const ran = infra(["report", file, "--body", body, "--output", output, "--html", page, "--summary", summary]);
      expect({ ...ran, lines: ran.stderr.trim().split("\n").length }).toEqual({
        code: 2,
        stdout: "",
        stderr: expect.stringContaining(`${file} ${problem}`),
        lines: 1,
      });
      expect(places.map((place) => readFileSync(place, "utf8"))).toEqual(places.map(() => "as it was"));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
