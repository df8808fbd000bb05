import { blocks, stableJson } from "../../terraform-json/json";
import type { ForeseenOutputs } from "./foreseen-output";
import type { PlanMode } from "./mode";
import { overrideFor } from "./override";
import { stubState } from "./stub-state";
import type { SynthesizedStack } from "./synthesized-stack";

/** What goes into the folder in which Terraform plans a stack, beside the stack's assets. */
export interface Scratch {
  /** Texts by file name, below that folder. */
  readonly files: ReadonlyMap<string, string>;
  /** What differs from the synthesized stack and the reader of the plan has to know, in sentences. */
  readonly notes: readonly string[];
}

/**
 * The files of a stack's scratch folder: the stack byte for byte as it was synthesized, and beside it what its mode and
 * its upstreams change.
 *
 * @param stubs Foreseen outputs of upstreams, by the name of the remote-state data source.
 */
export function scratchOf(
  stack: SynthesizedStack,
  mode: PlanMode,
  stubs: ReadonlyMap<string, ForeseenOutputs>,
): Scratch {
  const stubFiles = new Map(Array.from(stubs.keys(), (name) => [name, `stubs/${name}.tfstate`]));
  const override = overrideFor(stack, mode, stubFiles);
  const { text, notes } = withoutImports(stack, mode);
  const files: [string, string][] = [
    ["cdk.tf.json", text],
    ...Array.from(stubs, ([name, outputs]): [string, string] => [`stubs/${name}.tfstate`, stubState(outputs)]),
  ];
  if (override) files.push(["infra_override.tf.json", stableJson(override)]);
  return { files: new Map(files), notes };
}

/**
 * To plan an import, the provider reads the resource from AWS, and an override cannot remove an `import` block. It is the
 * one thing that is taken out of a stack's own file, and only where nobody can be asked.
 */
function withoutImports(
  { text, configuration }: SynthesizedStack,
  { kind }: PlanMode,
): { text: string; notes: string[] } {
  const imports = blocks(configuration.import);
  if (kind !== "offline" || imports.length === 0) return { text, notes: [] };
  const { import: _, ...rest } = configuration;
  const addresses = imports.map((block) => String(block.to)).sort();
  return {
    text: `${JSON.stringify(rest, undefined, 2)}\n`,
    notes: [
      `Imports are not planned without AWS, so these show as created: ${addresses.join(", ")}. They will be imported.`,
    ],
  };
}
