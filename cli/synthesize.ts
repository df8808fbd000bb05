import "../stacks/creation-stack-traces";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import type { Organisation } from "../model/organisation";
import { buildOrganisation } from "../stacks";
import { inRepository } from "./paths";

/**
 * Synthesizes every stack into a folder, the same bytes that `npx cdktf synth` writes. The folder changes only when all of
 * it could be synthesized. What Terraform keeps beside a stack (`.terraform`) stays.
 */
export function synthesize(organisation: Organisation, outdir: string): void {
  mkdirSync(inRepository(".infra"), { recursive: true });
  const fresh = mkdtempSync(inRepository(".infra", "synth-"));
  try {
    const app = new App({ outdir: fresh });
    buildOrganisation(app, organisation);
    app.synth();
    replaceStacks(fresh, outdir);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function replaceStacks(fresh: string, outdir: string): void {
  const stacks = join(outdir, "stacks");
  for (const id of list(stacks).filter((id) => !existsSync(join(fresh, "stacks", id)))) {
    rmSync(join(stacks, id), { recursive: true });
  }
  for (const id of list(join(fresh, "stacks"))) rmSync(join(stacks, id, "assets"), { recursive: true, force: true });
  cpSync(fresh, outdir, { recursive: true });
}

const list = (directory: string): string[] => (existsSync(directory) ? readdirSync(directory) : []);
