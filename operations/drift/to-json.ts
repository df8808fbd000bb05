import { attributeJson } from "../report/json/attributes-json";
import type { DriftReport, IgnoredPart, StackDrift } from "./drift-report";
import { ignoredBecause, placeOf } from "./wording";

/** A report for machines; docs/drift.md says what its keys mean. Nothing is left out, but what is secret. */
export const driftJson = ({ branch, head, unrecorded, stacks, unused, ended }: DriftReport) => ({
  format: 1,
  branch,
  head: { ref: head.ref, commit: head.commit },
  ...(unrecorded && { unrecorded: { ref: unrecorded.ref, commit: unrecorded.commit, all: unrecorded.isAll } }),
  stacks: stacks.map(stackJson),
  ignoreList: { unused: unused.map(placeOf), ended: ended.map(placeOf) },
});

const stackJson = ({ id, source, commit, isAssumed, status, because, unapplied, resources, ignored }: StackDrift) => ({
  stack: id,
  ...(source !== undefined && { source }),
  ...(commit !== undefined && { commit, recorded: isAssumed === undefined }),
  status,
  ...(because !== undefined && { because }),
  ...(unapplied && { unapplied }),
  resources: resources.map(({ address, type, action, attributes }) => ({
    address,
    type,
    action,
    attributes: attributes.map(attributeJson),
  })),
  ignored: ignored.map(ignoredJson),
});

const ignoredJson = ({ address, attribute, by }: IgnoredPart) => ({
  address,
  ...(attribute && { attribute: attributeJson(attribute) }),
  by: by.kind,
  because: ignoredBecause(by),
});
