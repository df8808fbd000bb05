import type { StackPlan } from "../report/read/stack-plan";

/** What AWS only deletes when it is empty. */
export interface Container {
  readonly kind: "bucket" | "repository";
  readonly name: string;
  /**
   * The region that it lies in, where the state tells.
   * @default - that of its stack
   */
  readonly region?: string;
}

/** Types of what has to be emptied, and the attributes that name it. */
const KINDS: ReadonlyMap<string, { readonly kind: Container["kind"]; readonly name: string }> = new Map([
  ["aws_s3_bucket", { kind: "bucket", name: "bucket" }],
  ["aws_ecr_repository", { kind: "repository", name: "name" }],
]);

/** The containers that a plan deletes, by what the state says of them: a stack made these, and no others are emptied. */
export const containersIn = ({ resource_changes: changes }: StackPlan): readonly Container[] =>
  changes.flatMap(({ type, mode, change }) => {
    const kind = KINDS.get(type ?? "");
    const before = change.before as Readonly<Record<string, unknown>> | null | undefined;
    const name = kind && before?.[kind.name];
    if (!kind || mode === "data" || change.actions.join() !== "delete" || typeof name !== "string" || name === "")
      return [];
    const region = before?.region;
    return [{ kind: kind.kind, name, ...(typeof region === "string" && region !== "" && { region }) }];
  });
