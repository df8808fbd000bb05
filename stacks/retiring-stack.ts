import type { App } from "cdktf";
import type { Network } from "../model/organisation";
import type { Retirement } from "../model/retirements";
import { BaseStack } from "./base-stack";

/**
 * A stack that leaves: the state and the providers of the one that was declared under its id, and nothing else, so that
 * Terraform destroys all that the state still holds. It reads no other state: destroying needs none.
 */
export class RetiringStack extends BaseStack {
  constructor(app: App, network: Network, retirement: Retirement) {
    const { stack, source } = retirement;
    super(app, stack, { network, kind: "retiring", source });
    // What was made with an alias can be destroyed only while the alias is configured. Whether the stack had it is no longer
    // known, and one that nothing uses asks AWS nothing.
    this.inGlobalRegion();
    this.markRetiring(retirement);
  }
}
