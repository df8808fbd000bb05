import { createHash } from "node:crypto";
import type { OutputChange, Report, ResourceChange, StackReport } from "../report";
import type { RunFacts } from "../run-facts";
import { canonicalJson } from "./canonical-json";
import type { ChangeRecord, PlanRecord, StackRecord } from "./plan-record";

/**
 * What to keep of a report, to compare the next one with.
 *
 * @param previous What was kept of the one before.
 */
export function recordOf({ stacks }: Report, { commit, base, run }: RunFacts, previous?: PlanRecord): PlanRecord {
  return {
    format: 1,
    ...(isCommit(commit) && { commit }),
    ...(isCommit(base) && { base }),
    ...(run && { run: { id: run.id, attempt: run.attempt } }),
    ...(isCommit(previous?.commit) && { since: previous.commit }),
    stacks: stacks.map(stackRecordOf),
  };
}

/** A commit's name in full; whatever else somebody passes is not kept. */
const isCommit = (name: string | undefined): name is string =>
  name !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);

const stackRecordOf = ({ id, state, digest, content }: StackReport): StackRecord => ({
  id,
  state,
  ...(digest !== undefined && { digest }),
  ...(content && { changes: [...content.changes.map(changeRecordOf), ...content.outputs.map(outputRecordOf)] }),
});

const changeRecordOf = (change: ResourceChange): ChangeRecord => [change.action, change.address, fingerprintOf(change)];

/** An output, under the name that Terraform itself gives it in messages. */
const outputRecordOf = ({ readBy, ...output }: OutputChange): ChangeRecord => [
  output.action,
  `output.${output.name}`,
  fingerprintOf(output),
];

/** A few characters that differ when what is shown differs; what is masked is no part of it. */
const fingerprintOf = (shown: unknown): string =>
  createHash("sha256").update(canonicalJson(shown)).digest("hex").slice(0, FINGERPRINT_LENGTH);

const FINGERPRINT_LENGTH = 12;
