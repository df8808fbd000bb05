import { QUOTAS, type QuotaName, UNRESERVED_CONCURRENCY } from "../../aws/quotas";
import type { Entries, Entry } from "../entries/read";
import type { Network, Organisation, ServiceInEnvironment } from "../organisation";
import { own } from "../own";
import { error, type Position, type Problem, warning } from "../problems";

/** From this share of a quota on, there is a warning: raising one takes AWS days. */
const WARN_AT = 0.8;

/** How much of a quota something uses, and where that is decided. */
interface Use {
  readonly quota: QuotaName;
  readonly used: number;
  /** What uses it: `network dev`. */
  readonly by: string;
  readonly account: string;
  readonly at: Position;
}

/** Nothing needs more of AWS than the account may have. */
export function checkQuotas(
  { organisation: entry, networks }: Entries,
  organisation: Organisation,
): readonly Problem[] {
  const uses = [
    ...usesByAccount(organisation, networks),
    ...usesByRegion(organisation, networks),
    ...organisation.networks.flatMap((network) => usesOf(network, networks)),
  ];
  return uses.flatMap((use) => judge(use, entry));
}

function judge(
  { quota, used, by, account, at }: Use,
  organisation: Entry<"organisation"> | undefined,
): readonly Problem[] {
  const { what, adjustable, limit: initial } = QUOTAS[quota];
  const limit = (organisation && own(organisation.value.accounts, account))?.quotas[quota] ?? initial;
  if (used < limit * WARN_AT) return [];
  const message = `${by} uses ${used} of ${limit} ${what}`;
  const fix = adjustable
    ? `Have AWS raise it, then set accounts.${account}.quotas.${quota} in organisation.yaml.`
    : "AWS does not raise this one: split the network.";
  return [used > limit ? error(at, message, fix) : warning(at, message, fix)];
}

/** What the networks of one account use together, wherever they stand. */
const usesByAccount = ({ networks }: Organisation, entries: readonly Entry<"network">[]): readonly Use[] =>
  inGroups(
    networks,
    ({ account }) => `account ${account.name}`,
    entries,
    (use) => [
      use("roles", rolesOf),
      use("buckets", ({ sites, apps }) => sites.length * BUCKETS.site + apps.length * BUCKETS.app + FIXED_BUCKETS),
      use("distributions", fronts),
      use("edgeFunctions", fronts),
      use("keyValueStores", fronts),
      use("originAccessControls", fronts),
      use("responseHeadersPolicies", fronts),
    ],
  );

/** What the networks of one account and region use together. */
const usesByRegion = ({ networks }: Organisation, entries: readonly Entry<"network">[]): readonly Use[] =>
  inGroups(
    networks,
    ({ account, region }) => `account ${account.name} in ${region}`,
    entries,
    (use) => [
      use("vpcs", () => 1),
      use("elasticIps", gateways),
      use("namespaces", ({ environments }) => environments.length),
      use("securityGroups", ({ services }) => services.length + FIXED_SECURITY_GROUPS),
      use("apiDomains", ({ apps }) => apps.length),
      use("pipelines", (network) => pipelined(network).length),
      use("buildProjects", (network) => pipelined(network).length),
      use("eventRules", (network) => pipelined(network).length * RULES_PER_PIPELINE + FIXED_RULES),
      use("functionConcurrency", reserved, UNRESERVED_CONCURRENCY),
    ],
  );

/** @param besides What is used as well, as soon as anything is. */
type UseOf = (quota: QuotaName, of: (network: Network) => number, besides?: number) => Use;

/** What groups of networks use together; a group's name tells it from the others. */
function inGroups(
  networks: readonly Network[],
  nameOfGroup: (network: Network) => string,
  entries: readonly Entry<"network">[],
  usesOfGroup: (use: UseOf) => readonly Use[],
): readonly Use[] {
  const groups = new Map<string, Network[]>();
  for (const network of networks) {
    const name = nameOfGroup(network);
    groups.set(name, [...(groups.get(name) ?? []), network]);
  }
  return [...groups].flatMap(([by, group]) => {
    const [first] = group;
    if (!first) return [];
    const { account } = first;
    const at = positionOf(first, entries);
    const sum = (of: (network: Network) => number) => group.reduce((total, network) => total + of(network), 0);
    return usesOfGroup((quota, of, besides = 0) => {
      const used = sum(of);
      return { quota, used: used > 0 ? used + besides : 0, by, account: account.name, at };
    });
  });
}

/** What one network uses by itself. */
function usesOf(network: Network, entries: readonly Entry<"network">[]): readonly Use[] {
  const use = (quota: QuotaName, used: number, by = `network ${network.name}`): Use => ({
    quota,
    used,
    by,
    account: network.account.name,
    at: positionOf(network, entries),
  });
  const balancers = (["internal", "public"] as const).map((access) => ({
    by: `the ${access} load balancer of network ${network.name}`,
    services: network.services.filter((service) => service.access === access),
  }));
  return [
    use("interfaceEndpoints", network.interfaceEndpoints.length),
    use("certificatesPerLoadBalancer", network.environments.length),
    ...balancers.flatMap(({ by, services }) => [
      use("targetGroupsPerLoadBalancer", services.length, by),
      use("rulesPerLoadBalancer", services.length, by),
    ]),
    ...network.services.map(({ name, environment, stackId }) =>
      use("rulesPerSecurityGroup", 1 + callersOf(stackId, network.services), `${name} in ${environment.name}`),
    ),
  ];
}

/** Roles of tasks and of what starts them; of what promotes sites; of functions, and of each part of what deploys them. */
const ROLES = { service: 2, site: 1, app: 7 } as const;

/** Of the flow log, and of the pipeline of the network itself. */
const FIXED_ROLES = 4;

/** Of a place of sites: releases and two kinds of logs. An app has packages and artefacts, too. */
const BUCKETS = { site: 3, app: 5 } as const;

/** Of states, records, who used them, and who called. */
const FIXED_BUCKETS = 4;

/** A package was handed in, a deployment failed, one waits for somebody. */
const RULES_PER_PIPELINE = 3;

/** Of the alarm on the emergency role. */
const FIXED_RULES = 1;

const rolesOf = ({ services, sites, apps }: Network): number =>
  services.length * ROLES.service + sites.length * ROLES.site + apps.length * ROLES.app + FIXED_ROLES;

/** Sites and apps have one of each of what CloudFront has. */
const fronts = ({ sites, apps }: Network): number => sites.length + apps.length;

/** Stages of apps that have a pipeline. */
const pipelined = ({ apps }: Network) => apps.filter(({ deployer }) => deployer.imageDigest !== undefined);

const reserved = ({ apps }: Network): number => apps.reduce((total, { api }) => total + api.concurrency, 0);

/** Of the load balancers, the endpoints and the VPC's default. */
const FIXED_SECURITY_GROUPS = 4;

const gateways = ({ nat, zones }: Network): number => ({ none: 0, one: 1, "one-per-zone": zones.length })[nat];

const callersOf = (stackId: string, services: readonly ServiceInEnvironment[]): number =>
  services.filter(({ dependencies }) => dependencies.some((dependency) => dependency.stackId === stackId)).length;

function positionOf(network: Network, entries: readonly Entry<"network">[]): Position {
  const entry = entries.find(({ source }) => source === network.source);
  return entry?.at("name") ?? { file: network.source, line: 1, column: 1 };
}
