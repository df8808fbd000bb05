import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { readSynthesizedStacks, type SynthesizedStack } from "../../../operations/plan/synthesized-stack";
import { TELL_FINDINGS } from "../../../stacks/base-stack";
import type { JsonObject } from "../../../terraform-json/json";

/** Stacks as cdktf writes them and `infra plan` reads them. */
export async function synthesized(build: (app: App) => void): Promise<readonly SynthesizedStack[]> {
  const outdir = mkdtempSync(join(tmpdir(), "synthesized-"));
  try {
    const app = new App({ outdir, context: { [TELL_FINDINGS]: true } });
    build(app);
    app.synth();
    return await readSynthesizedStacks(async (path) => readFileSync(join(outdir, path), "utf8"));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The backend of every stack of the network `dev`. */
export const BACKEND = { bucket: "equipweb-dev-state-111111111111", region: "eu-west-1" };

/** `cdk.tf.json` of a stack, as short as it can be, with sections of one's own. */
export const aConfiguration = (id: string, sections: JsonObject = {}): JsonObject => ({
  "//": { infra: { kind: "network", network: "dev", source: "catalogue/networks/dev.yaml" } },
  terraform: {
    backend: { s3: { ...BACKEND, key: id, encrypt: true, allowed_account_ids: ["111111111111"], use_lockfile: true } },
    required_providers: { aws: { source: "aws", version: "5.100.0" } },
    required_version: "~> 1.11",
  },
  provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["111111111111"] }] },
  ...sections,
});

/** The data sources by which a stack reads others, named as they are or, in an object, differently. */
export const reading = (...upstreams: readonly (string | Readonly<Record<string, string>>)[]): JsonObject => ({
  terraform_remote_state: Object.fromEntries(
    upstreams
      .flatMap((upstream) => (typeof upstream === "string" ? [[upstream, upstream]] : Object.entries(upstream)))
      .map(([name = "", key = ""]) => [name, { backend: "s3", config: { ...BACKEND, key } }]),
  ),
});

/** Stacks read back from configurations by id; the manifest names no dependency of its own. */
export function stacksOf(configurations: Readonly<Record<string, JsonObject>>): Promise<readonly SynthesizedStack[]> {
  return readSynthesizedStacks(outputOf(configurations));
}

/** An output folder that holds configurations by stack id. */
export function outputOf(configurations: Readonly<Record<string, JsonObject>>) {
  const files = new Map([
    ["manifest.json", JSON.stringify({ version: "0.21.0", stacks: manifestOf(Object.keys(configurations)) })],
    ...Object.entries(configurations).map(([id, json]): [string, string] => [
      `stacks/${id}/cdk.tf.json`,
      JSON.stringify(json),
    ]),
  ]);
  return async (path: string) => files.get(path);
}

/** What the manifest says about stacks, without dependencies. */
export const manifestOf = (ids: readonly string[]) =>
  Object.fromEntries(
    ids.map((id) => [
      id,
      {
        name: id,
        constructPath: id,
        dependencies: [] as string[],
        synthesizedStackPath: `stacks/${id}/cdk.tf.json`,
        stackMetadataPath: `stacks/${id}/metadata.json`,
        workingDirectory: `stacks/${id}`,
        annotations: [],
      },
    ]),
  );
