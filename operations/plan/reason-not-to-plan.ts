import type { PlanMode } from "./mode";
import { GITHUB_PROVIDER, requiredProviders } from "./providers";
import type { SynthesizedStack } from "./synthesized-stack";

/**
 * Providers that ask their service whatever they plan, by address: what is taken over is read from there, and no override
 * sets them loose from it as one does the AWS provider.
 */
const ASKING: ReadonlyMap<string, string> = new Map([[GITHUB_PROVIDER, "GitHub"]]);

/**
 * Why a stack is not planned in a mode, in a sentence; undefined when it is. A plan with real states plans every stack, and
 * fails where a provider cannot be had.
 */
export function reasonNotToPlan(
  { configuration }: Pick<SynthesizedStack, "configuration">,
  { kind }: Pick<PlanMode, "kind">,
): string | undefined {
  if (kind === "real") return undefined;
  const [address] = [...requiredProviders(configuration).keys()].filter((each) => ASKING.has(each));
  if (address === undefined) return undefined;
  const provider = address.split("/").slice(1).join("/");
  return `Not planned here: its provider ${provider} asks ${ASKING.get(address)} while it plans, which is left out without AWS. A plan with the real states shows it.`;
}
