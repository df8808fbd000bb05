import type { Organisation } from "../../../model/organisation";
import type { PlacedSecret } from "../../../operations/secrets/placed-secrets";
import type { StoredSecret } from "../../../operations/secrets/ports";
import { aGitHubRepository, aNetwork, anEnvironment, aService } from "../../support/organisation";

const declared = (name: string) => ({ name, owner: "backend", rotation: { days: 90 } });

const prod = anEnvironment({ name: "prod", protection: "production" });

/** `orders` with three variables and two secrets in dev, one in prod; `users` with none. */
export const anOrganisation = (): Organisation => ({
  name: "equipweb",
  repository: "equipweb/infra",
  github: aGitHubRepository(),
  siteLines: [],
  apps: [],
  networks: [
    aNetwork({
      services: [
        aService({
          secrets: {
            TOKEN: { name: "dev/orders/token", owner: "backend/lead", rotation: { days: 365, by: "apple" } },
            READER: declared("dev/orders/database-url"),
            DATABASE_URL: declared("dev/orders/database-url"),
          },
        }),
        aService({ name: "users", stackId: "dev-service-users", secrets: {} }),
      ],
    }),
    aNetwork({
      name: "main",
      account: { name: "production", id: "222222222222", guardedBy: "main" },
      region: "eu-central-1",
      environments: [prod],
      services: [
        aService({
          environment: prod,
          stackId: "prod-service-orders",
          secrets: { DATABASE_URL: declared("prod/orders/database-url") },
        }),
      ],
    }),
  ],
});

/** The secret that `DATABASE_URL` and `READER` of `orders` get in dev. */
export const aSecret = (fields: Partial<PlacedSecret> = {}): PlacedSecret => ({
  ...declared("dev/orders/database-url"),
  service: "orders",
  environment: "dev",
  stackId: "dev-service-orders",
  variables: ["DATABASE_URL", "READER"],
  account: { name: "development", id: "111111111111", guardedBy: "dev" },
  region: "eu-west-1",
  cluster: "dev",
  ...fields,
});

/** What Secrets Manager tells of a secret that was filled once. */
export const aStoredSecret = (fields: Partial<StoredSecret> = {}): StoredSecret => ({
  arn: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:dev/orders/database-url-a1B2c3",
  versions: { "00000000-0000-0000-0000-000000000001": ["AWSCURRENT"] },
  touched: new Date("2026-03-01T00:00:00Z"),
  changed: new Date("2026-02-01T12:00:00Z"),
  isDeleted: false,
  ...fields,
});
