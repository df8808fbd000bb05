import type { AppStage } from "../../model/apps";
import { nearest, suggestion } from "../../model/nearest";
import type { Network, Organisation, ServiceInEnvironment } from "../../model/organisation";
import type { SitePlace } from "../../model/sites";
import { type DeclaredStack, declaredStacks, repositoryStackId, STACK_ID } from "../../model/stack-ids";
import { RetireError } from "./retire-error";

/** What is asked to leave. */
export type Target =
  /** A service, from some of its environments. */
  | {
      readonly kind: "service";
      readonly name: string;
      /** Those that it leaves, sorted. */
      readonly stacks: readonly ServiceInEnvironment[];
      /** Whether nothing of it stays, its images neither. */
      readonly isWhole: boolean;
    }
  /** A repository on GitHub, with its stack. */
  | { readonly kind: "repository"; readonly stack: string; readonly source: string; readonly owners: string }
  /** Some resources of a stack that lives on. */
  | { readonly kind: "resources"; readonly stack: DeclaredStack; readonly addresses: readonly string[] }
  /** A stack that the catalogue no longer declares. */
  | { readonly kind: "vanished"; readonly stack: string };

const ID_HINT = "Use one such as dev-service-orders, as `npx infra state orphans` and the plan name it.";

export interface TargetOptions {
  /** Addresses of resources that leave a stack which lives on. */
  readonly addresses?: readonly string[];
  /** Whether the stack is one that is no longer declared. */
  readonly vanished?: boolean;
}

/**
 * What a word means: `orders@dev`, `orders`, or the id of a stack, such as `github-portal`.
 *
 * @param services Names of all services, also of those that run nowhere.
 * @throws RetireError when it means nothing that can leave by itself.
 */
export function targetOf(
  word: string,
  organisation: Organisation,
  services: readonly string[],
  { addresses, vanished = false }: TargetOptions = {},
): Target {
  const stacks = declaredStacks(organisation);
  const stack = stacks.find(({ id }) => id === word);
  const running = organisation.networks.flatMap((network) => network.services);
  demandNew(word, organisation);
  if (addresses) {
    if (!stack) throw new RetireError(`${unknown(word, stacks)} Resources leave a stack that is declared.`);
    return { kind: "resources", stack, addresses };
  }
  if (vanished) {
    if (stack) throw new RetireError(`${word} did not vanish: ${stack.source} declares it. Leave --vanished out.`);
    // It becomes the name of a file.
    if (!STACK_ID.test(word)) throw new RetireError(`${JSON.stringify(word)} is no id of a stack. ${ID_HINT}`);
    return { kind: "vanished", stack: word };
  }
  const byStack = running.find(({ stackId }) => stackId === word);
  if (byStack) return { kind: "service", name: byStack.name, stacks: [byStack], isWhole: false };
  if (word.includes("@")) return { ...inEnvironment(word, running, services), isWhole: false };
  const place = organisation.networks.flatMap(({ sites }) => sites).find(({ stackId }) => stackId === word);
  if (place) throw new RetireError(ofLine(place));
  const stage = organisation.apps
    .flatMap(({ stages: all }) => all)
    .find(({ stackId, deployer }) => [stackId, deployer.stackId].includes(word));
  if (stage) throw new RetireError(ofApp(stage, word));
  const repository = organisation.hosting?.repositories.find(({ name }) => repositoryStackId(name) === word);
  if (repository) return { kind: "repository", stack: word, source: repository.source, owners: repository.owners };
  if (stack) throw new RetireError(ofNetwork(stack));
  if (services.includes(word)) {
    return { kind: "service", name: word, stacks: running.filter(({ name }) => name === word), isWhole: true };
  }
  throw new RetireError(placeOf(word, organisation.networks) ?? unknown(word, stacks, services));
}

/** What leaves as a whole already needs no second file. */
function demandNew(word: string, { networks }: Organisation): void {
  const stands = networks.flatMap(({ retiring }) => retiring).find(({ stack }) => stack === word);
  if (stands && !stands.addresses) throw new RetireError(`${word} leaves already: ${stands.source} says so.`);
}

