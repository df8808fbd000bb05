import { isContainer, keysOf, valueAt } from "./attributes/json-tree";
import type { StackResult } from "./read/stack-result";
import type { StackReport } from "./report";

/** The stacks that read an output; sorted. */
export type ReadersOf = (stack: string, output: string) => readonly string[];

/** `data.terraform_remote_state.dev-network.outputs.vpc_id`, as Terraform lists what an expression refers to. */
const READ = /^data\.terraform_remote_state\.([\w-]+)(?:\[[^\]]*\])?\.outputs(?:\.([\w-]+)|\["([^"\\]+)"\])?/;

/** What stands for any output: an expression reads the outputs as a whole. */
const ANY = "*";

/**
 * Who reads whose outputs, as the configurations in the plans say. A remote state belongs to the stack of which it has the
 * name, or the key of the state; a stack whose plan there is none of is taken to read nothing.
 */
export function readersIn(stacks: readonly StackResult[]): ReadersOf {
  const ids = new Set(stacks.map(({ id }) => id));
  const readers = new Map<string, Set<string>>();
  for (const stack of stacks) {
    const configuration = "plan" in stack ? stack.plan?.configuration : undefined;
    if (configuration === undefined) continue;
    const states = new Map<string, string>();
    const reads: (readonly [state: string, output: string])[] = [];
    explore(configuration, ids, states, reads);
    for (const [state, output] of reads) {
      const read = states.get(state) ?? (ids.has(state) ? state : undefined);
      if (read === undefined || read === stack.id) continue;
      const key = JSON.stringify([read, output]);
      readers.set(key, (readers.get(key) ?? new Set()).add(stack.id));
    }
  }
  return (stack, output) => {
    const found = [output, ANY].flatMap((name) => [...(readers.get(JSON.stringify([stack, name])) ?? [])]);
    return [...new Set(found)].sort();
  };
}

/** Adds who reads the outputs that change. */
export const withReaders = (stack: StackReport, readersOf: ReadersOf): StackReport =>
  stack.content
    ? {
        ...stack,
        content: {
          ...stack.content,
          outputs: stack.content.outputs.map((output) => {
            const readBy = readersOf(stack.id, output.name);
            return readBy.length > 0 ? { ...output, readBy } : output;
          }),
        },
      }
    : stack;

/** Collects the remote states, by the names of their data sources, and what is read of them, of modules as well. */
function explore(
  node: unknown,
  ids: ReadonlySet<string>,
  states: Map<string, string>,
  reads: (readonly [string, string])[],
): void {
  if (!isContainer(node)) return;
  if (valueAt(node, "type") === "terraform_remote_state" && valueAt(node, "mode") === "data") {
    const key = valueAt(constantOf(node, "config"), "key");
    const name = valueAt(node, "name");
    if (typeof key === "string" && typeof name === "string" && ids.has(key)) states.set(name, key);
  }
  const references = valueAt(node, "references");
  if (Array.isArray(references)) reads.push(...readsIn(references));
  for (const key of keysOf(node)) explore(valueAt(node, key), ids, states, reads);
}

const constantOf = (resource: unknown, attribute: string): unknown =>
  valueAt(valueAt(valueAt(resource, "expressions"), attribute), "constant_value");

/** Terraform lists each reference with all that it begins with; what stands for all outputs counts when it stands alone. */
function readsIn(references: readonly unknown[]): readonly (readonly [string, string])[] {
  const found = references.flatMap((reference) => {
    const [, state, name, quotedName] = (typeof reference === "string" && READ.exec(reference)) || [];
    return state === undefined ? [] : [[state, name ?? quotedName ?? ANY] as const];
  });
  const named = new Set(found.flatMap(([state, output]) => (output === ANY ? [] : [state])));
  return found.filter(([state, output]) => output !== ANY || !named.has(state));
}
