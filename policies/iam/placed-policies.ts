import { policyOfDataSource } from "../parse/policy-data-source";
import { type PolicyDocument, type PolicyStatement, policyDocumentIn, type ReadPolicy } from "../parse/policy-document";
import { blocksIn, isUnknown, type Value } from "../value";
import type { Resource, StackView } from "../view/stack-view";
import { POLICY_ATTRIBUTES, POLICY_DATA, type PolicyAttribute, type PolicyKind } from "./policy-attributes";

/** A policy, and where it stands. */
export interface PlacedPolicy {
  readonly resource: Resource;
  /** Path of the attribute that holds it. */
  readonly path: string;
  readonly kind: PolicyKind;
  /** `problem` says in words why it cannot be read. */
  readonly document: PolicyDocument | { readonly problem: string };
}

/** A policy that can be read. */
export interface ReadablePolicy extends PlacedPolicy {
  readonly document: ReadPolicy;
}

/** Rules ask again and again, of a view that never changes. */
const known = new WeakMap<StackView, readonly PlacedPolicy[]>();

/** Every policy of a stack, in the order of addresses. Those of data sources stand where they are used. */
export function policiesIn(view: StackView): readonly PlacedPolicy[] {
  const found = known.get(view) ?? allIn(view);
  known.set(view, found);
  return found;
}

/** The policies of some kinds that can be read; `policy-can-be-read` tells of the others. */
export const readableIn = (view: StackView, ...kinds: readonly PolicyKind[]): readonly ReadablePolicy[] =>
  policiesIn(view).filter((each): each is ReadablePolicy => kinds.includes(each.kind) && isReadable(each));

const isReadable = ({ document }: PlacedPolicy): boolean => document !== "unknown" && !("problem" in document);

/** The statements that allow something, with the place of each. */
export const allowing = ({ resource, path, document }: ReadablePolicy) =>
  document.statements
    .filter(({ effect }) => effect === "Allow")
    .map((statement) => ({ statement, at: { resource, path: `${path}.${statement.path}` } }));

function allIn(view: StackView): readonly PlacedPolicy[] {
  const used = new Set<string>();
  const placed = view.resources.flatMap((resource) =>
    (POLICY_ATTRIBUTES[resource.type] ?? []).flatMap((each) => policiesAt(view, resource, each, used)),
  );
  const alone = view.data
    .filter(({ type, address }) => type === POLICY_DATA && !used.has(address))
    .map((resource): PlacedPolicy => {
      const document = policyOfDataSource(resource.values);
      return { resource, path: "", kind: kindOf(document.statements), document };
    });
  return [...placed, ...alone];
}

function policiesAt(
  view: StackView,
  resource: Resource,
  { kind, attribute, block }: PolicyAttribute,
  used: Set<string>,
): readonly PlacedPolicy[] {
  const places =
    block === undefined
      ? [{ path: attribute, value: resource.values[attribute] }]
      : blocksIn(resource.values[block]).map((each, index) => ({
          path: `${block}[${index}].${attribute}`,
          value: each[attribute],
        }));
  return places
    .filter(({ value }) => isSet(resource, block ?? attribute, value))
    .map(({ path, value }) => {
      const source = dataBehind(view, value, resource.refers?.[block ?? attribute]);
      if (source) used.add(source.address);
      return { resource, path, kind, document: source ? policyOfDataSource(source.values) : read(value) };
    });
}

/** Whether a policy was written down: a plan does not know what AWS puts where none was, or shows an empty text. */
const isSet = ({ refers }: Resource, attribute: string, value: Value | undefined): boolean =>
  value !== undefined &&
  value !== null &&
  value !== "" &&
  !(isUnknown(value) && refers !== undefined && refers[attribute] === undefined);

function read(value: Value | undefined): PlacedPolicy["document"] {
  try {
    return policyDocumentIn(value);
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

const WHOLE_DOCUMENT = /^\$\{\s*(data\.aws_iam_policy_document\.[\w-]+)(?:\[[^\]]*\])?\.(?:json|minified_json)\s*\}$/;

/** The data source that writes the whole of a value, when it stands in the same stack. */
function dataBehind(
  { data }: StackView,
  value: Value | undefined,
  refers: readonly string[] = [],
): Resource | undefined {
  if (!isUnknown(value)) return undefined;
  const { template, references } = value;
  const [only, ...others] = refers.length > 0 ? refers : references;
  const address = template === undefined ? others.length === 0 && only : WHOLE_DOCUMENT.exec(template)?.[1];
  return data.find((each) => each.type === POLICY_DATA && each.address === address);
}

/** What a policy is for that no resource of the stack holds, by what is in it. */
function kindOf(statements: readonly PolicyStatement[]): PolicyKind {
  const speaksOfSomebody = statements.some(({ principals }) => Object.keys(principals).length > 0);
  if (!speaksOfSomebody) return "identity";
  return statements.every(({ actions }) => actions.every((action) => String(action).startsWith("sts:")))
    ? "trust"
    : "resource";
}
