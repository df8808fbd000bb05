import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";

/** What a construct or a stack became: attributes by address part, as Terraform reads them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A synthesized stack. */
export interface SynthesizedJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly [key: string]: unknown;
}

/** Synthesizes as `main.ts` does, validations included, in a folder that is gone afterwards. Stacks by id. */
export function synthesize(build: (app: App) => void): Readonly<Record<string, SynthesizedJson>> {
  const outdir = mkdtempSync(join(tmpdir(), "synthesize-"));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    const ids = readdirSync(join(outdir, "stacks")).sort();
    return Object.fromEntries(
      ids.map((id) => [id, JSON.parse(readFileSync(join(outdir, "stacks", id, "cdk.tf.json"), "utf8"))]),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Synthesizes one construct, or a few, in a stack of their own called `test`. */
export function synthesizeConstruct(build: (stack: TerraformStack) => void): SynthesizedJson {
  const stacks = synthesize((app) => {
    const stack = new TerraformStack(app, "test");
    new LocalBackend(stack, { path: "test.tfstate" });
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    build(stack);
  });
  return stacks.test as SynthesizedJson;
}

/** The resources of a type, by logical id, without cdktf's own metadata. */
export function resourcesOf(stack: SynthesizedJson, type: string): Readonly<Record<string, Attributes>> {
  const entries = Object.entries(stack.resource?.[type] ?? {});
  return Object.fromEntries(entries.map(([id, { "//": _metadata, ...attributes }]) => [id, attributes]));
}

/**
 * The one resource of a type; or, of several, the one whose logical id starts with a text.
 *
 * @throws Error when there is none, or more than one.
 */
export function resourceOf(stack: SynthesizedJson, type: string, idStartsWith = ""): Attributes {
  const found = Object.entries(resourcesOf(stack, type)).filter(([id]) => id.startsWith(idStartsWith));
  const [only] = found;
  if (found.length !== 1 || !only) {
    throw new Error(
      `${found.length} resources of type ${type} have an id starting with "${idStartsWith}": ${found.map(([id]) => id)}`,
    );
  }
  return only[1];
}
