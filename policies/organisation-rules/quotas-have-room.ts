import { type Counted, QUOTAS, type Quota, type QuotaName } from "../../aws/quotas";
import type { OrganisationRule } from "../organisation-rule";
import { placeOf, type StackPlace } from "../stack-place";
import { numberIn } from "../value";
import type { Resource, StackView } from "../view/stack-view";

/** The share of a quota that may be used: raising one takes AWS days. */
const MOST = 0.8;

const networks = (count: number, infra: object = {}) => ({
  "//": { infra: { kind: "network", ...infra } },
  provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["111111111111"] }] },
  resource: { aws_vpc: Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, {}])) },
});

/** What counts against one quota at one place. */
interface Use {
  readonly quota: QuotaName;
  readonly where: string;
  readonly limit: number;
  readonly byStack: Map<string, number>;
}

export const quotasHaveRoom: OrganisationRule = {
  id: "quotas-have-room",
  what: `All stacks together use less than ${MOST * 100} % of each quota of their accounts and regions.`,
  why: "The apply that meets the limit fails half-way, and AWS takes days to raise it.",
  fix: "Have AWS raise the quota, then say so under accounts.*.quotas in the catalogue; or put the next ones elsewhere.",
  severity: "medium",
  checks: [29],
  controls: [],
  judge: function* (views) {
    for (const { quota, where, limit, byStack } of usesOf(views).values()) {
      const used = [...byStack.values()].reduce((sum, each) => sum + each, 0);
      if (used < limit * MOST) continue;
      const [most] = [...byStack].reduce((a, b) => (b[1] > a[1] ? b : a));
      yield { stack: most, answer: "violation", message: `${where} has ${used} of ${limit} ${QUOTAS[quota].what}` };
    }
  },
  passes: [
    { shows: "three VPCs of five", configurations: { dev: networks(2), main: networks(1) } },
    { shows: "four of twenty, which AWS granted", configurations: { dev: networks(4, { quotas: { vpcs: 20 } }) } },
  ],
  fails: [{ shows: "four VPCs of five", configurations: { dev: networks(2), main: networks(2) } }],
};

const COUNTED = Object.entries(QUOTAS).flatMap(([name, quota]: [string, Quota]) =>
  (quota.of?.types ?? []).map((type) => [type, { name: name as QuotaName, of: quota.of as Counted }] as const),
);
const BY_TYPE = new Map(COUNTED);

function usesOf(views: readonly StackView[]): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  for (const view of views) {
    for (const resource of view.resources) {
      const counted = BY_TYPE.get(resource.type);
      const where = counted && whereOf(placeOf(view, resource), counted.of);
      if (!counted || !where) continue;
      const { name } = counted;
      const key = `${name} ${where}`;
      const use = uses.get(key) ?? { quota: name, where, limit: limitOf(name, view), byStack: new Map() };
      use.byStack.set(view.id, (use.byStack.get(view.id) ?? 0) + instancesOf(resource));
      uses.set(key, use);
    }
  }
  return uses;
}

/** Undefined when the stack does not say where it stands; `provider-knows-its-accounts` refuses that. */
function whereOf({ account, region }: StackPlace, { per }: Counted): string | undefined {
  if (account === undefined) return undefined;
  if (per === "account") return `account ${account}`;
  return region === undefined ? undefined : `account ${account} in ${region}`;
}

const limitOf = (name: QuotaName, { facts }: StackView): number => facts.quotas?.[name] ?? QUOTAS[name].limit;

/** In a configuration one resource may be several; of a list that is not known yet, at least one. */
const instancesOf = ({ values }: Resource): number => numberIn(values.count) ?? 1;
