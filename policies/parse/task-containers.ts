import { type Place, unknownAt } from "../demand";
import type { Judgement } from "../rule";
import type { Block } from "../value";
import { textIn } from "../value";
import { ofType, type Resource, type StackView } from "../view/stack-view";
import { containersIn } from "./container-definitions";

export const TASK_DEFINITION = "aws_ecs_task_definition";

/** A container of a task definition, and where it stands. */
export interface TaskContainer extends Place {
  readonly block: Block;
  readonly at: string;
}

/** The containers of a task definition; an error when what is known of them is nothing that ECS takes. */
export function containersOf({ values }: Resource): readonly Block[] | "unknown" | Error {
  const known = READ.get(values);
  if (known !== undefined) return known;
  const read = reading(values);
  READ.set(values, read);
  return read;
}

/** Several rules look at each definition; it is parsed once. */
const READ = new WeakMap<Block, readonly Block[] | "unknown" | Error>();

function reading(values: Block): readonly Block[] | "unknown" | Error {
  try {
    return containersIn(values.container_definitions);
  } catch (error) {
    return error as Error;
  }
}

/**
 * What is to be said of each container of a stack. Definitions that cannot be read are left to the rule that says so
 * (`container-definitions-can-be-read`).
 */
export function* ofEachContainer(
  view: StackView,
  judge: (container: TaskContainer) => Iterable<Judgement>,
): Iterable<Judgement> {
  for (const resource of ofType(view, TASK_DEFINITION)) {
    const containers = containersOf(resource);
    if (containers === "unknown") {
      yield unknownAt({ resource }, "container_definitions", "the containers are not known yet");
    } else if (!(containers instanceof Error)) {
      for (const [index, block] of containers.entries()) {
        const name = textIn(block.name);
        const key = name === undefined ? String(index) : `name=${JSON.stringify(name)}`;
        yield* judge({ resource, block, at: `container_definitions[${key}]` });
      }
    }
  }
}
