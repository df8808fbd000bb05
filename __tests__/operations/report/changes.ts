import type { AttributeChange, Shown } from "../../../operations/report/attributes/attribute-changes";
import type { PlanContent, Report, ResourceChange, StackReport } from "../../../operations/report/report";

/** A value that may be shown. */
export const value = (content: unknown): Shown => ({ kind: "value", value: content });

export const ABSENT: Shown = { kind: "absent" };
export const UNKNOWN: Shown = { kind: "unknown" };
export const SENSITIVE: Shown = { kind: "sensitive" };

/** One changed attribute. */
export const attribute = (
  path: string,
  before: Shown,
  after: Shown,
  fields: Partial<AttributeChange> = {},
): AttributeChange => ({ path, before, after, forcesReplacement: false, ...fields });

const TERRAFORMS_WORDS: Readonly<Record<string, readonly string[]>> = {
  replace: ["delete", "create"],
  "replace-and-forget": ["create", "forget"],
  import: ["no-op"],
  move: ["no-op"],
  unknown: ["archive"],
};

/** What happens to one resource. */
export const aChange = (
  action: ResourceChange["action"],
  address: string,
  fields: Partial<ResourceChange> = {},
): ResourceChange => ({
  address,
  type: address.replace(/\..*$/, ""),
  isData: false,
  action,
  actions: TERRAFORMS_WORDS[action] ?? [action],
  deposed: false,
  replacePaths: [],
  attributes: [],
  ...fields,
});

/** A stack that was planned. */
export const aStack = (
  id: string,
  changes: readonly ResourceChange[],
  fields: Partial<StackReport> = {},
  content: Partial<PlanContent> = {},
): StackReport => ({
  id,
  state: changes.length > 0 ? "changes" : "no-changes",
  waitsFor: [],
  notes: [],
  content: {
    changes,
    unchanged: 0,
    held: changes.length,
    outputs: [],
    drift: [],
    deferred: [],
    invocations: [],
    failedChecks: [],
    complete: true,
    ...content,
  },
  ...fields,
});

export const aReport = (...stacks: readonly StackReport[]): Report => ({ stacks });
