import type { App } from "cdktf";
import type { Network } from "../model/organisation";
import type { Retirement } from "../model/retirements";
import { isOfRepository } from "../model/stack-ids";
import { BaseStack } from "./base-stack";
import { githubProvider } from "./github-provider";

/**
 * A stack that leaves: the state and the providers of the one that was declared under its id, and nothing else, so that
 * Terraform destroys all that the state still holds. It reads no other state: destroying needs none.
 */
export class RetiringStack extends BaseStack {
  /** @param owner The organisation on GitHub, whose provider destroys what was one of its repositories. */
  constructor(app: App, network: Network, retirement: Retirement, owner: string) {
    const { stack, source } = retirement;
    const isOnGitHub = isOfRepository(stack);
    super(app, stack, { network, kind: "retiring", source, ...(isOnGitHub && { provider: githubProvider(owner) }) });
    // What was made with an alias can be destroyed only while the alias is configured. Whether the stack had it is no longer
    // known, and one that nothing uses asks AWS nothing.
    if (!isOnGitHub) this.inGlobalRegion();
    this.markRetiring(retirement);
  }
}
