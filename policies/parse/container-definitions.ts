import { CONTAINER_KEYS } from "../../aws/container-keys";
import { type Block, isBlock, isList, isUnknown, type Value } from "../value";
import { parseEmbedded } from "./embedded-json";

/** Maps, whose keys are nobody's names. */
const MAPS = ["options", "dockerLabels", "driverOpts", "labels"];

const rightCaseOf = (key: string): string | undefined => CONTAINER_KEYS.get(key.toLowerCase());

/** The first key that the AWS provider takes for one of ECS though its case is another, so that no rule would find it. */
function oddKeyIn(value: Value): string | undefined {
  if (isList(value)) return value.map(oddKeyIn).find((key) => key !== undefined);
  if (!isBlock(value)) return undefined;
  for (const [key, inside] of Object.entries(value)) {
    const right = rightCaseOf(key);
    if (right !== undefined && right !== key) return key;
    const odd = MAPS.includes(key) ? undefined : oddKeyIn(inside);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

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
    const odd = oddKeyIn(container);
    if (odd) throw new Error(`container definition ${index} has the key ${odd}, which is written ${rightCaseOf(odd)}`);
    return container;
  });
}
