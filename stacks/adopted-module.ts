import { join } from "node:path";
import { TerraformAsset, type TerraformModule, TerraformStack } from "cdktf";

/**
 * Puts the sources of a Terraform module of ours beside the stack that uses it, so that the synthesized folder is complete
 * in itself. The module must have been made with `skipAssetCreationFromLocalModules`.
 *
 * cdktf does this alone only when its own command line started the program, by way of a context value that nobody else sets
 * (`cdktfRelativeModules`), and leaves a copy in the temporary folder each time.
 *
 * @param module The module as generated under `.gen/modules`.
 * @param name Its folder under `modules/`.
 */
export function shipSources(module: TerraformModule, name: string): void {
  const sources = new TerraformAsset(TerraformStack.of(module), `${name}-sources`, {
    path: join(__dirname, "..", "modules", name),
  });
  module.addOverride("source", `./${sources.path}`);
}
