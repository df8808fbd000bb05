import { resourceOf, type SynthesizedJson } from "./synthesize";

/** A statement of a synthesized policy. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** The statements of the one policy of a type whose logical id starts with a text. */
export const statementsOf = (
  stack: SynthesizedJson,
  type: string,
  idStartsWith = "",
  attribute = "policy",
): readonly PolicyStatement[] =>
  (JSON.parse(String(resourceOf(stack, type, idStartsWith)[attribute])) as { Statement: readonly PolicyStatement[] })
    .Statement;

/** One text or several, as a list. */
export const many = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

/** What statements allow, sorted. */
export const actionsAllowed = (statements: readonly PolicyStatement[]): readonly string[] =>
  [...new Set(statements.flatMap(({ Effect, Action }) => (Effect === "Allow" ? many(Action) : [])))].sort();
