import { Construct } from "constructs";
import { arnOf, type Place } from "../../aws/arn";
import { ManagedPolicy } from "../iam/managed-policy";
import type { Statement } from "../iam/policy-document";
import { APP_PIPELINE } from "./pipeline-names";

export interface ApproverPolicyProps {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly place: Place;
  /** Name of the pipeline that asks. */
  readonly pipeline: string;
}

/**
 * A policy that lets whoever has it answer what one pipeline asks, and look at that pipeline. It is given to people, by the
 * permission set that they sign in with; no role of this stack has it.
 */
export class ApproverPolicy extends Construct {
  constructor(scope: Construct, id: string, { name, path, place, pipeline }: ApproverPolicyProps) {
    super(scope, id);
    new ManagedPolicy(this, "policy", {
      name,
      path,
      description: `Approves or refuses what ${pipeline} deploys`,
      statements: approverPermissions(place, pipeline),
    });
  }
}

/** The list of all pipelines has no resource; the console shows it first. Source: CodePipeline user guide, "Grant approval permissions to an IAM user". */
const approverPermissions = (place: Place, pipeline: string): readonly Statement[] => {
  const arn = arnOf(place, "codepipeline", pipeline);
  const { stage, action } = APP_PIPELINE.approval;
  return [
    { sid: "Answer", actions: ["codepipeline:PutApprovalResult"], resources: [`${arn}/${stage}/${action}`] },
    {
      sid: "LookAtPipeline",
      actions: [
        "codepipeline:GetPipeline",
        "codepipeline:GetPipelineExecution",
        "codepipeline:GetPipelineState",
        "codepipeline:ListActionExecutions",
        "codepipeline:ListPipelineExecutions",
      ],
      resources: [arn],
    },
    { sid: "FindPipelines", actions: ["codepipeline:ListPipelines"], resources: ["*"] },
  ];
};
