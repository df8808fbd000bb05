import { pipelinePage } from "../../aws/pipeline-page";

/** A pipeline, for links to AWS's console. */
export interface PipelineInConsole {
  readonly pipeline: string;
  readonly region: string;
}

export { pipelinePage };

/** The page of one execution. */
export const executionPage = ({ pipeline, region }: PipelineInConsole, execution: string): string =>
  `https://${region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/${encodeURIComponent(pipeline)}/executions/${encodeURIComponent(execution)}/timeline?region=${region}`;
