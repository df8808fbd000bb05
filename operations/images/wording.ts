import { code, fence } from "../report/markdown/safe-text";
import type { Pushed } from "./push";

/** An image of the Deployer of one stage. */
export interface StageImage {
  readonly stage: string;
  /** Name of the repository in ECR. */
  readonly repository: string;
  readonly tag: string;
  readonly pushed: Pushed;
  /** The digest that the catalogue names; undefined where it names none yet. */
  readonly current: string | undefined;
  /** The catalogue file. */
  readonly source: string;
}

/** What became of a push, and which lines of the catalogue a stage begins to deploy with it by. */
export function imageText(image: StageImage): string {
  const { headline, lines, source } = partsOf(image);
  return lines === undefined ? headline : `${headline}\n${source}, by a pull request:\n\n${lines.join("\n")}`;
}

/** The same for a job summary. */
export function imageMarkdown(image: StageImage): string {
  const { headline, lines, source } = partsOf(image);
  const more = lines === undefined ? [] : [`${code(source)}, by a pull request:`, fence(lines, "yaml")];
  return [`### Deployer image of ${image.stage}`, code(headline), ...more, ""].join("\n\n");
}

function partsOf({ stage, repository, tag, pushed, current, source }: StageImage) {
  const { digest, wasThere } = pushed;
  const done = wasThere
    ? `${repository} has an image of this source already, so nothing was pushed: ${digest}, with the tag ${tag}.`
    : `Pushed ${digest} to ${repository}, with the tag ${tag}.`;
  const isCurrent = digest === current;
  const headline = isCurrent
    ? `${done} ${stage} deploys with it.`
    : `${done} ${stage} deploys with it once it is named.`;
  const lines = isCurrent ? undefined : [`  - environment: ${stage}`, `    deployerImage: ${digest}`];
  return { headline, lines, source };
}
