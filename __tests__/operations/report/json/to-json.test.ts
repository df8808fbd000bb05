import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import type { PlanRecord } from "../../../../operations/report/history/plan-record";
import { reportJsonSchema, reportSchemaText } from "../../../../operations/report/json/json-schema";
import { reportSchema } from "../../../../operations/report/json/schema";
import { toJson } from "../../../../operations/report/json/to-json";
import type { ResourceChange, StackReport } from "../../../../operations/report/report";
import { reportOf } from "../../../../operations/report/report-of";
import { hostileReport } from "../html/hostile";
import { aPlan, FIXTURES, fixtureText, planned, reportOfPlan, resource } from "../support";

const DOCS = join(__dirname, "..", "..", "..", "..", "docs");
const validate = new Ajv({ strict: true, allErrors: true }).compile(reportJsonSchema());

/** What is wrong with a report for machines, by its schema. */
const faultsOf = (value: unknown): unknown => {
  validate(JSON.parse(JSON.stringify(value)));
  return validate.errors ?? [];
};

const CHANGE: ResourceChange = {
  address: "aws_db_instance.a",
  previousAddress: "aws_db_instance.b",
  type: "aws_db_instance",
  isData: false,
  action: "replace",
  actions: ["delete", "create"],
  reason: "replace_because_cannot_update",
  deposed: true,
  replacePaths: ["engine"],
  importId: { kind: "value", value: "i-1" },
  generatesConfig: true,
  attributes: [
    {
      path: "engine",
      before: { kind: "value", value: "x" },
      after: { kind: "unknown", from: ["aws_x.y.id"] },
      forcesReplacement: true,
    },
    { path: "id", before: { kind: "absent" }, after: { kind: "unknown" }, forcesReplacement: false },
    {
      path: "marked",
      before: { kind: "sensitive" },
      after: { kind: "sensitive" },
      forcesReplacement: false,
      only: "marking",
    },
    {
      path: "policy.Sid",
      before: { kind: "sensitive", suspected: true },
      after: { kind: "sensitive", suspected: true },
      forcesReplacement: false,
      inside: { path: "policy", format: "json" },
    },
    {
      path: "vpc",
      before: { kind: "upstream", stack: "net", output: "vpc", exists: true },
      after: { kind: "upstream", stack: "net", output: "vpc" },
      forcesReplacement: false,
    },
  ],
};

const STACK: StackReport = {
  id: "main-data",
  state: "changes",
  source: "catalogue/data.yaml",
  waitsFor: ["main-network"],
  notes: ["a note"],
  error: "an error",
  digest: "sha256:abc",
  terraformVersion: "1.14.0",
  plannedAt: "2026-01-01T00:00:00Z",
  content: {
    changes: [CHANGE],
    unchanged: 3,
    held: 5,
    outputs: [{ name: "o", action: "delete", actions: ["delete"], attributes: [], readBy: ["main-app"] }],
    drift: [
      {
        address: "a.d",
        type: "a",
        isData: true,
        action: "update",
        actions: ["update"],
        deposed: false,
        replacePaths: [],
        attributes: [],
        isRelevant: true,
      },
    ],
    deferred: [{ address: "a.l", actions: ["create"], reason: "deferred_prereq" }],
    invocations: [{ address: "action.a", trigger: { address: "a.t", event: "after_create" } }, { address: "action.b" }],
    failedChecks: [{ address: "check.c", problems: ["too bad"] }],
    complete: false,
    applyable: true,
  },
};

const NO_COUNTS = {
  unknown: 0,
  delete: 0,
  replace: 0,
  "replace-and-forget": 0,
  forget: 0,
  update: 0,
  create: 0,
  read: 0,
  import: 0,
  move: 0,
};

const DANGER = {
  kind: "replace",
  stateful: true,
  allowed: true,
  reason: expect.stringContaining("engine cannot be changed in place"),
};

const PREVIOUS: PlanRecord = {
  format: 1,
  commit: "c".repeat(40),
  stacks: [{ id: "main-data", state: "failed", digest: "sha256:old", changes: [["update", "aws_db_instance.a", "x"]] }],
};

