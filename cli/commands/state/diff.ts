import { versionNamed } from "../../../operations/inspect/history";
import { stateMessage } from "../../../operations/inspect/read-states";
import { type ChangedPart, stateDiff } from "../../../operations/inspect/state-diff";
import { type ComparedVersion, diffText } from "../../../operations/inspect/wording/diff";
import { attributeJson } from "../../../operations/report/json/attributes-json";
import { ExitCode } from "../../failures";
import { bucketOf, inspection, type StateOptions } from "../../inspection";
import { print, printJson } from "../../output";

/** Compares two versions of a stack's state. */
export async function diff(
  stack: string,
  [before = "~1", after = "~0"]: readonly (string | undefined)[],
  options: StateOptions,
): Promise<ExitCode> {
  const bucket = await bucketOf(stack, await inspection(options));
  const named = async (name: string) => {
    try {
      return await versionNamed(bucket, stack, name);
    } catch (error) {
      throw error instanceof Error && error.name === "StateError"
        ? new Error(`version ${name}: ${stateMessage(stack, error)}`, { cause: error })
        : error;
    }
  };
  const [old, now] = [await named(before), await named(after)];
  const found = stateDiff(old.document, now.document);
  const [from, to] = [sideOf(old), sideOf(now)];
  if (options.json)
    printJson({
      format: 1,
      stack,
      from,
      to,
      ...found,
      changed: found.changed.map(partJson),
      outputs: found.outputs.map(partJson),
    });
  else print(diffText(stack, from, to, found));
  return ExitCode.done;
}

const partJson = ({ attributes, ...part }: ChangedPart) => ({ ...part, attributes: attributes.map(attributeJson) });

const sideOf = ({ version, document }: Awaited<ReturnType<typeof versionNamed>>): ComparedVersion => ({
  versionId: version.versionId,
  modified: version.modified,
  serial: document.serial,
  terraformVersion: document.terraformVersion,
});
