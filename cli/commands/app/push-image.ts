import { appendFileSync } from "node:fs";
import { imageRegistry } from "../../../adapters/aws/image-registry";
import { imageIn } from "../../../adapters/image-folder";
import { pushImage } from "../../../operations/images/push";
import { imageMarkdown, imageText } from "../../../operations/images/wording";
import { appNamed, appStage, demandAccountOfApp } from "../../app-places";
import { deployerSource } from "../../deployer-source";
import { ExitCode } from "../../failures";
import { print, printJson } from "../../output";
import { mustBeWritable } from "../../text-files";

export interface PushImageOptions {
  readonly catalogue: string;
  /** The folder of the image. */
  readonly image: string;
  readonly summary?: string;
  readonly endpoint?: string;
  readonly json: boolean;
}

/** Pushes the Deployer image to the repository of a stage, unless one of the same source is there. */
export async function pushDeployerImage(
  appName: string,
  stageName: string,
  options: PushImageOptions,
): Promise<ExitCode> {
  const { endpoint, summary, json } = options;
  const stage = appStage(appNamed(options.catalogue, appName), stageName);
  const { layout, bytesOf } = imageIn(options.image);
  mustBeWritable([summary], []);
  await demandAccountOfApp(stage, { endpoint });
  const { accountId, region, deployer, source } = stage;
  const repository = deployer.imageRepository;
  const tag = deployerSource();
  const registry = imageRegistry({ endpoint }, { repository, accountId, region });
  const pushed = await pushImage(registry, layout, tag, bytesOf);
  const image = { stage: stageName, repository, tag, pushed, current: deployer.imageDigest, source };
  if (json)
    printJson({ format: 1, stage: stageName, repository, tag, ...pushed, current: deployer.imageDigest ?? null });
  else print(imageText(image));
  if (summary !== undefined) appendFileSync(summary, imageMarkdown(image));
  return ExitCode.done;
}
