import { appEnvironment, appStackId, deployerImageRepository } from "../apps";
import type { Entries, Entry } from "../entries/read";
import { error, type Position, type Problem } from "../problems";
import { otherSource } from "../resolve-sites";
import { siteEnvironment, sitesStackId } from "../sites";

/** Longest host: ACM gives no certificate to a name of more than 64 characters (ACM API, RequestCertificate). */
const LONGEST_HOST = 64;

type AppFile = Entry<"app">;

/** A stage of an app, and where it stands. */
interface Stage {
  readonly app: AppFile["value"];
  readonly environment: string;
  /** Name of the environment's network; undefined when there is no such environment. */
  readonly network: string | undefined;
  /** Undefined when there is no such environment. */
  readonly domain: string | undefined;
  readonly at: Position;
}

/** No host, no environment on GitHub and no repository of images that a stage of an app makes is somebody else's, too. */
export function checkAppNames(entries: Entries): readonly Problem[] {
  const stages = entries.apps.filter(isFirstOfName).flatMap((app) => stagesOf(app, entries));
  return [
    ...hosts(stages, entries),
    ...environments(stages, entries),
    ...writtenByHand(stages, entries),
    ...images(stages, entries),
  ];
}

/** Apps of one name, and stages of one environment, are told as such. */
const isFirstOfName = ({ value }: AppFile, index: number, all: readonly AppFile[]): boolean =>
  all.findIndex((other) => other.value.name === value.name) === index;

const stagesOf = ({ value: app, at }: AppFile, entries: Entries): readonly Stage[] =>
  app.stages.flatMap(({ environment }, index) => {
    if (app.stages.findIndex((other) => other.environment === environment) < index) return [];
    const known = entries.environments.find(({ value }) => value.name === environment)?.value;
    return [
      {
        app,
        environment,
        network: known?.network,
        domain: known?.domain,
        at: at("stages", index, "environment"),
      },
    ];
  });

/** Hosts of stages, in the order of their files; those of services and sites, and domains, were there before. */
function hosts(stages: readonly Stage[], entries: Entries): readonly Problem[] {
  const taken = new Map(otherHosts(entries));
  return stages.flatMap(({ app: { name, host = name }, environment, domain, at }) =>
    domain === undefined
      ? []
      : [`${host}.${domain}`, `${host}-api.${domain}`].flatMap((each) => {
          const other = taken.get(each);
          if (other !== undefined) return [error(at, `${each} is ${other}`, "Set another host.")];
          taken.set(each, `the host of ${appStackId(environment, name)}`);
          if (each.length <= LONGEST_HOST) return [];
          const what = `${each} has ${each.length} characters, and there are certificates for at most ${LONGEST_HOST}`;
          return [error(at, what, "Set a shorter host.")];
        }),
  );
}

function* otherHosts({ networks, environments, services, siteLines }: Entries): Generator<[string, string]> {
  for (const { value } of networks) yield [value.domain, `the domain of the network ${value.name}`];
  for (const { value } of environments) yield [value.domain, `the domain of ${value.name}`];
  for (const { value } of siteLines)
    for (const { suffix, environment } of value.stages)
      yield [suffix, `the suffix of ${sitesStackId(environment, value.name)}`];
  for (const { value: service } of services)
    for (const { value } of environments.filter((each) => Object.hasOwn(service.environments, each.value.name)))
      yield [`${service.host ?? service.name}.${value.domain}`, `the host of ${service.name} in ${value.name}`];
}

/** All of them are made in this repository, too: two of one name would be one, with the roles of either. */
function environments(stages: readonly Stage[], { siteLines }: Entries): readonly Problem[] {
  const taken = new Map<string, string>(
    siteLines.flatMap(({ value: line }) =>
      line.stages.flatMap(({ name, from }) =>
        from.map(
          (source, which) =>
            [siteEnvironment(line.name, name, otherSource(source, which)), `the line of sites ${line.name}`] as const,
        ),
      ),
    ),
  );
  return stages.flatMap(({ app, environment, at }) => {
    const name = appEnvironment(app.name, environment);
    const other = taken.get(name);
    taken.set(name, `the app ${app.name}`);
    if (other === undefined) return [];
    return [
      error(
        at,
        `the environment ${name} on GitHub would be that of ${other}, too`,
        `Rename one of the two: a line, an app or an environment.`,
      ),
    ];
  });
}

const writtenByHand = (stages: readonly Stage[], { repositories, organisation }: Entries): readonly Problem[] =>
  repositories.flatMap(({ value: { name: repository, environments: written }, atKey }) =>
    Object.keys(written).flatMap((name) =>
      stages
        .filter(({ app }) => [app.repository, organisation?.value.github.repository].includes(repository))
        .filter(({ app, environment }) => appEnvironment(app.name, environment) === name)
        .map(({ app }) =>
          error(
            atKey("environments", name),
            `the environment ${name} is made from the stages of the app ${app.name}`,
            "Take it away here.",
          ),
        ),
    ),
  );

/** Each network has a registry, in which services have repositories by the names that the catalogue gives them. */
function images(stages: readonly Stage[], { networks, services }: Entries): readonly Problem[] {
  const taken = new Map<string, string>(
    networks.flatMap(({ value: { name: network } }) =>
      services.flatMap(({ value: { name, image } }) =>
        ["", "-snapshot"].map((kind) => [`${network}/${image.repository}${kind}`, `the service ${name}`] as const),
      ),
    ),
  );
  return stages.flatMap(({ app, environment, network, at }) => {
    if (network === undefined) return [];
    const name = deployerImageRepository(network, app.name, environment);
    const other = taken.get(name);
    taken.set(name, `the app ${app.name}`);
    if (other === undefined) return [];
    return [error(at, `its Deployer images would lie in ${name}, as those of ${other}`, "Rename one of the two.")];
  });
}
