import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readIfExists } from "../../adapters/files";
import { planFiles } from "../../adapters/terraform/plan-store";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import { synthesize } from "../../cli/synthesize";
import { readCatalogue } from "../../model/catalogue";
import type { PlanIndex } from "../../operations/plan/plan-index";
import { planStacks } from "../../operations/plan/planner";
import { reasonNotToPlan } from "../../operations/plan/reason-not-to-plan";
import { readSynthesizedStacks, type SynthesizedStack } from "../../operations/plan/synthesized-stack";
import { toMarkdown } from "../../operations/report/markdown/to-markdown";
import { resultsOfRun } from "../../operations/report/read/from-plans";
import { reportOf } from "../../operations/report/report-of";

const ROOT = join(__dirname, "..", "..");
const MINUTE = 60_000;

/** Every stack of the repository's own catalogue, whatever it holds: no list to keep. */
describe("every stack of the catalogue", () => {
  const folder = mkdtempSync(join(tmpdir(), "stacks-"));
  const output = join(folder, "cdktf.out");
  const plans = new Map<string, string>();
  const mode = { kind: "offline" } as const;
  const terraform = { root: ROOT, output, folder, mode, note: () => {} };
  let stacks: readonly SynthesizedStack[] = [];
  let index: PlanIndex;

  /** The stacks that can be planned here: all, but those whose provider asks its service and cannot be had. */
  const here = () => stacks.filter((stack) => reasonNotToPlan(stack, mode) === undefined);
  const planned = () => index.stacks.filter(({ status }) => status !== "not-planned");

  beforeAll(async () => {
    synthesize(readCatalogue(join(ROOT, "catalogue")), output);
    stacks = await readSynthesizedStacks((path) => readIfExists(join(output, path)));
    const store = {
      ...planFiles(folder),
      savePlan: async (id: string, json: string) => void plans.set(`plans/${id}.json`, json),
    };
    index = await withTerraform(terraform, (cli) =>
      planStacks(
        stacks,
        { mode, selected: new Set(stacks.map(({ id }) => id)), parallel: 2 },
        { terraform: cli, store, progress: () => {} },
      ),
    );
  }, 10 * MINUTE);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is found: at least one of each kind, in both networks", () => {
    const kinds = new Set(stacks.map(({ labels }) => `${labels?.network} ${labels?.kind}`));
    for (const network of ["dev", "main"]) {
      for (const kind of ["bootstrap", "dns", "network", "platform", "registry", "service", "sites"])
        expect(kinds).toContain(`${network} ${kind}`);
    }
  });

  it(
    "passes terraform validate without an error or a warning",
    async () => {
      const found = await withTerraform(terraform, async (cli) => {
        const diagnostics: unknown[] = [];
        for (const stack of here())
          diagnostics.push(...(await cli.validate(stack)).map((diagnostic) => ({ stack: stack.id, ...diagnostic })));
        return diagnostics;
      });
      expect(found).toEqual([]);
    },
    10 * MINUTE,
  );

  it("is planned or named with the reason why not, and only stacks of GitHub alone are not", () => {
    expect(index.stacks.map(({ id }) => id)).toEqual(stacks.map(({ id }) => id));
    const others = stacks.filter((stack) => !here().includes(stack));
    expect(index.stacks.filter(({ status }) => status === "not-planned")).toEqual(
      others.map(({ id }) =>
        expect.objectContaining({ id, notes: [expect.stringMatching(/^Not planned here: its provider /)] }),
      ),
    );
    for (const { configuration } of others) expect(Object.keys(configuration.provider ?? {})).toEqual(["github"]);
    expect(planned().length).toBeGreaterThan(others.length);
  });

  it("is planned, and everything in it would be created", () => {
    for (const stack of planned()) {
      expect(stack).toMatchObject({ status: "planned", hasChanges: true, applicable: false, notes: [] });
      expect({ id: stack.id, ...stack.counts }).toMatchObject({
        id: stack.id,
        update: 0,
        replace: 0,
        delete: 0,
        other: 0,
        drift: 0,
      });
    }
  });

  it("waits for exactly the stacks that it reads", () => {
    for (const { dependencies, stubs, id } of planned()) {
      expect({ id, waitsFor: stubs.map(({ upstream }) => upstream) }).toEqual({ id, waitsFor: dependencies });
    }
  });

  it("asks for as many resources as it synthesized, less those that a loop makes", () => {
    for (const { id, counts } of planned()) {
      const synthesized = Object.values(stacks.find((stack) => stack.id === id)?.configuration.resource ?? {});
      const resources = synthesized.reduce<number>((sum, byName) => sum + Object.keys(byName as object).length, 0);
      expect(counts?.create).toBeGreaterThanOrEqual(resources);
    }
  });

  it("appears in the report with its count, and no placeholder is taken for a value", () => {
    const report = reportOf(resultsOfRun(index, (name) => plans.get(name) ?? "", "2026-01-01"));
    const markdown = toMarkdown(report, { budget: 10_000_000 });
    const unplanned = index.stacks
      .filter(({ status }) => status === "not-planned")
      .map(({ id }) => `<code>${id}</code>`);
    expect(markdown).toContain(
      `<summary>${unplanned.length} stacks not planned here</summary>\n\n${unplanned.join(", ")}\n`,
    );
    for (const { id, counts } of planned())
      expect(markdown).toContain(`| <code>${id}</code> | ${counts?.create} | 0 | 0 | 0 | 0 |`);
    const placeholders = index.stacks.flatMap(({ stubs }) => stubs.flatMap((stub) => stub.placeholders));
    expect(placeholders.length).toBeGreaterThan(0);
    for (const { value } of placeholders) expect(markdown).not.toContain(value);
  });
});
