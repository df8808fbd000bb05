import { type Block, isBlock, isList, isUnknown, type Value } from "../value";
import { parseEmbedded } from "./embedded-json";

/**
 * The containers of an `aws_ecs_task_definition`.
 *
 * @throws Error when they are known and not what ECS takes.
 */
export function containersIn(value: Value | undefined): readonly Block[] | "unknown" {
  const list = parseEmbedded(value);
  if (isUnknown(list)) return "unknown";
  if (!isList(list)) throw new Error("the container definitions are no list");
  return list.map((container, index) => {
    if (!isBlock(container)) throw new Error(`container definition ${index} is no object`);
    return container;
  });
}
