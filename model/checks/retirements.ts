import type { Entries, Entry } from "../entries/read";
import { cycleIn } from "../graph";
import { suggestion } from "../nearest";
import type { Organisation } from "../organisation";
import { error, type Problem } from "../problems";
import { networkOf } from "../retirements";
import { type DeclaredStack, declaredStacks, GITHUB_STACK } from "../stack-ids";
import { known } from "./references";

/** What leaves is really gone from the rest of the catalogue, or a part of what stays; and somebody answers for it. */
export function checkRetirements(entries: Entries, organisation: Organisation): readonly Problem[] {
  const { retirements, names, organisation: owned } = entries;
  const declared = new Map(declaredStacks(organisation).map((stack) => [stack.id, stack]));
  return [
    ...retirements.flatMap((entry) => [
      ...(owned ? known("team", entry.value.owner, owned.value.teams, entry.at("owner"), "owner") : []),
      ...(entry.value.network === undefined
        ? []
        : known("network", entry.value.network, names.network, entry.at("network"))),
      ...backupOf(entry),
      ...(entry.value.addresses
        ? partOf(entry, declared)
        : wholeOf(entry, declared.get(entry.value.stack), entries, organisation)),
    ]),
    ...twice(retirements),
    ...circles(retirements),
  ];
}

function backupOf({ value: { backup, because }, at }: Entry<"retirement">): readonly Problem[] {
  if (backup === "none" && because === undefined)
    return [error(at("backup"), "backup is none, and nothing says why", "Add because: why no backup is needed.")];
  if (backup !== "none" && because !== undefined)
    return [error(at("because"), "because says why there is no backup, and backup names one", "Leave it out.")];
  return [];
}

/** Resources can leave what stays, and nothing else. */
function partOf(
  { value: { stack }, at }: Entry<"retirement">,
  declared: ReadonlyMap<string, DeclaredStack>,
): readonly Problem[] {
  if (declared.has(stack)) return [];
  return [
    error(
      at("stack"),
      `stack names "${stack}", which is no stack that lives on`,
      `${suggestion(stack, [...declared.keys()])} Leave addresses out when the whole stack leaves.`,
    ),
  ];
}

function wholeOf(
  { value: { stack, network }, at }: Entry<"retirement">,
  declared: DeclaredStack | undefined,
  { environments }: Entries,
  { networks, hosting }: Organisation,
): readonly Problem[] {
  if (declared)
    return [
      error(
        at("stack"),
        `${stack} leaves as a whole, and ${declared.source} still declares it`,
        "Take it out there, as `npx infra retire` does, or name the addresses of what leaves it.",
      ),
    ];
  if (stack === GITHUB_STACK)
    return [
      error(
        at("stack"),
        "the stack github cannot leave as a whole: it holds the teams that every repository knows",
        "Let teams leave by taking them out of organisation.yaml, and repositories by their own stacks.",
      ),
    ];
  if (network !== undefined || networkOf(stack, { networks, environments, ...(hosting && { hosting }) }) !== undefined)
    return [];
  return [
    error(
      at("stack"),
      `to which network ${stack} belongs does not follow from its id`,
      "Name it, such as network: dev (--network of `infra retire`).",
    ),
  ];
}

function twice(retirements: readonly Entry<"retirement">[]): readonly Problem[] {
  return retirements.flatMap(({ value: { stack }, at }, index) => {
    const other = retirements.slice(0, index).find((each) => each.value.stack === stack);
    if (!other) return [];
    return [error(at("stack"), `the retirement of ${stack} stands twice`, `The other one is ${other.source}.`)];
  });
}

/** Stacks that read each other could be destroyed in no order. */
function circles(retirements: readonly Entry<"retirement">[]): readonly Problem[] {
  const whole = retirements.filter(({ value }) => value.addresses === undefined);
  const leaving = new Set(whole.map(({ value }) => value.stack));
  const cycle = cycleIn(
    new Map(whole.map(({ value }) => [value.stack, value.reads.filter((stack) => leaving.has(stack))])),
  );
  const first = cycle && whole.find(({ value }) => value.stack === cycle[0]);
  if (!first) return [];
  return [
    error(first.at("reads"), `these stacks read each other: ${cycle.join(" -> ")}`, "Take one of them out of reads."),
  ];
}
