import type { App } from "cdktf";
import type { Network } from "../../model/organisation";
import { BaseStack, type Outputs } from "../../stacks/base-stack";
import type { Contract, OutputKinds, ValuesOf } from "../../stacks/contract";

/** A stack that publishes contracts and holds nothing else. */
export class Producer extends BaseStack {
  constructor(app: App, id: string, network: Network) {
    super(app, id, { network, kind: "producer", source: network.source });
  }

  give<K extends OutputKinds>(contract: Contract<K>, values: ValuesOf<K>): Outputs<K> {
    return this.publish(contract, values);
  }
}
