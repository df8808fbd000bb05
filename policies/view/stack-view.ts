import { type Block, referencesIn, textIn } from "../value";
import type { Waiver } from "../waiver";

/** One managed resource, as the configuration or the plan wants it to be. */
export interface Resource {
  /** As Terraform writes it: `aws_s3_bucket.logs`, `module.queue.aws_sqs_queue.this["a"]`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly values: Block;
  /** What each attribute refers to in the configuration, of a plan, whose values do not tell; undefined otherwise. */
  readonly refers?: Readonly<Record<string, readonly string[]>>;
  /** Addresses that it names in `depends_on`. */
  readonly dependsOn: readonly string[];
  /** The alias of its provider; undefined for the default one. */
  readonly provider?: string;
  /** Its `lifecycle` block; undefined in a plan, which does not tell. */
  readonly lifecycle?: Block;
  /** Where its construct stands: `dev-network/vpc/flow-log/Resource`; undefined in a plan. */
  readonly constructPath?: string;
  readonly waivers: readonly Waiver[];
}

/** What a stack says of itself beside its resources. */
export interface StackFacts {
  readonly kind?: string;
  readonly network?: string;
  readonly environment?: string;
  /** Whether it belongs to production; undefined when it does not say. */
  readonly production?: boolean;
}

/** Everything that a rule sees of a stack: a pure value. */
export interface StackView {
  readonly id: string;
  readonly facts: StackFacts;
  /** In the order of their addresses. */
  readonly resources: readonly Resource[];
  /** The `terraform` block, and the provider blocks by local name; undefined in a plan, which holds neither wholly. */
  readonly settings?: { readonly terraform: Block; readonly providers: Readonly<Record<string, readonly Block[]>> };
  /** Data sources, in the order of their addresses, which begin with `data.`. */
  readonly data: readonly Resource[];
}

/** The resources of one of some types. */
export const ofType = ({ resources }: StackView, ...types: readonly string[]): readonly Resource[] =>
  resources.filter(({ type }) => types.includes(type));

/** The resource of an address; undefined when the stack has none. */
export const resourceAt = ({ resources }: StackView, address: string): Resource | undefined =>
  resources.find((resource) => resource.address === address);

/**
 * The resources of a type that are about a resource: one of their attributes refers to it, or holds the same known name.
 *
 * @param attribute Of the others: `bucket` of an `aws_s3_bucket_versioning`.
 * @param names Attributes of the resource whose value the others may hold, such as `["bucket"]`.
 */
export function about(
  view: StackView,
  resource: Resource,
  type: string,
  attribute: string,
  names: readonly string[] = ["id"],
): readonly Resource[] {
  const own = new Set(names.map((name) => textIn(resource.values[name])).filter((name) => name !== undefined));
  return ofType(view, type).filter(({ values, refers }) => {
    const text = textIn(values[attribute]);
    if (text !== undefined && own.has(text)) return true;
    const plain = withoutInstance(resource.address);
    return (refers?.[attribute] ?? referencesIn(values[attribute])).some((reference) => reference === plain);
  });
}

/** The address of a resource without the key of its instance: configurations refer to it so. */
export const withoutInstance = (address: string): string => address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, "");
