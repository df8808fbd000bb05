import { one } from "./examples";

/** A task definition with one container, as Terraform JSON. */
export const task = (container: object, values: object = {}, others: Readonly<Record<string, object>> = {}): object =>
  one(
    "aws_ecs_task_definition",
    { family: "a", container_definitions: JSON.stringify([{ name: "app", ...container }]), ...values },
    others,
  );
