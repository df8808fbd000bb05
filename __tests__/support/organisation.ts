import { fargateSize } from "../../aws/fargate-sizes";
import type { Environment, GitHubRepository, Network, ServiceInEnvironment } from "../../model/organisation";

/** A network as the model would hand it on, with a few fields of one's own. */
export const aNetwork = (fields: Partial<Network> = {}): Network => ({
  name: "dev",
  organisation: "equipweb",
  account: { name: "development", id: "111111111111", guardedBy: "dev" },
  region: "eu-west-1",
  domain: "dev.equipweb.biz",
  cidr: "10.10.0.0/16",
  zones: ["eu-west-1a", "eu-west-1b"],
  nat: "one",
  ipv6: false,
  interfaceEndpoints: ["ecr.api", "ecr.dkr"],
  flowLogRetentionDays: 30,
  logRetentionDays: 90,
  internalAccess: ["192.168.0.0/24"],
  publicLoadBalancer: true,
  alarmEmails: ["sre@equipweb.biz"],
  production: false,
  state: { bucket: "equipweb-dev-state-111111111111", region: "eu-west-1" },
  recordBucket: "equipweb-dev-records-111111111111",
  auditBucket: "equipweb-dev-audit-111111111111",
  tags: {
    "managed-by": "terraform",
    repo: "equipweb/infra",
    owner: "platform",
    "cost-center": "cc-1000",
    network: "dev",
  },
  environments: [anEnvironment()],
  repositories: [aRepository],
  services: [],
  sites: [],
  apps: [],
  retiring: [],
  source: "catalogue/networks/dev.yaml",
  ...fields,
});

/** This repository on GitHub. */
export const aGitHubRepository = (fields: Partial<GitHubRepository> = {}): GitHubRepository => ({
  owner: "equipweb",
  ownerId: 148205917,
  repository: "infra",
  repositoryId: 1043718265,
  subjects: "immutable",
  ...fields,
});

/** An environment on the network `dev`. */
export const anEnvironment = (fields: Partial<Environment> = {}): Environment => ({
  name: "dev",
  domain: "dev.equipweb.biz",
  protection: "none",
  logRetentionDays: 14,
  capacity: "spot",
  exec: false,
  source: "catalogue/environments/dev.yaml",
  ...fields,
});

const aRepository = { name: "orders", release: "dev/orders", snapshot: "dev/orders-snapshot" };

/** The service `orders` in the environment `dev`. */
export const aService = (fields: Partial<ServiceInEnvironment> = {}): ServiceInEnvironment => ({
  name: "orders",
  team: "backend",
  stackId: "dev-service-orders",
  environment: anEnvironment(),
  access: "internal",
  host: "orders.dev.equipweb.biz",
  priority: 4711,
  image: aRepository,
  port: 8080,
  size: fargateSize(256, 512),
  health: "/health",
  architecture: "x86_64",
  deployment: "rolling",
  tasks: { min: 1, max: 2 },
  variables: { LOG_LEVEL: "info" },
  secrets: { DATABASE_URL: { name: "dev/orders/database-url", owner: "backend", rotation: { days: 90 } } },
  dependencies: [{ name: "users", stackId: "dev-service-users", port: 8081 }],
  source: "catalogue/services/orders.yaml",
  ...fields,
});
