import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { readCatalogue } from "../../model/catalogue";
import { ExitCode } from "../failures";
import { print } from "../output";
import { synthesize } from "../synthesize";

export interface SynthOptions {
  readonly catalogue: string;
  readonly output: string;
}

/** Writes every stack as Terraform JSON. */
export function synth({ catalogue, output }: SynthOptions): ExitCode {
  synthesize(readCatalogue(catalogue), output);
  const count = readdirSync(join(output, "stacks")).length;
  print(`${count} stacks in ${relative(process.cwd(), output) || "."}`);
  return ExitCode.done;
}
