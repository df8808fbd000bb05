import { type Block, blocksIn, isBlock, isUnknown, textIn } from "../value";
import { about, type Resource, type StackView } from "../view/stack-view";
import { parseEmbedded } from "./embedded-json";

export const REPOSITORY = "aws_ecr_repository";

/** Whether a repository takes snapshots, whose tags are pushed again and again: its name or that of its resource says so. */
export const takesSnapshots = ({ name, values }: Resource): boolean =>
  /snapshot/i.test(textIn(values.name) ?? (isUnknown(values.name) ? values.name.template : undefined) ?? name);

/** What stands beside a repository and names it. */
export const besideRepository = (view: StackView, repository: Resource, type: string): readonly Resource[] =>
  about(view, repository, type, "repository", ["name"]);

/**
 * The rules of an `aws_ecr_lifecycle_policy`.
 *
 * @throws Error when they are known and not what ECR takes.
 */
export function lifecycleRulesIn({ values }: Resource): readonly Block[] | "unknown" {
  const document = parseEmbedded(values.policy);
  if (isUnknown(document)) return "unknown";
  if (!isBlock(document) || blocksIn(document.rules).length === 0) throw new Error("the lifecycle policy has no rules");
  return blocksIn(document.rules);
}