function inEnvironment(word: string, running: readonly ServiceInEnvironment[], services: readonly string[]) {
  const [name = "", place = ""] = word.split("@");
  if (!services.includes(name)) throw new RetireError(`"${name}" is no service. ${suggestion(name, services)}`);
  const places = running.filter((service) => service.name === name);
  const stacks = places.filter(({ environment }) => environment.name === place);
  if (stacks.length === 0) {
    const known = places.map(({ environment }) => environment.name);
    throw new RetireError(
      known.length === 0
        ? `${name} runs nowhere. To let its images leave, too: npx infra retire ${name}`
        : `${name} does not run in "${place}". ${suggestion(place, known)}`,
    );
  }
  return { kind: "service" as const, name, stacks };
}

const ofNetwork = ({ id, source }: DeclaredStack): string =>
  `${id} cannot leave by itself: it goes with all of ${source}. Name the resources that leave it: npx infra retire ${id} --address ADDRESS`;

/** A stage that leaves is missed by those that take their versions from it, so it is taken out by hand. */
const ofLine = ({ stackId, source, givesTo }: SitePlace): string => {
  const others = givesTo.map(({ stackId: id }) => id);
  const first =
    others.length > 0 ? ` ${others.join(" and ")} ${others.length > 1 ? "take" : "takes"} versions from it.` : "";
  return `${stackId} holds the sites of a line, and this command does not take those out of the catalogue.${first} Delete its stages from ${source}, and then: npx infra retire ${stackId} --vanished`;
};

/** The two stacks of a stage leave together: the deployer is of no use without the app, and reads what it published. */
const ofApp = ({ stackId, deployer, source }: AppStage, word: string): string =>
  `${word} is one of the two stacks of a stage of an app, and this command does not take stages out of the catalogue. Delete the stage from ${source}, and then: npx infra retire ${deployer.stackId} --vanished, and npx infra retire ${stackId} --vanished`;

/** Why an environment or a network does not leave as one thing; undefined when the word names neither. */
function placeOf(word: string, networks: readonly Network[]): string | undefined {
  const network = networks.find(({ name }) => name === word);
  const environment = networks.flatMap(({ environments }) => environments).find(({ name }) => name === word);
  if (!network && !environment) return undefined;
  const services = network ? network.services : networks.flatMap((each) => each.services);
  const here = services.filter((service) => network || service.environment.name === word);
  if (here.length > 0) {
    const order = here.map(({ name, environment }) => `${name}@${environment.name}`).reverse();
    const what = !network ? "environment" : environment ? "network and environment" : "network";
    return `the ${what} ${word} leaves when nothing runs in it any more. Let these leave first, in this order: ${order.join(", ")}`;
  }
  const others = networks.flatMap(({ name, sites, apps }) =>
    [...sites, ...apps].filter((each) => name === network?.name || each.environment.name === word),
  );
  if (environment && !network && others.length > 0)
    return `the environment ${word} leaves when nothing stands in it any more. npx infra retire says of each of these how it leaves: ${others.map(({ stackId }) => stackId).join(", ")}`;
  if (environment && !network) return `nothing runs in the environment ${word}: delete ${environment.source}`;
  return `the network ${word} holds the states of its own stacks, so no plan destroys it as a whole: see docs/runbooks/retire.md`;
}

function unknown(word: string, stacks: readonly DeclaredStack[], services: readonly string[] = []): string {
  const candidates = [...services, ...stacks.map(({ id }) => id)];
  const guess = nearest(word, candidates);
  const hint = guess
    ? `Did you mean "${guess}"?`
    : `Name a service (${[...services].sort().join(", ")}), one in an environment (orders@dev), or a stack (npx infra stacks).`;
  return `"${word}" is nothing that the catalogue declares. ${hint} A stack that is no longer declared needs --vanished.`;
}
