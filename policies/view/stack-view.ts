import { type Block, isUnknown, itemsIn, referencesIn, textIn, type Value } from "../value";
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
  /** The customer, or whoever else, whose workspace it is and who shares it with nobody. */
  readonly workspace?: string;
  /** Whether it belongs to production; undefined when it does not say. */
  readonly production?: boolean;
  /** What AWS raised for the account of the stack: limits by the name of the quota in aws/quotas.ts. */
  readonly quotas?: Readonly<Record<string, number>>;
}

/** What a configuration says beside its resources. */
export interface StackSettings {
  readonly terraform: Block;
  /** The provider blocks by local name. */
  readonly providers: Readonly<Record<string, readonly Block[]>>;
  /** `locals`, `module`, `output` and `variable`, as they stand. */
  readonly others: Block;
}

/** Everything that a rule sees of a stack: a pure value. */
export interface StackView {
  readonly id: string;
  readonly facts: StackFacts;
  /** In the order of their addresses. */
  readonly resources: readonly Resource[];
  /** What stands beside the resources; undefined in a plan, which does not hold it wholly. */
  readonly settings?: StackSettings;
  /** Data sources, in the order of their addresses, which begin with `data.`. */
  readonly data: readonly Resource[];
}

/** The resources of one of some types. */
export const ofType = ({ resources }: StackView, ...types: readonly string[]): readonly Resource[] =>
  resources.filter(({ type }) => types.includes(type));

/**
 * What the configuration wants of an attribute; undefined when it leaves that to AWS, which a plan shows as null, or as a
 * value that is not known and that nobody wrote.
 */
export function wanted({ values, refers }: Resource, attribute: string): Value | undefined {
  const value = values[attribute];
  if (value === null || (isUnknown(value) && refers !== undefined && !(attribute in refers))) return undefined;
  return value;
}

/** Addresses that an attribute refers to, also where a plan holds its value already; sorted. */
export const referencesOf = ({ values, refers }: Resource, attribute: string): readonly string[] =>
  refers?.[attribute] ?? referencesIn(values[attribute]);

/**
 * Whether a block is written in the configuration. A plan also shows blocks that stand in the state alone, and its
 * configuration does not tell of `dynamic` ones: but what does not exist yet holds nothing else than what is written.
 */
export const isWritten = ({ values, refers }: Resource, block: string): boolean =>
  refers === undefined || block in refers || (isUnknown(values.id) && !isUnknown(values[block]));

/**
 * What an attribute points at, as a text that is the same for whatever points at the same: a known value, or where it comes
 * from. Undefined when that cannot be told.
 */
export function pointsAt(view: StackView, resource: Resource, attribute: string): string | undefined {
  const value = resource.values[attribute];
  if (!isUnknown(value)) return textIn(value);
  if (value.template !== undefined) return value.template;
  const references = referencesOf(resource, attribute);
  const meant = view.resources.filter(({ address }) => references.includes(withoutInstance(address)));
  return references.length > 0 && meant.length <= 1 ? references.join(" ") : undefined;
}

/**
 * The resources of some types that a value means: it refers to them, or holds what they are known by.
 *
 * @param names Attributes that the value may hold.
 * @param references Of the value, where its text does not tell.
 */
export function meantBy(
  view: StackView,
  value: Value | undefined,
  types: readonly string[],
  names: readonly string[] = ["id", "arn"],
  references: readonly string[] = referencesIn(value),
): readonly Resource[] {
  const texts = new Set(itemsIn(value).map(textIn));
  return ofType(view, ...types).filter(
    ({ address, values }) =>
      references.includes(withoutInstance(address)) ||
      names.some((name) => typeof values[name] === "string" && texts.has(values[name])),
  );
}

/** The resources of some types that an attribute of a resource means. */
export const pointedAt = (
  view: StackView,
  resource: Resource,
  attribute: string,
  types: readonly string[],
  names?: readonly string[],
): readonly Resource[] => meantBy(view, resource.values[attribute], types, names, referencesOf(resource, attribute));

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
