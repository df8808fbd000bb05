import type { AppStage } from "../../model/apps";
import { anEnvironment } from "./organisation";

const role = (purpose: string) => ({
  name: `dev-deployer-portal-${purpose}`,
  path: "/dev/dev/",
  arn: `arn:aws:iam::111111111111:role/dev/dev/dev-deployer-portal-${purpose}`,
  jobs: [],
});

/** The app `portal` in the environment `dev`. */
export const anAppStage = (fields: Partial<AppStage> = {}): AppStage => ({
  app: "portal",
  title: "The customers' portal",
  team: "frontend",
  purpose: "Development.",
  network: "dev",
  environment: anEnvironment(),
  accountId: "111111111111",
  region: "eu-west-1",
  stackId: "dev-app-portal",
  site: {
    host: "portal.dev.equipweb.biz",
    access: "password",
    bucket: "equipweb-dev-app-portal-web-111111111111",
    logBucket: "equipweb-dev-app-portal-logs-111111111111",
    firewallLogBucket: "aws-waf-logs-equipweb-dev-app-portal-111111111111",
  },
  api: {
    host: "portal-api.dev.equipweb.biz",
    health: "/health",
    functionName: "dev-app-portal-api",
    functionLogGroup: "/dev/dev-app-portal/function",
    accessLogGroup: "/dev/dev-app-portal/access",
    deploymentAlarms: { errors: "dev-app-portal-function-errors", serverErrors: "dev-app-portal-server-errors" },
    memory: 256,
    concurrency: 20,
    requestsPerSecond: 100,
    variables: { LOG_LEVEL: "info" },
    shift: "canary",
  },
  deployer: {
    stackId: "dev-deployer-portal",
    sourceBucket: "equipweb-dev-deployer-portal-source-111111111111",
    packageKey: "portal.zip",
    artifactBucket: "equipweb-dev-deployer-portal-artifacts-111111111111",
    imageRepository: "dev/deployer-portal-dev",
    imageDigest: `sha256:${"1c".repeat(32)}`,
    logGroup: "/dev/dev-deployer-portal",
    uploader: role("uploader"),
    imagePusher: role("images"),
  },
  source: "catalogue/apps/portal.yaml",
  ...fields,
});
