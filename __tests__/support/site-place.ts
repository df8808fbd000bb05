import type { SitePlace } from "../../model/sites";
import { anEnvironment } from "./organisation";

const PROD = {
  stackId: "prod-sites-qro",
  accountId: "222222222222",
  bucket: "equipweb-prod-sites-qro-222222222222",
  roleArn: "arn:aws:iam::222222222222:role/main/prod/prod-sites-qro-publisher",
};

const UAT = {
  stackId: "uat-sites-qro",
  accountId: "111111111111",
  bucket: "equipweb-uat-sites-qro-111111111111",
  roleArn: "arn:aws:iam::111111111111:role/dev/uat/uat-sites-qro-publisher",
};

const jobs = [
  { name: "infra@1043718265", repositoryId: 1043718265 },
  { name: "edgecafe@1043718277", repositoryId: 1043718277 },
].flatMap(({ name, repositoryId }) =>
  [
    ["qro-rc-to-client", "deploy-from-rc-to-client.yml"],
    ["qro-client", "deploy-to-client.yml"],
  ].map(([environment, file]) => ({
    repositoryId,
    subject: `repo:equipweb@148205917/${name}:environment:${environment}`,
    workflow: `equipweb/infra/.github/workflows/${file}@refs/heads/main`,
  })),
);

/** Sites of the line `qro` in the environment `dev`: they take versions from uat, and prod takes from them. */
export const aSitePlace = (fields: Partial<SitePlace> = {}): SitePlace => ({
  stackId: "dev-sites-qro",
  line: "qro",
  title: "Online ordering",
  team: "frontend",
  network: "dev",
  environment: anEnvironment(),
  accountId: "111111111111",
  region: "eu-west-1",
  suffix: "qro-dev.equipweb.biz",
  access: "public",
  bucket: "equipweb-dev-sites-qro-111111111111",
  logBuckets: {
    access: "equipweb-dev-sites-qro-access-logs-111111111111",
    firewall: "aws-waf-logs-equipweb-dev-sites-qro-111111111111",
  },
  role: {
    name: "dev-sites-qro-publisher",
    path: "/dev/dev/",
    arn: "arn:aws:iam::111111111111:role/dev/dev/dev-sites-qro-publisher",
  },
  takesFrom: [UAT],
  givesTo: [PROD],
  jobs,
  source: "catalogue/sites/qro.yaml",
  ...fields,
});
