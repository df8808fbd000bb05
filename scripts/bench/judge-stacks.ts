/**
 * Synthesizes the example organisation again and again, until so many stacks are made, in turn with and without the rules of
 * policies/; prints how long each round took. Run in a process of its own: `judge-stacks.ts STACKS`.
 */
import "../../stacks/creation-stack-traces";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { readCatalogue } from "../../model/catalogue";
import { buildOrganisation } from "../../stacks";
import { BaseStack } from "../../stacks/base-stack";
import { ROOT, seconds } from "./measure";

const organisation = readCatalogue(join(ROOT, "catalogue"));
const JUDGED = BaseStack.prototype.toTerraform;
const PLAIN = TerraformStack.prototype.toTerraform;

function synthesis(toTerraform: typeof PLAIN): { readonly seconds: number; readonly stacks: number } {
  BaseStack.prototype.toTerraform = toTerraform;
  const outdir = mkdtempSync(join(tmpdir(), "bench-"));
  let stacks = 0;
  try {
    const taken = seconds(() => {
      const app = new App({ outdir });
      buildOrganisation(app, organisation);
      app.synth();
      stacks = app.node.children.length;
    });
    return { seconds: taken, stacks };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const rounds: { readonly judged: number; readonly plain: number }[] = [];
// The first round compiles, of both the same.
const { stacks } = synthesis(JUDGED);
synthesis(PLAIN);
while (rounds.length * stacks < Number(process.argv[2])) {
  rounds.push({ judged: synthesis(JUDGED).seconds, plain: synthesis(PLAIN).seconds });
}
process.stdout.write(JSON.stringify({ rounds }));
