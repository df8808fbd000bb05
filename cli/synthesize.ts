import "../stacks/creation-stack-traces";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { App } from "cdktf";
import type { Organisation } from "../model/organisation";
import { buildOrganisation } from "../stacks";
import { TELL_FINDINGS } from "../stacks/base-stack";

export interface SynthesisOptions {
  /**
   * Whether stacks are written although they break rules of policies/, for somebody else to refuse.
   * @default false
   */
  readonly tellFindings?: boolean;
}

/**
 * Synthesizes every stack into a folder, the same bytes that `npx cdktf synth` writes. The folder changes only when all of
 * it could be synthesized; only stacks that stood there before are taken away, and what Terraform keeps beside a stack
 * (`.terraform`) stays.
 */
export function synthesize(organisation: Organisation, outdir: string, options: SynthesisOptions = {}): void {
  const fresh = mkdtempSync(join(tmpdir(), "infra-synth-"));
  try {
    const app = new App({ outdir: fresh, context: { [TELL_FINDINGS]: options.tellFindings === true } });
    buildOrganisation(app, organisation);
    app.synth();
    replaceStacks(fresh, outdir);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function replaceStacks(fresh: string, outdir: string): void {
  const current = new Set(stacksIn(fresh));
  for (const id of stacksIn(outdir)) {
    // Of a stack that stays, the modules that it uses may have changed their names.
    const gone = join(outdir, "stacks", id, current.has(id) ? "assets" : ".");
    rmSync(gone, { recursive: true, force: true });
  }
  cpSync(fresh, outdir, { recursive: true });
}

/** The stacks that cdktf's manifest names; none where there is no manifest that can be read. */
function stacksIn(directory: string): readonly string[] {
  const manifest = join(directory, "manifest.json");
  if (!existsSync(manifest)) return [];
  try {
    const { stacks } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly stacks: object };
    return Object.keys(stacks).filter((id) => id === basename(id) && id !== "..");
  } catch {
    return [];
  }
}
