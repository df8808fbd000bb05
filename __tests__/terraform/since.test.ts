import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readIfExists } from "../../adapters/files";
import { stackFingerprint } from "../../adapters/stack-fingerprint";
import { planFiles } from "../../adapters/terraform/plan-store";
import { settledStateFiles } from "../../adapters/terraform/settled-states";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import { synthesize } from "../../cli/synthesize";
import { readCatalogue } from "../../model/catalogue";
import type { PlanIndex } from "../../operations/plan/plan-index";
import { reasonNotToPlan } from "../../operations/plan/reason-not-to-plan";
import { planSince } from "../../operations/plan/since/plan-since";
import { readSynthesizedStacks, type SynthesizedStack } from "../../operations/plan/synthesized-stack";
import type { JsonObject } from "../../terraform-json/json";

const ROOT = join(__dirname, "..", "..");
const MINUTE = 60_000;
const MODE = { kind: "offline" } as const;
const SINCE = { ref: "HEAD", commit: "3f2c1aa0000000000000000000000000000000000" };

/** One stack of each kind of the repository's own catalogue, whatever kinds there are: no list to keep. */
describe("what changes since a commit", () => {
  const folder = mkdtempSync(join(tmpdir(), "since-"));
  const output = join(folder, "cdktf.out");
  const plans = new Map<string, JsonObject>();
  let stacks: readonly SynthesizedStack[] = [];
  let oneOfEach: readonly string[] = [];

  beforeAll(async () => {
    synthesize(readCatalogue(join(ROOT, "catalogue")), output);
    stacks = await readSynthesizedStacks((path) => readIfExists(join(output, path)));
    const here = stacks.filter((stack) => reasonNotToPlan(stack, MODE) === undefined);
    oneOfEach = [...new Map(here.map(({ id, labels }) => [labels?.kind ?? id, id])).values()].sort();
  }, MINUTE);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Plans some stacks of today; those whose ids are given count as changed, whether they did or not. */
  const planned = (now: readonly SynthesizedStack[], changed: readonly string[]): Promise<PlanIndex> =>
    withTerraform({ root: ROOT, output, folder, mode: MODE, note: () => {} }, async (terraform) => {
      const entries = stacks.map(async (stack) => [stack.id, await stackFingerprint(output, stack)] as const);
      const digests = new Map(await Promise.all(entries));
      const fingerprint = ({ id }: SynthesizedStack) => digests.get(id) ?? "";
      return planSince(
        now,
        {
          since: SINCE,
          before: stacks,
          fingerprints: {
            before: fingerprint,
            now: (stack) => fingerprint(stack) + (changed.includes(stack.id) ? " changed" : ""),
          },
          selected: new Set(changed),
          parallel: 2,
        },
        {
          terraform,
          terraformBefore: terraform.readingFrom(output),
          attributeTypes: (stack) => terraform.attributeTypes(stack),
          settledStates: settledStateFiles(folder, terraform.toolchain()),
          store: {
            ...planFiles(folder),
            savePlan: async (id, json) => void plans.set(id, JSON.parse(json) as JsonObject),
          },
          progress: () => {},
        },
      );
    });

  it(
    "is nothing for a stack that stayed as it was: the state that was foreseen holds, of every kind",
    async () => {
      const { stacks: results } = await planned(stacks, oneOfEach);
      expect(results.map(({ id }) => id)).toEqual(oneOfEach);
      for (const { id, status, hasChanges, notes, counts } of results as readonly ((typeof results)[number] & {
        hasChanges?: boolean;
      })[]) {
        const { read, ...others } = counts ?? {};
        expect({ id, status, hasChanges, notes, counts: Object.values(others).every((count) => count === 0) }).toEqual({
          id,
          status: "planned",
          hasChanges: false,
          notes: [],
          counts: true,
        });
      }
    },
    10 * MINUTE,
  );

  it(
    "is one attribute where one number was changed",
    async () => {
      const service = stacks.find(({ labels }) => labels?.kind === "service") as SynthesizedStack;
      const text = service.text.replace(/"retention_in_days": \d+/, '"retention_in_days": 3653');
      expect(text).not.toBe(service.text);
      const now = stacks.map((stack) =>
        stack.id === service.id ? { ...stack, text, configuration: JSON.parse(text) as JsonObject } : stack,
      );
      const index = await planned(now, [service.id]);
      expect(index).toMatchObject({ since: SINCE, mode: "offline" });
      expect(index.stacks[0]).toMatchObject({ status: "planned", applicable: false, notes: [], counts: { update: 1 } });
      const changes = plans.get(service.id)?.resource_changes as readonly {
        type: string;
        change: { actions: string[]; before: object; after: object };
      }[];
      const changed = changes.filter(({ change }) => change.actions.join() !== "no-op");
      expect(changed.map(({ type, change }) => [type, change.actions])).toEqual([
        ["aws_cloudwatch_log_group", ["update"]],
      ]);
      const { before, after } = changed[0]?.change ?? { before: {}, after: {} };
      expect({ ...before, retention_in_days: 3653 }).toEqual(after);
    },
    3 * MINUTE,
  );
});
