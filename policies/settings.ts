import { type Block, blocksIn } from "./value";
import type { StackView } from "./view/stack-view";

/**
 * The `terraform` block of a stack. Undefined in a plan, which does not hold it, and where a configuration has none: Terraform
 * reads all files of a folder, so that another one may have it.
 */
export function terraformBlock({ settings }: StackView): Block | undefined {
  const block = settings?.terraform;
  return block && Object.keys(block).length > 0 ? block : undefined;
}

/** The blocks of the AWS provider, one for each alias. */
export const awsProviders = ({ settings }: StackView): readonly Block[] => settings?.providers.aws ?? [];

/** What a provider tags everything with; undefined when it says nothing of it. */
export const defaultTagsIn = (provider: Block): Block | undefined => {
  const [block] = blocksIn(provider.default_tags);
  const [tags] = blocksIn(block?.tags);
  return tags;
};

/** A stack with a `terraform` block, for the examples of rules about it. */
export const withTerraform = (terraform: object, rest: object = {}): object => ({ terraform, ...rest });
