import type { IgnoredDrift } from "../../../model/ignored-drift";
import type { DriftReport, StackDrift } from "../../../operations/drift/drift-report";
import { aChange, attribute, value } from "../report/changes";

export const COMMIT = "abc1234000000000000000000000000000000000";
export const HEAD = "def5678000000000000000000000000000000000";

/** An entry of the catalogue's list. */
export const anIgnore = (fields: Partial<IgnoredDrift> = {}): IgnoredDrift => ({
  type: "aws_s3_bucket",
  stacks: "*",
  reason: "A program of the storage team changes it.",
  owner: "platform",
  until: "2026-12-31",
  at: { file: "catalogue/drift.yaml", line: 4, column: 5 },
  ...fields,
});

/** A bucket of which somebody changed a tag. */
export const aDriftedBucket = aChange("update", "aws_s3_bucket.reports", {
  attributes: [attribute("tags.Owner", value("backend"), value("mallory"))],
});

/** A stack that was looked at. */
export const aStackDrift = (fields: Partial<StackDrift> = {}): StackDrift => ({
  id: "dev-network",
  source: "catalogue/networks/dev.yaml",
  commit: COMMIT,
  status: "in-sync",
  resources: [],
  ignored: [],
  ...fields,
});

export const aDriftedStack = (fields: Partial<StackDrift> = {}): StackDrift =>
  aStackDrift({ status: "drifted", resources: [aDriftedBucket], ...fields });

/** What a run found. */
export const aDriftReport = (stacks: readonly StackDrift[], fields: Partial<DriftReport> = {}): DriftReport => ({
  branch: "dev",
  head: { ref: "origin/dev", commit: HEAD },
  stacks,
  unused: [],
  ended: [],
  ...fields,
});
