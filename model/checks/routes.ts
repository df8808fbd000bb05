import type { Entries, Entry } from "../entries/read";
import type { Network, Organisation, ServiceInEnvironment } from "../organisation";
import { error, type Position, type Problem } from "../problems";

/** Longest label of a host name. Source: RFC 1035, section 2.3.4. */
const LONGEST_LABEL = 63;

/** No two services share a host or a priority on one load balancer, and public ones have a public load balancer. */
export function checkRoutes({ services, networks }: Entries, organisation: Organisation): readonly Problem[] {
  const entries = new Map(services.map((entry) => [entry.source, entry]));
  return organisation.networks.flatMap((network) => {
    const routes = network.services.flatMap((service) => {
      const entry = entries.get(service.source);
      return entry ? [{ service, entry }] : [];
    });
    return [
      ...withoutLoadBalancer(network, routes, networks),
      ...shared(
        routes,
        ({ host }) => host,
        ({ host }) => `the host ${host}`,
        hostPosition,
        "Give one of them another host.",
      ),
      ...shared(
        routes,
        ({ access, priority }) => `${access} ${priority}`,
        ({ access, priority }) => `the priority ${priority} on the ${access} load balancer`,
        priorityPosition,
        "Set the priority of one of them by hand, under its environment.",
      ),
      ...routes.flatMap(tooLong),
    ];
  });
}

interface Route {
  readonly service: ServiceInEnvironment;
  readonly entry: Entry<"service">;
}

function withoutLoadBalancer(
  network: Network,
  routes: readonly Route[],
  networks: readonly Entry<"network">[],
): readonly Problem[] {
  if (network.publicLoadBalancer) return [];
  const source = networks.find(({ value }) => value.name === network.name)?.source ?? network.source;
  return routes
    .filter(({ service }) => service.access === "public")
    .map(({ service, entry }) =>
      error(
        entry.at("access"),
        `${service.name} is public, but network ${network.name} has no public load balancer (${service.environment.name} stands on it)`,
        `Set publicLoadBalancer in ${source}, or make the service internal.`,
      ),
    );
}

/** Routes that claim what another service's route claimed before. */
function shared(
  routes: readonly Route[],
  key: (service: ServiceInEnvironment) => string,
  what: (service: ServiceInEnvironment) => string,
  at: (route: Route) => Position,
  fix: string,
): readonly Problem[] {
  const firsts = new Map<string, Route>();
  return routes.flatMap((route) => {
    const first = firsts.get(key(route.service));
    if (!first) {
      firsts.set(key(route.service), route);
      return [];
    }
    if (first.service.stackId === route.service.stackId) return [];
    return [
      error(
        at(route),
        `${route.service.name} in ${route.service.environment.name} has ${what(route.service)}, which ${first.service.name} in ${first.service.environment.name} has too`,
        fix,
      ),
    ];
  });
}

function tooLong({ service, entry }: Route): readonly Problem[] {
  const label = service.host.split(".").find((part) => part.length > LONGEST_LABEL);
  if (label === undefined) return [];
  return [
    error(
      hostPosition({ service, entry }),
      `the host label "${label}" has ${label.length} characters`,
      `Use at most ${LONGEST_LABEL}.`,
    ),
  ];
}

const hostPosition = ({ entry }: Route): Position => entry.at(entry.value.host === undefined ? "name" : "host");

const priorityPosition = ({ service, entry }: Route): Position =>
  entry.at("environments", service.environment.name, "priority");
