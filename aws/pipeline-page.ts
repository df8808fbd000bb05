/** The page of AWS's console on which somebody sees where each stage of a pipeline stands, and approves. */
export const pipelinePage = ({ pipeline, region }: { readonly pipeline: string; readonly region: string }): string =>
  `https://${region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/${encodeURIComponent(pipeline)}/view?region=${region}`;
