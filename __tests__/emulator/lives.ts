import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import type { IndexedStack } from "../../operations/plan/plan-index";
import { canonicalPlan } from "../../operations/report/history/canonical-plan";
import { matchesShown } from "../../operations/report/history/matches";
import { readPlan } from "../../operations/report/read/plan-file";
import { ask, TAMPERINGS } from "./behind-terraform";
import { differingPaths, Evidence, expectedOf } from "./evidence";
import { type GroupInNetwork, groupToTry, type LivesGroup } from "./lives-groups";
import type { Change, PlanJson } from "./plan-json";
import { atOnce } from "./programs";
import { SUPPORT } from "./support";
import type { TriedStack } from "./tried-stacks";
import { type Workplace, workplaceFor } from "./workplace";

const MINUTES = 60_000;
const ALL = process.env.INFRA_EMULATOR === "all";

/**
 * The life of a group's stacks on an emulator, in order: each test goes on from where the one before left. One stack of every
 * kind, or with INFRA_EMULATOR=all every stack. What they read of other groups is applied before them, and left alone then.
 */
export function livesOf(group: LivesGroup): void {
  const places = groupToTry(group, ALL).map((place) => [place.network, place] as const);
  describe.each(places)("the stacks of the network %s", (_, place) => lives(place));
}

function lives({ network, tried, upstreams }: GroupInNetwork): void {
  const stacks = [...tried, ...upstreams];
  const ids = tried.map(({ id }) => id);
  const types = [...new Set(tried.flatMap((stack) => stack.types))].sort();
  const named = types.filter((type) => SUPPORT[type]?.level === "apply-only");
  const evidence = new Evidence();
  const foreseen = new Map<string, IndexedStack>();
  const plans = new Map<string, PlanJson>();
  let work: Workplace;

  beforeAll(async () => {
    work = await workplaceFor(network, stacks);
  }, 5 * MINUTES);

  afterAll(async () => {
    await work?.stop();
  });

  const canonical = ({ stubs, placeholders = [] }: IndexedStack, plan: PlanJson) =>
    canonicalPlan(readPlan(JSON.stringify(plan), "plan"), [
      ...stubs.flatMap((stub) => stub.placeholders),
      ...placeholders,
    ]);

  it(
    "are all planned before any is applied: what waits for another one with foreseen values, and not to be applied",
    async () => {
      for (const stack of await work.plan(stacks.map(({ id }) => id))) {
        foreseen.set(stack.id, stack);
        plans.set(stack.id, work.planOf(stack.id));
      }
      expect([...foreseen.values()].map(shapeOf)).toEqual(
        sortedById(stacks).map(({ id, upstreams }) => ({
          id,
          status: "planned",
          applicable: upstreams.length === 0,
          stubs: [...upstreams].sort().map((upstream) => [upstream, "not-applied"]),
        })),
      );
    },
    20 * MINUTES,
  );

  it(
    "are not applied while somebody else holds the lock of the state, who is named",
    async () => {
      const [id = ""] = work.waves[0] ?? [];
      const Key = `${id}.tflock`;
      const lock = {
        ID: "1",
        Operation: "OperationTypeApply",
        Who: "alice@laptop",
        Version: "1.11.4",
        Path: "",
        Info: "",
      };
      await work.s3.send(new PutObjectCommand({ Bucket: work.network.state.bucket, Key, Body: JSON.stringify(lock) }));
      await expect(work.applySaved([id])).rejects.toThrow(/Error acquiring the state lock[\s\S]*alice@laptop/);
      await work.s3.send(new DeleteObjectCommand({ Bucket: work.network.state.bucket, Key }));
    },
    MINUTES,
  );

  it(
    "are applied wave by wave, and every one does what was foreseen",
    async () => {
      for (const [number, wave] of work.waves.entries()) {
        if (number > 0) expect((await work.plan(wave)).map(shapeOf)).toEqual(wave.map(readyToApply));
        const unforeseen = wave.filter((id) => {
          const index = foreseen.get(id);
          const plan = plans.get(id);
          if (!index || !plan) throw new Error(`${id} was not planned`);
          const real = canonical({ ...index, stubs: [], placeholders: [] }, work.planOf(id));
          return number > 0 && !matchesShown(canonical(index, plan), real);
        });
        expect(unforeseen).toEqual([]);
        await work.applySaved(wave);
      }
    },
    60 * MINUTES,
  );

  it(
    "have nothing left to do, but for what the table of support names",
    async () => {
      await work.plan(ids);
      for (const id of ids) {
        plans.set(id, work.planOf(id));
        evidence.secondPlan(work.planOf(id));
      }
      const changing = ids.flatMap((id) => changesIn(plans.get(id)));
      expect(changing.filter(({ type }) => !named.includes(type)).flatMap(pathsOf)).toEqual([]);
    },
    20 * MINUTES,
  );

  it(
    "leave no lock behind",
    async () => {
      const { Contents = [] } = await work.s3.send(new ListObjectsV2Command({ Bucket: work.network.state.bucket }));
      expect(Contents.map(({ Key }) => Key)).toEqual(sortedById(stacks).map(({ id }) => id));
    },
    MINUTES,
  );

  /** What each stack's own attribute is, that is changed behind Terraform's back; and then what changes with it. */
  const tampered = new Map<string, readonly string[]>();

  it(
    "have drifted in exactly what was changed behind Terraform's back",
    async () => {
      await work.settle(ids);
      for (const { id, kind } of tried) tampered.set(id, await tamperWith(work, plans.get(id), kind));
      expect(await work.drift(ids)).toEqual(
        new Map(ids.map((id) => [id, { status: "drifted", drifted: tampered.get(id) }])),
      );
    },
    20 * MINUTES,
  );

  it(
    "are mended by an apply, which also changes every type in place, and lifts what guards against deletion",
    async () => {
      for (const id of ids) work.declareOverride(id);
      await work.plan(ids);
      const planned = ids.flatMap((id) => changesIn(work.planOf(id)).flatMap(pathsOf));
      expect([...tampered.values()].filter(([path = ""]) => !planned.includes(path))).toEqual([]);
      for (const id of ids) evidence.planInPlace(work.planOf(id));
      await work.applySaved(ids);
      await work.plan(ids);
      for (const id of ids) evidence.secondPlan(work.planOf(id));
      const changing = ids.flatMap((id) => changesIn(work.planOf(id)));
      expect(changing.filter(({ type }) => !named.includes(type)).flatMap(pathsOf)).toEqual([]);
    },
    60 * MINUTES,
  );

  it(
    "are not made whole with the types that the table of support calls plan-only",
    async () => {
      for (const { id, types: own } of tried) {
        for (const type of own.filter((own) => SUPPORT[own]?.level === "plan-only"))
          if (await work.isApplied(id, type)) evidence.wasApplied(type);
      }
    },
    60 * MINUTES,
  );

  it(
    "are destroyed, and the emulator knows nothing of them any more, but for what the table of support names",
    async () => {
      const left: string[] = [];
      const looks: Promise<readonly ReadonlyMap<string, boolean>[]>[] = [];
      const isTried = (id: string) => ids.includes(id);
      for (const wave of [...work.waves].reverse()) {
        const destroyed = await atOnce(wave.filter(isTried), (id) => work.destroy(id));
        // It goes on while the next wave is destroyed.
        looks.push(atOnce(destroyed, (stack) => work.whatBecameOf(stack)));
      }
      for (const [address, isGone] of (await Promise.all(looks)).flat().flatMap((became) => [...became])) {
        evidence.destroyed(typeOf(address), isGone);
        if (!isGone && !SUPPORT[typeOf(address)]?.stays) left.push(address);
      }
      expect(left).toEqual([]);
    },
    60 * MINUTES,
  );

  it.each(types)("%s does what the table of support says, no less and no more", (type) => {
    const row = SUPPORT[type];
    if (!row)
      throw new Error(
        `${type} is missing in __tests__/emulator/support.ts; here it did ${JSON.stringify(evidence.of(type))}`,
      );
    expect(evidence.of(type)).toEqual(expectedOf(row, work.isChanged(type, tried)));
  });
}

