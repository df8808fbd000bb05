import { placedSecret, placedSecrets, type SecretFilter } from "../../../operations/secrets/placed-secrets";
import { anOrganisation, aSecret } from "./organisation";

const namesWith = (filter: SecretFilter) => placedSecrets(anOrganisation(), filter).map(({ name }) => name);

describe("the secrets of an organisation", () => {
  it("say all that is known of them, each once, sorted by name", () => {
    expect(placedSecrets(anOrganisation())).toEqual([
      aSecret(),
      aSecret({
        name: "dev/orders/token",
        owner: "backend/lead",
        rotation: { days: 365, by: "apple" },
        variables: ["TOKEN"],
      }),
      aSecret({
        name: "prod/orders/database-url",
        environment: "prod",
        stackId: "prod-service-orders",
        variables: ["DATABASE_URL"],
        account: { name: "production", id: "222222222222", guardedBy: "main" },
        region: "eu-central-1",
        cluster: "main",
      }),
    ]);
  });

  it.each<[string, SecretFilter, readonly string[]]>([
    ["an environment", { environment: "prod" }, ["prod/orders/database-url"]],
    ["a service", { service: "orders" }, ["dev/orders/database-url", "dev/orders/token", "prod/orders/database-url"]],
    ["a service in an environment", { service: "orders", environment: "prod" }, ["prod/orders/database-url"]],
    ["a service that has none", { service: "users" }, []],
  ])("can be those of %s", (_, filter, names) => {
    expect(namesWith(filter)).toEqual(names);
  });

  it.each<[string, SecretFilter, string]>([
    ["environment", { environment: "prd" }, 'there is no environment "prd". Did you mean "prod"?'],
    ["far environment", { environment: "staging" }, 'there is no environment "staging". Known: dev, prod.'],
    ["service", { service: "order" }, 'there is no service "order". Did you mean "orders"?'],
    [
      "service in that environment",
      { service: "users", environment: "prod" },
      "the service users does not run in prod; it runs in dev.",
    ],
  ])("refuses to guess: no such %s", (_, filter, message) => {
    expect(() => namesWith(filter)).toThrow(expect.objectContaining({ name: "SecretRefusal", message }));
  });
});

describe("the secret of a variable", () => {
  it.each(["DATABASE_URL", "READER"])("is found by %s", (variable) => {
    expect(placedSecret(anOrganisation(), "orders", "dev", variable)).toEqual(aSecret());
  });

  it.each([
    [
      "a near miss",
      ["orders", "dev", "DATABASE_URI"],
      'the service orders has no secret "DATABASE_URI" in dev. Did you mean "DATABASE_URL"?',
    ],
    [
      "a variable that only another environment has",
      ["orders", "prod", "TOKEN"],
      'the service orders has no secret "TOKEN" in prod. Known: DATABASE_URL.',
    ],
    [
      "a service without secrets",
      ["users", "dev", "TOKEN"],
      'the service users has no secret "TOKEN" in dev. There is none yet.',
    ],
    [
      "what may be the value itself, and is not repeated",
      ["orders", "prod", "postgres://u:hunter2@db"],
      "the third word is no name of an environment variable, which has capitals, digits and underscores. Known: DATABASE_URL.",
    ],
  ] as const)("is refused: %s", (_, [service, environment, variable], message) => {
    expect(() => placedSecret(anOrganisation(), service, environment, variable)).toThrow(
      expect.objectContaining({ name: "SecretRefusal", message }),
    );
  });
});
