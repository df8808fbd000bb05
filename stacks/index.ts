import type { App } from "cdktf";
import type { CodeHosting } from "../model/code-repositories";
import type { GitHubRepository, Network, Organisation } from "../model/organisation";
import type { Retirement } from "../model/retirements";
import { AppStack } from "./app-stack";
import { BaseStack } from "./base-stack";
import { BootstrapStack } from "./bootstrap-stack";
import { DeployerStack } from "./deployer-stack";
import { DnsStack } from "./dns-stack";
import { GithubStack } from "./github-stack";
import { NetworkStack } from "./network-stack";
import { PlatformStack } from "./platform-stack";
import { RegistryStack } from "./registry-stack";
import { RepositoryStack } from "./repository-stack";
import { RetiringStack } from "./retiring-stack";
import { ServiceStack } from "./service-stack";
import { SitesStack } from "./sites-stack";

/** Builds every stack of an organisation, and hands each what it needs of the others: the only place that knows the wiring. */
export function buildOrganisation(app: App, { networks, github, hosting }: Organisation): void {
  for (const network of networks) buildNetwork(app, network, github);
  if (hosting) buildHosting(app, hosting);
  for (const network of networks) retire(app, network, github);
}

function buildHosting(app: App, hosting: CodeHosting): void {
  const { teams } = new GithubStack(app, hosting);
  for (const repository of hosting.repositories) new RepositoryStack(app, repository, hosting, teams);
}

/** Marks what leaves a stack that lives on, and makes the stacks that leave as a whole. */
function retire(app: App, network: Network, { owner }: GitHubRepository): void {
  const leaving = new Map<Retirement, RetiringStack>();
  for (const retirement of network.retiring) {
    if (retirement.addresses) stackCalled(app, retirement.stack)?.markRetiring(retirement);
    else leaving.set(retirement, new RetiringStack(app, network, retirement, owner));
  }
  // What read another one is destroyed before it, so the other one waits for it.
  for (const [{ reads }, reader] of leaving) {
    for (const [{ stack }, upstream] of leaving) if (reads.includes(stack)) upstream.addDependency(reader);
  }
}

function stackCalled(app: App, id: string): BaseStack | undefined {
  const found = app.node.tryFindChild(id);
  return found instanceof BaseStack ? found : undefined;
}

function buildNetwork(app: App, network: Network, github: GitHubRepository): void {
  new BootstrapStack(app, network, github);
  new RegistryStack(app, network);
  const { outputs: dns } = new DnsStack(app, network);
  const { outputs: vpc } = new NetworkStack(app, network);
  const { outputs: platform } = new PlatformStack(app, network, { vpc, dns });
  const services = new Map<string, ServiceStack["outputs"]>();
  for (const service of network.services) {
    const { outputs } = new ServiceStack(app, service, network, { vpc, dns, platform, services });
    services.set(service.stackId, outputs);
  }
  for (const stage of network.apps) {
    const { outputs } = new AppStack(app, stage, network, { dns, platform });
    new DeployerStack(app, stage, network, { app: outputs, platform: platform.platform });
  }
  for (const place of network.sites) new SitesStack(app, place, network, { dns });
}
