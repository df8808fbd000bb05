import { existsSync, readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { buildImage } from "../../../adapters/docker";
import { imageIn } from "../../../adapters/image-folder";
import { count } from "../../../operations/report/wording/words";
import { deployerSource } from "../../deployer-source";
import { ExitCode, InputError } from "../../failures";
import { print } from "../../output";
import { inRepository, ROOT } from "../../paths";

/** Builds the Deployer image into a folder. */
export async function buildDeployerImage({ output }: { readonly output: string }): Promise<ExitCode> {
  if (existsSync(output) && !statSync(output).isDirectory())
    throw new InputError(`${output} is no folder; name a new one by --output`);
  if (existsSync(output) && readdirSync(output).length > 0)
    throw new InputError(`${output} is not empty; name a new folder by --output, or remove that one`);
  await buildImage(
    {
      context: ROOT,
      dockerfile: inRepository("runtime", "deployer", "Dockerfile"),
      platform: "linux/arm64",
      output: resolve(output),
    },
    process.env,
  );
  const { layout } = imageIn(output);
  print(`${output}: ${layout.digest}, ${count(layout.blobs.length, "blob")}, of the source ${deployerSource()}`);
  return ExitCode.done;
}
