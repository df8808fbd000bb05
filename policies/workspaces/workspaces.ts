import { awsProviders, defaultTagsIn, terraformBlock } from "../settings";
import { blocksIn, textIn, type Value } from "../value";
import type { StackView } from "../view/stack-view";
import { ownedBy } from "./inventory";
import { PatternIndex } from "./patterns";
import { type Use, usesOf } from "./uses";

/** The stacks of one customer, or of whoever else shares nothing. */
export interface Workspace {
  readonly name: string;
  readonly views: readonly StackView[];
  /** Names of its things: whoever else has one of the same name means its own by it. */
  readonly names: ReadonlySet<string>;
}

/** Something of a workspace that another one reaches. */
export interface Reached {
  readonly workspace: string;
  /** Its address, or what it is. */
  readonly what: string;
}

/** All workspaces, and what belongs to which. */
export interface Workspaces {
  readonly all: readonly Workspace[];
  /** The workspace whose state a `config` of a remote state names. */
  readonly ownerOfState: (config: Value | undefined) => string | undefined;
  /** Something of another workspace that a text means; undefined when there is nothing. */
  readonly reachedBy: (use: Use, own: Workspace) => Reached | undefined;
}

/** The workspace of a stack: its label, or else the tag of its resources. */
export function workspaceOf(view: StackView): string | undefined {
  if (view.facts.workspace !== undefined) return view.facts.workspace;
  const [tag] = awsProviders(view).flatMap((provider) => textIn(defaultTagsIn(provider)?.workspace) ?? []);
  return tag === "shared" || tag === "" ? undefined : tag;
}

/** Sorts stacks by their workspaces; those of none are shared, and left out. */
export function workspacesIn(views: readonly StackView[]): Workspaces {
  const byName = new Map<string, StackView[]>();
  for (const view of views) {
    const name = workspaceOf(view);
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), view]);
  }
  const names = new Map<string, Reached>();
  const arns = new PatternIndex<Reached>();
  const states = new Map<string, string>();
  const all = [...byName].map(([name, own]) => {
    const owned = own.flatMap(ownedBy);
    for (const { address, name: thing, arns: patterns } of owned) {
      const reached = { workspace: name, what: address };
      names.set(thing, reached);
      for (const pattern of patterns) arns.add(pattern, reached);
    }
    for (const pattern of own.flatMap((view) => claimsOf(view, name))) {
      arns.add(pattern, { workspace: name, what: pattern });
    }
    for (const view of own) states.set(stateOf(view), name);
    return { name, views: own, names: new Set(owned.map((each) => each.name)) };
  });
  return {
    all,
    ownerOfState: (config) => states.get(placeOfState(blocksIn(config)[0] ?? {})),
    reachedBy: (use, own) => reachedBy(use, own, names, arns),
  };
}

function reachedBy(
  { text, services }: Use,
  own: Workspace,
  names: ReadonlyMap<string, Reached>,
  arns: PatternIndex<Reached>,
): Reached | undefined {
  const named = names.get(text);
  if (named && named.workspace !== own.name && !own.names.has(text)) return named;
  const isPattern = text.startsWith("arn:") || text.startsWith("${") || services !== undefined;
  if (!isPattern) return undefined;
  // Without a service of its own, a pattern reaches what the actions beside it reach.
  const [, , service = "*"] = text.split(":");
  const asked =
    service === "*" && services ? services.map((each) => (each === "*" ? text : `arn:aws:${each}:*`)) : [text];
  for (const pattern of asked) {
    for (const reached of arns.meeting(pattern)) if (reached.workspace !== own.name) return reached;
  }
  return undefined;
}

/** ARNs inside of what is shared that the policies of a workspace claim by its name: `arn:aws:s3:::shared/acme/*`. */
function claimsOf(view: StackView, name: string): readonly string[] {
  const segments = (text: string) => text.split(/[/:*]/);
  return view.resources.flatMap((resource) =>
    [...usesOf(resource)].flatMap(({ text, services }) =>
      services !== undefined && segments(text).includes(name) ? [text] : [],
    ),
  );
}

function stateOf(view: StackView): string {
  const [backend] = blocksIn(terraformBlock(view)?.backend);
  return placeOfState(blocksIn(backend?.s3)[0] ?? {}) || `the stack ${view.id}`;
}

const placeOfState = ({ bucket, key }: { readonly [key: string]: Value }): string =>
  [textIn(bucket), textIn(key)].every((each) => each !== undefined) ? `${textIn(bucket)}/${textIn(key)}` : "";