describe("a report for machines", () => {
  it("holds everything that the report and its run hold, under its own names", () => {
    const json = toJson(
      { stacks: [STACK] },
      {
        facts: {
          branch: "main",
          commit: "a".repeat(40),
          base: "b".repeat(40),
          run: { id: 7, attempt: 2, url: "https://x/7" },
          fullReport: "https://x/8",
          note: "a note",
        },
        allowed: [{ type: "aws_db_*" }],
        confirmation: { state: "needed", how: ["add ", { quoted: "confirm" }] },
        previous: PREVIOUS,
      },
    );
    expect(faultsOf(json)).toEqual([]);
    expect(json).toEqual({
      format: 1,
      verdict:
        "1 of 1 stack changes, 1 not fully accounted for · ±1 · 1 imported · 1 moved · 1 output · 1 put off · 2 actions called · 1 failed check",
      run: {
        branch: "main",
        commit: "a".repeat(40),
        base: "b".repeat(40),
        run: { id: 7, attempt: 2, url: "https://x/7" },
        fullReport: "https://x/8",
        note: "a note",
      },
      counts: {
        stacks: { changes: 1, "no-changes": 0, failed: 0, "not-planned": 0, vanished: 0, unaffected: 0 },
        resources: { ...NO_COUNTS, replace: 1 },
        dangers: 1,
        unallowedDangers: 0,
      },
      confirmation: { state: "needed", how: "add confirm" },
      sinceLast: {
        commit: "c".repeat(40),
        state: "different",
        appeared: [{ stack: "main-data", action: "delete", address: "output.o" }],
        disappeared: [],
        changed: [{ stack: "main-data", action: "replace", address: "aws_db_instance.a", was: "update" }],
        added: [],
        gone: [],
        states: [{ stack: "main-data", was: "failed", is: "changes" }],
        withoutDetails: [],
        sameChanges: 0,
        sameStacks: 0,
      },
      dangers: [{ stack: "main-data", address: "aws_db_instance.a", type: "aws_db_instance", ...DANGER }],
      stacks: [
        {
          id: "main-data",
          state: "changes",
          source: "catalogue/data.yaml",
          digest: "sha256:abc",
          terraformVersion: "1.14.0",
          plannedAt: "2026-01-01T00:00:00Z",
          waitsFor: ["main-network"],
          notes: ["a note"],
          error: "an error",
          violations: [],
          discrepancies: ["the plan holds 5 resources, and this report accounts for 4"],
          plan: {
            complete: false,
            applyable: true,
            held: 5,
            unchanged: 3,
            counts: { ...NO_COUNTS, replace: 1 },
            imported: 1,
            moved: 1,
            changes: [
              {
                address: "aws_db_instance.a",
                previousAddress: "aws_db_instance.b",
                type: "aws_db_instance",
                mode: "managed",
                action: "replace",
                actions: ["delete", "create"],
                keyword: "replace_because_cannot_update",
                reason:
                  "engine cannot be changed in place; the old one is destroyed first; moved from aws_db_instance.b",
                deposed: true,
                replacePaths: ["engine"],
                importId: { state: "known", value: "i-1" },
                generatesConfig: true,
                attributes: [
                  {
                    path: "engine",
                    before: { state: "known", value: "x" },
                    after: { state: "unknown", from: ["aws_x.y.id"] },
                    forcesReplacement: true,
                  },
                  {
                    path: "id",
                    before: { state: "absent" },
                    after: { state: "unknown", from: [] },
                    forcesReplacement: false,
                  },
                  {
                    path: "marked",
                    before: { state: "sensitive", because: "marked" },
                    after: { state: "sensitive", because: "marked" },
                    forcesReplacement: false,
                    only: "marking",
                  },
                  {
                    path: "policy.Sid",
                    before: { state: "sensitive", because: "looks-like-a-secret" },
                    after: { state: "sensitive", because: "looks-like-a-secret" },
                    forcesReplacement: false,
                    inside: { path: "policy", format: "json" },
                  },
                  {
                    path: "vpc",
                    before: { state: "upstream", stack: "net", output: "vpc", exists: true },
                    after: { state: "upstream", stack: "net", output: "vpc", exists: false },
                    forcesReplacement: false,
                  },
                ],
                danger: DANGER,
                noise: false,
              },
            ],
            outputs: [{ name: "o", action: "delete", actions: ["delete"], attributes: [], readBy: ["main-app"] }],
            drift: [
              {
                address: "a.d",
                type: "a",
                mode: "data",
                action: "update",
                actions: ["update"],
                reason: "",
                deposed: false,
                replacePaths: [],
                generatesConfig: false,
                attributes: [],
                relevant: true,
              },
            ],
            deferred: [
              {
                address: "a.l",
                actions: ["create"],
                keyword: "deferred_prereq",
                reason: "something that it depends on is put off",
              },
            ],
            invocations: [
              { address: "action.a", trigger: { address: "a.t", event: "after_create" } },
              { address: "action.b" },
            ],
            failedChecks: [{ address: "check.c", problems: ["too bad"] }],
          },
        },
      ],
    });
  });

  it("says nothing of what is not known", () => {
    expect(toJson({ stacks: [{ id: "a", state: "vanished", waitsFor: [], notes: [] }] })).toEqual({
      format: 1,
      verdict: "1 of 1 stack vanished",
      run: {},
      counts: {
        stacks: { changes: 0, "no-changes": 0, failed: 0, "not-planned": 0, vanished: 1, unaffected: 0 },
        resources: NO_COUNTS,
        dangers: 0,
        unallowedDangers: 0,
      },
      dangers: [],
      stacks: [{ id: "a", state: "vanished", waitsFor: [], notes: [], violations: [], discrepancies: [] }],
    });
  });

  it.each([[{ state: "not-needed" } as const], [{ state: "given", by: "octocat" } as const]])(
    "tells the confirmation %j",
    (confirmation) => {
      const json = toJson(reportOf([]), { confirmation });
      expect([json.confirmation, faultsOf(json)]).toEqual([confirmation, []]);
    },
  );

  it("counts dangers that nothing allows, and knows what nobody needs to read", () => {
    const plan = aPlan({
      resource_changes: [
        resource("aws_x.gone", ["delete"], { before: {} }),
        resource("aws_x.tagged", ["update"], { before: { tags: { a: "1" } }, after: { tags: { a: "2" } } }),
      ],
    });
    const json = toJson(reportOfPlan(plan));
    expect([json.counts.dangers, json.counts.unallowedDangers]).toEqual([1, 1]);
    expect(json.stacks[0]?.plan?.changes.map(({ noise }) => noise)).toEqual([false, true]);
  });

  it.each(FIXTURES)("fits its schema for the plan %s, with nothing beyond it, and is JSON", (name) => {
    const json = toJson(reportOfPlan(name));
    expect(faultsOf(json)).toEqual([]);
    expect(reportSchema.safeParse(json).error).toBeUndefined();
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });

  it("fits its schema whatever the texts are", () => {
    expect(faultsOf(toJson(...hostileReport("</script>\u0000\ud800")))).toEqual([]);
  });

  it("has the same bytes for the same plans", () => {
    const text = () => JSON.stringify(toJson(reportOf(FIXTURES.map((name) => planned(name, name)))));
    expect(text()).toBe(text());
  });

  it("holds no value that Terraform marks as sensitive, and those that it does not mark", () => {
    const text = JSON.stringify(toJson(reportOfPlan("secrets")));
    const found = ["new-swordfish", "old-swordfish", "never-shown", "last-public"].filter((value) =>
      text.includes(value),
    );
    expect(fixtureText("secrets")).toMatch(/new-swordfish[\s\S]*never-shown|never-shown[\s\S]*new-swordfish/);
    expect(found).toEqual(["last-public"]);
  });
});

describe("the schema", () => {
  it("in docs/ is the one that reports are made with; `npm run schema:report` writes it", () => {
    expect(readFileSync(join(DOCS, "report.schema.json"), "utf8")).toBe(reportSchemaText());
  });

  it.each([
    ["another format", { format: 2 }],
    ["a key that it does not name", { more: 1 }],
  ])("refuses %s", (_, keys) => {
    expect(faultsOf({ ...toJson(reportOf([])), ...keys })).not.toEqual([]);
  });

  it("fits the example in the documentation", () => {
    const text = readFileSync(join(DOCS, "report-json.md"), "utf8");
    expect(faultsOf(JSON.parse(/```json\n([\s\S]*?)\n```/.exec(text)?.[1] ?? ""))).toEqual([]);
  });
});
