import type { Network, ServiceInEnvironment, ServiceReference } from "../model/organisation";
import type { Outputs } from "./base-stack";
import { Contract } from "./contract";
import type { DnsStack } from "./dns-stack";
import type { NetworkStack } from "./network-stack";
import type { PlatformOutputs } from "./platform-stack";

const SERVICE_OUTPUTS = { securityGroupId: "string" } as const;

/** What the callers of a service need to be let in. */
export const serviceContract = new Contract(SERVICE_OUTPUTS);

/** What a service hands to the services that call it. */
export type ServiceOutputs = Outputs<typeof SERVICE_OUTPUTS>;

/** What a service is built upon. */
export interface ServiceUpstream {
  readonly vpc: NetworkStack["outputs"];
  readonly dns: DnsStack["outputs"];
  readonly platform: PlatformOutputs;
  /** The services that are built already, by the id of their stack. */
  readonly services: ReadonlyMap<string, ServiceOutputs>;
}

/**
 * The load balancer in front of a service.
 *
 * @throws Error when the service is public and its network has no public load balancer.
 */
export function balancerOf(
  { name, access, environment, source }: ServiceInEnvironment,
  network: Network,
  { loadBalancers }: PlatformOutputs,
): PlatformOutputs["loadBalancers"]["internal"] {
  const outputs = loadBalancers[access];
  if (outputs) return outputs;
  throw new Error(
    `service "${name}" in environment "${environment.name}" is public, but network "${network.name}" has no public load balancer; ` +
      `set publicLoadBalancer: true in ${network.source}, or access: internal in ${source}`,
  );
}

type NamespaceOutputs = PlatformOutputs["namespaces"] extends ReadonlyMap<string, infer O> ? O : never;

/**
 * The namespace in which a service and its callers find each other.
 *
 * @throws Error when the platform has none for the service's environment.
 */
export function namespaceOf(
  { name, environment }: ServiceInEnvironment,
  network: Network,
  { namespaces }: PlatformOutputs,
): NamespaceOutputs {
  const outputs = namespaces.get(environment.name);
  if (outputs) return outputs;
  throw new Error(
    `service "${name}" is in environment "${environment.name}", for which the platform of network "${network.name}" has no namespace; ` +
      "list the environment among the network's",
  );
}

/**
 * A service that another one calls.
 *
 * @throws Error when its stack was not built before.
 */
export function calleeOf(
  callee: ServiceReference,
  caller: ServiceInEnvironment,
  { services }: ServiceUpstream,
): ServiceOutputs {
  const outputs = services.get(callee.stackId);
  if (outputs) return outputs;
  throw new Error(
    `service "${caller.name}" calls "${callee.name}", whose stack "${callee.stackId}" is not built yet; ` +
      "build a service after those that it calls",
  );
}
