import { awsProviders } from "./settings";
import { itemsIn, textIn } from "./value";
import type { Resource, StackView } from "./view/stack-view";

/** Where the resources of a stack come to stand; parts are undefined when the stack does not say them. */
export interface StackPlace {
  readonly account?: string;
  readonly region?: string;
}

/** Where a stack stands by the configuration of its AWS provider: the default one, or that of a resource. */
export function placeOf(view: StackView, resource?: Resource): StackPlace {
  const provider = awsProviders(view).find(({ alias }) => textIn(alias) === resource?.provider);
  const [account] = itemsIn(provider?.allowed_account_ids).flatMap((id) => textIn(id) ?? []);
  const region = textIn(provider?.region);
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}
