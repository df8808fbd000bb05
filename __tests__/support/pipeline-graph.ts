import { blocks, type JsonObject, listOf } from "../../terraform-json/json";

/** An action of a pipeline as it stands in a synthesized stack. */
export interface GraphAction {
  readonly stage: string;
  readonly name: string;
  /** `Source/S3` */
  readonly kind: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
  /** By which later actions speak of what it found; undefined when it has no such name. */
  readonly namespace: string | undefined;
  /** When it runs: number of its stage, and the order in it; what has the same runs at the same time. */
  readonly when: readonly [stage: number, order: number];
}

/** Every action of a pipeline, as it is written. */
export const actionsOf = (pipeline: JsonObject): readonly GraphAction[] =>
  blocks(pipeline.stage).flatMap((stage, index) =>
    blocks(stage.action).map((action) => ({
      stage: String(stage.name),
      name: String(action.name),
      kind: `${String(action.category)}/${String(action.provider)}`,
      inputs: listOf(action.input_artifacts).map(String),
      outputs: listOf(action.output_artifacts).map(String),
      configuration: (action.configuration ?? {}) as Readonly<Record<string, string>>,
      namespace: action.namespace as string | undefined,
      when: [index, Number(action.run_order ?? 1)] as const,
    })),
  );

/** What is wrong with the way in which actions hand things to each other. */
export function artifactProblems(actions: readonly GraphAction[]): readonly string[] {
  const made = actions.flatMap(({ outputs }) => outputs);
  const twice = made.filter((name, index) => made.indexOf(name) !== index);
  const early = actions.flatMap((action) =>
    action.inputs
      .filter((input) => !actions.some((other) => other.outputs.includes(input) && isBefore(other, action)))
      .map((input) => `${action.name} takes ${input}, which nothing made before it`),
  );
  const variables = actions.flatMap((action) =>
    Object.values(action.configuration)
      .flatMap((value) => [...value.matchAll(/#\{(\w+)\.\w+\}/g)].map(([, namespace = ""]) => namespace))
      .filter((namespace) => !actions.some((other) => other.namespace === namespace && isBefore(other, action)))
      .map((namespace) => `${action.name} speaks of ${namespace}, which nothing is called before it`),
  );
  return [...twice.map((name) => `two actions make ${name}`), ...early, ...variables];
}

const isBefore = ({ when: a }: GraphAction, { when: b }: GraphAction): boolean =>
  a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
