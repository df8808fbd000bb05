import { unknownAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { type Block, blocksIn, isUnknown, textIn } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

/** Bytes (Amazon CloudFront quotas, "key value stores"). */
const MOST = { key: 512, value: 1_024 };
const MOST_TOGETHER = 5 * 1_024 * 1_024;

const SINGLE = "aws_cloudfrontkeyvaluestore_key";
const ALL = "aws_cloudfrontkeyvaluestore_keys_exclusive";

export const keyValueStoreEntriesFit: Rule = {
  id: "key-value-store-entries-fit",
  what: "Keys of a CloudFront key-value store have at most 512 bytes, values 1 KB, and all together 5 MB.",
  why: "AWS refuses more in the middle of an apply.",
  fix: "Shorten the entry, or split it over several keys.",
  severity: "low",
  checks: [24],
  controls: [],
  types: [SINGLE, ALL],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, SINGLE, ALL)) {
      const isOne = resource.type === SINGLE;
      const entries = isOne ? [resource.values] : blocksIn(resource.values.resource_key_value_pair);
      for (const [index, entry] of entries.entries()) {
        const at = isOne ? "" : `resource_key_value_pair[${index}]`;
        for (const part of ["key", "value"] as const) {
          const size = sizeOf(entry, part);
          if (isUnknown(entry[part])) yield unknownAt({ resource, at }, part);
          else if (size > MOST[part]) yield violationAt({ resource, at }, part, `its ${part} has ${size} bytes`);
        }
      }
      const together = entries.reduce((sum, entry) => sum + sizeOf(entry, "key") + sizeOf(entry, "value"), 0);
      if (together > MOST_TOGETHER) yield violationAt({ resource }, "", `its entries have ${together} bytes together`);
    }
  },
  passes: [
    {
      shows: "an entry that just fits",
      configuration: one(SINGLE, { key: "k".repeat(512), value: "v".repeat(1_024) }),
    },
  ],
  fails: [
    { shows: "a long key", configuration: one(SINGLE, { key: "k".repeat(513), value: "" }) },
    {
      shows: "a long value among others",
      configuration: one(ALL, {
        resource_key_value_pair: [
          { key: "a", value: "b" },
          { key: "c", value: "d".repeat(1_025) },
        ],
      }),
    },
  ],
};

const sizeOf = (entry: Block, part: "key" | "value"): number => Buffer.byteLength(textIn(entry[part]) ?? "");
