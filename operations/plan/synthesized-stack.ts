import { z } from "zod";
import { checked, type Graph } from "../../model/graph";
import { at, blocks, isObject, type Json, type JsonObject, objectAt } from "../../terraform-json/json";

/** A stack as cdktf wrote it. */
export interface SynthesizedStack {
  /** Unique in its app; the name of its folders. */
  readonly id: string;
  /** What the stack says about itself. A stack of another cdktf app says nothing. */
  readonly labels?: StackLabels;
  /** The stacks that must be applied before this one, sorted: those whose state it reads, and those it was told to follow. */
  readonly dependencies: readonly string[];
  /** The states that it reads, sorted by name. */
  readonly remoteStates: readonly RemoteState[];
  /** `cdk.tf.json`, read. */
  readonly configuration: JsonObject;
  /** `cdk.tf.json`, byte for byte. */
  readonly text: string;
  /** Its folder, below the output folder: `stacks/dev-network`. */
  readonly folder: string;
}

/** What a stack of this repository says about itself (stacks/base-stack.ts). */
export type StackLabels = z.infer<typeof labelsSchema>;

/** A `terraform_remote_state` data source. */
export interface RemoteState {
  /** Its name in this stack: `dev-network` in `data.terraform_remote_state.dev-network`. */
  readonly name: string;
  /**
   * The stack that writes this state.
   * @default - no stack of this app does
   */
  readonly stack?: string;
}

const retiringSchema = z.object({
  /** What leaves; the whole stack when they are left out. */
  addresses: z.array(z.string()).optional(),
  reason: z.string(),
  owner: z.string(),
  /** Where the final backup is, or `none`. */
  backup: z.string(),
  /** Why there is no backup. */
  because: z.string().optional(),
  /** The last day, as `2026-12-31`. */
  until: z.string(),
});

/** What of a stack may be destroyed although it holds data, and who says so. */
export type Retiring = z.infer<typeof retiringSchema>;

const labelsSchema = z.object({
  kind: z.string(),
  network: z.string(),
  environment: z.string().optional(),
  /** Whether production depends on the stack. */
  production: z.boolean().optional(),
  /** One that cannot be read lets nothing leave. */
  retiring: retiringSchema.optional().catch(undefined),
  source: z.string(),
});

const manifestSchema = z.object({
  stacks: z.record(
    z.string(),
    z.object({
      // The name becomes a folder of its own, so it must not lead anywhere else.
      name: z.string().regex(/^[A-Za-z0-9][\w.-]*$/, "must be a plain name without a path"),
      constructPath: z.string(),
      workingDirectory: z.string(),
      synthesizedStackPath: z.string(),
      dependencies: z.array(z.string()),
    }),
  ),
});

type Manifest = z.infer<typeof manifestSchema>;
type ManifestStack = Manifest["stacks"][string];

/** Reads a file below the output folder, or answers undefined when there is none. */
export type ReadOutput = (path: string) => Promise<string | undefined>;

/**
 * The stacks that cdktf wrote into its output folder, sorted by id.
 *
 * @param read Reads files below that folder.
 * @throws Error when the manifest or a stack's file is missing, is not JSON, or has another shape; when a dependency does
 * not exist; when dependencies form a cycle.
 */
export async function readSynthesizedStacks(read: ReadOutput): Promise<readonly SynthesizedStack[]> {
  const manifest = parseManifest(await read("manifest.json"));
  const entries = Object.values(manifest.stacks).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = await Promise.all(
    entries.map(async (entry) => ({ entry, ...parseStack(entry, await read(entry.synthesizedStackPath)) })),
  );
  const stackOfState = new Map(files.map(({ entry, configuration }) => [stateWrittenBy(configuration), entry.name]));
  stackOfState.delete(undefined);
  const nameOfPath = new Map(entries.map(({ constructPath, name }) => [constructPath, name]));

  const stacks = files.map(({ entry, text, configuration }): SynthesizedStack => {
    const remoteStates = remoteStatesOf(configuration, stackOfState);
    const told = entry.dependencies.map((path) => nameOfPath.get(path) ?? path);
    const read = remoteStates.flatMap(({ stack }) => stack ?? []);
    const labels = labelsSchema.safeParse(at(configuration, "//", "infra"));
    return {
      id: entry.name,
      ...(labels.success && { labels: labels.data }),
      dependencies: [...new Set([...told, ...read])].sort(),
      remoteStates,
      configuration,
      text,
      folder: entry.workingDirectory,
    };
  });
  checked(graphOf(stacks));
  return stacks;
}

/** What depends on what, as a graph of stack ids. */
export const graphOf = (stacks: readonly SynthesizedStack[]): Graph =>
  new Map(stacks.map(({ id, dependencies }) => [id, dependencies]));

function parseManifest(text: string | undefined): Manifest {
  if (text === undefined) {
    throw new Error("manifest.json does not exist in the output folder; synthesize first: npx cdktf synth");
  }
  const manifest = manifestSchema.safeParse(parseJson("manifest.json", text));
  if (!manifest.success) {
    throw new Error(
      `manifest.json is not what cdktf 0.21 writes; synthesize again: npx cdktf synth\n${z.prettifyError(manifest.error)}`,
    );
  }
  return manifest.data;
}

function parseStack({ name, synthesizedStackPath }: ManifestStack, text: string | undefined) {
  if (text === undefined) {
    throw new Error(
      `${synthesizedStackPath} does not exist, but manifest.json names it for the stack "${name}"; synthesize again: npx cdktf synth`,
    );
  }
  const configuration = parseJson(synthesizedStackPath, text);
  if (!isObject(configuration)) throw new Error(`${synthesizedStackPath} holds no JSON object`);
  return { text, configuration };
}

function parseJson(path: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`);
  }
}

/** Names one state among all: where a stack writes it, and where a remote-state data source reads it. */
function stateWrittenBy(configuration: JsonObject): string | undefined {
  const [[type, settings] = []] = Object.entries(objectAt(configuration, "terraform", "backend"));
  return type && stateAt(type, settings);
}

function stateAt(type: string, settings: Json | undefined): string | undefined {
  if (type === "s3") return JSON.stringify([type, at(settings, "bucket") ?? null, at(settings, "key") ?? null]);
  if (type === "local") return JSON.stringify([type, at(settings, "path") ?? null]);
  return undefined;
}

function remoteStatesOf(
  configuration: JsonObject,
  stackOfState: ReadonlyMap<string | undefined, string>,
): RemoteState[] {
  return Object.entries(objectAt(configuration, "data", "terraform_remote_state"))
    .map(([name, block]): RemoteState => {
      const [source] = blocks(block);
      const stack = stackOfState.get(stateAt(String(source?.backend), source?.config));
      return { name, ...(stack !== undefined && { stack }) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
