import { gitHubRepository } from "../../../../adapters/github/repository";
import type { DeployGitHub } from "../../../../operations/deploy/ports";
import { toHeader } from "../../../../operations/report/history/header";
import type { PlanRecord } from "../../../../operations/report/history/plan-record";
import { BEGIN, END } from "../../../../operations/report/pull-request/body";
import type { GitHub } from "../../../../operations/report/pull-request/ports";
import type { Publication } from "../../../../operations/report/pull-request/publish";
import { HEAD, type LocalGitHub } from "../../../support/github";

export const TOKEN = "ghs_a1b2c3d4e5f6";

/** The repository of a GitHub on this machine; waits for nothing. */
export const repositoryOf = ({ url }: LocalGitHub): GitHub & DeployGitHub =>
  gitHubRepository({ repository: "equipweb/infra", token: TOKEN, apiUrl: url, pace: 0, timeoutSeconds: 5 });

/** A section between its marks, as it is appended to what the author wrote. */
export const between = (section: string): string => `${BEGIN}\n${section.trimEnd()}\n\n${END}`;

/** What is kept of a plan. */
export const record = (commit = HEAD, run = 991, attempt = 1): PlanRecord => ({
  format: 1,
  commit,
  run: { id: run, attempt },
  stacks: [{ id: "dev-orders", state: "changes", digest: `sha256:${"0a".repeat(32)}` }],
});

/** A report that begins with its record, as a real one does. */
export const report = (words: string, kept: PlanRecord = record()): string =>
  `${toHeader(kept, 10_000)}\n## Plan: ${words}\n`;

/** A plan that destroys one thing, which nobody allowed. */
export const publication = (changes: Partial<Publication> = {}): Publication => ({
  number: 7,
  commit: HEAD,
  text: (_, { state }) => report(`−1, ${state}`, changes.record),
  title: "1 stack changes: −1",
  digest: "sha256:one",
  record: record(),
  isFailed: false,
  destroys: true,
  changes: true,
  toConfirm: 1,
  ...changes,
});
