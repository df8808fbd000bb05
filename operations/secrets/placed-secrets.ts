import { nameOf } from "../../model/names";
import { suggestion } from "../../model/nearest";
import type { Account, Organisation } from "../../model/organisation";
import type { DeclaredSecret } from "../../model/secrets";
import { SecretRefusal } from "./refusal";

/** A secret that the catalogue declares, and where it lies. */
export interface PlacedSecret extends DeclaredSecret {
  readonly service: string;
  readonly environment: string;
  /** The stack that creates it, and whose service reads it. */
  readonly stackId: string;
  /** The environment variables that get it, sorted. */
  readonly variables: readonly string[];
  readonly account: Account;
  readonly region: string;
  /** The ECS cluster on which its reader runs. */
  readonly cluster: string;
}

/** Which secrets are meant: those of an environment, of a service, or of both. */
export interface SecretFilter {
  readonly environment?: string | undefined;
  readonly service?: string | undefined;
}

/**
 * The secrets of an organisation by name, so environment by environment.
 *
 * @throws SecretRefusal when there is no such environment or service, or the service does not run there.
 */
export function placedSecrets(organisation: Organisation, filter: SecretFilter = {}): readonly PlacedSecret[] {
  refuseUnknown(organisation, filter);
  const { environment, service } = filter;
  return everySecret(organisation).filter(
    (secret) =>
      (environment === undefined || secret.environment === environment) &&
      (service === undefined || secret.service === service),
  );
}

/**
 * The secret that a variable of a service gets in an environment.
 *
 * @throws SecretRefusal when there is none.
 */
export function placedSecret(
  organisation: Organisation,
  service: string,
  environment: string,
  variable: string,
): PlacedSecret {
  const secrets = placedSecrets(organisation, { environment, service });
  const found = secrets.find(({ variables }) => variables.includes(variable));
  if (found) return found;
  const variables = secrets.flatMap((secret) => secret.variables);
  if (!VARIABLE.test(variable)) {
    // Whoever took the value for the third word must not read it again in a log.
    throw new SecretRefusal(
      `the third word is no name of an environment variable, which has capitals, digits and underscores. ${suggestion("", variables)}`,
    );
  }
  throw new SecretRefusal(
    `the service ${service} has no secret "${variable}" in ${environment}. ${suggestion(variable, variables)}`,
  );
}

const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

function everySecret({ networks }: Organisation): readonly PlacedSecret[] {
  const all = networks.flatMap(({ account, region, name: network, services }) =>
    services.flatMap(({ name: service, environment, stackId, secrets }) => {
      const place = {
        service,
        environment: environment.name,
        stackId,
        account,
        region,
        cluster: nameOf("cluster", network),
      };
      const byName = new Map(Object.values(secrets).map((secret) => [secret.name, secret]));
      return [...byName.values()].map((secret) => ({ ...secret, ...place, variables: variablesOf(secrets, secret) }));
    }),
  );
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const variablesOf = (secrets: Readonly<Record<string, DeclaredSecret>>, { name }: DeclaredSecret): readonly string[] =>
  Object.keys(secrets)
    .filter((variable) => secrets[variable]?.name === name)
    .sort();

function refuseUnknown({ networks }: Organisation, { environment, service }: SecretFilter): void {
  const environments = networks.flatMap(({ environments }) => environments.map(({ name }) => name));
  const services = networks.flatMap((network) => network.services);
  if (service !== undefined && !services.some(({ name }) => name === service)) {
    const known = [...new Set(services.map(({ name }) => name))];
    throw new SecretRefusal(`there is no service "${service}". ${suggestion(service, known)}`);
  }
  if (environment === undefined) return;
  if (!environments.includes(environment)) {
    throw new SecretRefusal(`there is no environment "${environment}". ${suggestion(environment, environments)}`);
  }
  const where = services.filter(({ name }) => name === service).map((found) => found.environment.name);
  if (service !== undefined && !where.includes(environment)) {
    throw new SecretRefusal(
      `the service ${service} does not run in ${environment}; it runs in ${where.sort().join(", ")}.`,
    );
  }
}
