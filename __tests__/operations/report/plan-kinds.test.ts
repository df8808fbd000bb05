import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Action, countsOf } from "../../../operations/report/actions";
import { dangersOf } from "../../../operations/report/dangers/dangers";
import type { PlanContent } from "../../../operations/report/report";
import { EXPECTED, type Told } from "./expected-plans";
import { FIXTURES, firstOf, fixtureText, reportOfPlan } from "./support";

/** A plan as it stands in its file: counted here by nothing of the report's own. */
interface RawChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly change: { readonly actions?: readonly string[]; readonly importing?: object };
}

interface RawPlan {
  readonly resource_changes?: readonly RawChange[];
  readonly resource_drift?: readonly RawChange[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
  readonly deferred_changes?: readonly unknown[];
  readonly deferred_action_invocations?: readonly unknown[];
  readonly action_invocations?: readonly unknown[];
}

const rawPlan = (name: string): RawPlan => JSON.parse(fixtureText(name));

/** What an action does, asked one word at a time: other words than the report's own table. */
function happeningTo({ address, previous_address, change }: RawChange): string {
  const words = [...(change.actions ?? [])].sort().join(" and ");
  if (words !== "no-op") return words;
  if (change.importing !== undefined) return "imported";
  return previous_address !== undefined && previous_address !== address ? "moved" : "left alone";
}

/** The report's actions in those words. */
const IN_WORDS: Readonly<Record<Action, readonly string[]>> = {
  unknown: ["", "archive and delete"],
  delete: ["delete"],
  replace: ["create and delete"],
  "replace-and-forget": ["create and forget"],
  forget: ["forget"],
  update: ["update"],
  create: ["create"],
  read: ["read"],
  import: ["imported"],
  move: ["moved"],
};

const tally = (words: readonly string[]): ReadonlyMap<string, number> => {
  const numbers = new Map<string, number>();
  for (const word of words) numbers.set(word, (numbers.get(word) ?? 0) + 1);
  return numbers;
};

function contentOf(name: string): PlanContent {
  const { content } = firstOf(reportOfPlan(name));
  if (!content) throw new Error("the stack has no plan");
  return content;
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** What the report says of a fixture, in the form of `expected-plans.ts`. */
function toldOf(name: string): Told {
  const report = reportOfPlan(name);
  const { changes, unchanged, outputs, drift, deferred, invocations, failedChecks } = contentOf(name);
  const byAction: Record<string, string[]> = {};
  for (const { action, address } of changes) byAction[action] = [...(byAction[action] ?? []), address];
  const told: Readonly<Record<string, unknown>> = {
    state: firstOf(report).state,
    ...byAction,
    unchanged,
    outputs: outputs.map(({ name: output, action }) => `${output}: ${action}`),
    drift: drift.map(
      ({ address, action, isRelevant }) => `${address}: ${action}, ${isRelevant ? "relevant" : "irrelevant"}`,
    ),
    deferred: deferred.map(({ address }) => address),
    invocations: invocations.map(({ address }) => address),
    failedChecks: failedChecks.map(({ address }) => address),
    dangers: dangersOf(report).map(
      ({ kind, change, isStateful }) => `${kind}: ${change.address}${isStateful ? ", holds data" : ""}`,
    ),
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => !isEmptyList(value))) as unknown as Told;
}

describe("each kind of plan", () => {
  it("is one of those that are expected here", () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...FIXTURES].sort());
  });

  it("is described beside the files, with how it was made", () => {
    const readme = readFileSync(join(__dirname, "..", "..", "fixtures", "plans", "README.md"), "utf8");
    const listed = [...readme.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = ""]) => name);
    expect(listed.sort()).toEqual(FIXTURES.map((name) => `${name}.json`).sort());
  });

  it.each(FIXTURES)(
    "%s: the report says what Terraform will do, to each address, and which of it is a danger",
    (name) => {
      expect(toldOf(name)).toEqual(EXPECTED[name]);
    },
  );
});

describe("the sums of a report", () => {
  it.each(FIXTURES)("%s: each number is the one that a count of the file gives", (name) => {
    const raw = rawPlan(name);
    const counted = tally((raw.resource_changes ?? []).map(happeningTo));
    const content = contentOf(name);
    const counts = countsOf(content.changes);
    const ofFile = Object.fromEntries(
      Object.entries(IN_WORDS).map(([action, words]) => [
        action,
        words.reduce((sum, word) => sum + (counted.get(word) ?? 0), 0),
      ]),
    );
    expect(counts).toEqual(ofFile);
    expect(content.unchanged).toBe(counted.get("left alone") ?? 0);
  });

  it.each(FIXTURES)("%s: they add up to all that the file holds", (name) => {
    const raw = rawPlan(name);
    const content = contentOf(name);
    const sum = Object.values(countsOf(content.changes)).reduce((total, number) => total + number, content.unchanged);
    expect({
      resources: sum,
      outputs: content.outputs.length,
      drift: content.drift.length,
      deferred: content.deferred.length,
      invocations: content.invocations.length,
    }).toEqual({
      resources: raw.resource_changes?.length ?? 0,
      outputs: Object.values(raw.output_changes ?? {}).filter(({ actions }) => actions.join() !== "no-op").length,
      drift: raw.resource_drift?.length ?? 0,
      deferred: (raw.deferred_changes?.length ?? 0) + (raw.deferred_action_invocations?.length ?? 0),
      invocations: raw.action_invocations?.length ?? 0,
    });
  });

  it.each(FIXTURES)("%s: a change that is dropped from the report is missed", (name) => {
    const raw = rawPlan(name);
    const content = contentOf(name);
    const missed = (raw.resource_changes ?? []).filter(
      (resource) =>
        happeningTo(resource) !== "left alone" &&
        !content.changes.some(({ address }) => address.startsWith(resource.address)),
    );
    expect(missed).toEqual([]);
  });
});
