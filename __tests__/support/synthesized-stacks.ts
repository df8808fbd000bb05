import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { readCatalogue } from "../../model/catalogue";
import { buildOrganisation } from "../../stacks";
import type { JsonObject } from "../../terraform-json/json";

/** Every stack of the example organisation as cdktf writes it, by id. */
export function synthesizedStacks(): ReadonlyMap<string, JsonObject> {
  const outdir = mkdtempSync(join(tmpdir(), "synthesized-"));
  try {
    const app = new App({ outdir });
    buildOrganisation(app, readCatalogue(join(__dirname, "..", "..", "catalogue")));
    app.synth();
    const folder = join(outdir, "stacks");
    return new Map(
      readdirSync(folder).map((id) => [id, JSON.parse(readFileSync(join(folder, id, "cdk.tf.json"), "utf8"))]),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