const sortedById = (stacks: readonly TriedStack[]): readonly TriedStack[] =>
  [...stacks].sort((a, b) => (a.id < b.id ? -1 : 1));

const shapeOf = ({ id, status, applicable, stubs }: IndexedStack) => ({
  id,
  status,
  applicable,
  stubs: stubs.map(({ upstream, because }) => [upstream, because]),
});

const readyToApply = (id: string) => ({ id, status: "planned", applicable: true, stubs: [] });

const changesIn = (plan: PlanJson | undefined) =>
  (plan?.resource_changes ?? []).filter(({ mode, change }) => mode === "managed" && change.actions.join() !== "no-op");

const pathsOf = ({ address, change }: Change): readonly string[] =>
  differingPaths(change).map((path) => `${address} ${path}`);

const typeOf = (address: string): string =>
  address.replace(/^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*/, "").split(".")[0] ?? address;

/** Changes an attribute of a stack's resource in AWS itself, and says which. */
async function tamperWith(
  { url, network }: Workplace,
  plan: PlanJson | undefined,
  kind: TriedStack["kind"],
): Promise<readonly string[]> {
  const tampering = TAMPERINGS[kind];
  if (!tampering)
    throw new Error(`__tests__/emulator/behind-terraform.ts changes nothing of a stack of the kind ${kind}`);
  const resource = plan?.resource_changes?.find(({ type }) => type === tampering.type);
  if (!resource?.change.before) throw new Error(`a stack of the kind ${kind} has no ${tampering.type}`);
  await ask(url, network.region, tampering.request(resource.change.before));
  return [tampering.path, ...(tampering.with ?? [])].map((path) => `${resource.address} ${path}`);
}
