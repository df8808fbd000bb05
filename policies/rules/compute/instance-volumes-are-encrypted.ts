import { demand, isTrue, valueAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { blocksIn } from "../../value";
import { ofType, type Resource, type StackView } from "../../view/stack-view";

const INSTANCE = "aws_instance";
const TEMPLATE = "aws_launch_template";
const DEFAULT = "aws_ebs_encryption_by_default";

export const instanceVolumesAreEncrypted: Rule = {
  id: "instance-volumes-are-encrypted",
  what: "Every volume of an instance is encrypted.",
  why: "A snapshot of it, or a copy that is shared by mistake, can be read by whoever has it.",
  fix: "Set `encrypted` to true for the root volume and every other one.",
  severity: "high",
  checks: [],
  controls: ["FSBP EC2.3"],
  types: [INSTANCE, TEMPLATE],
  judge: function* (view) {
    if (encryptsAll(view)) return;
    for (const resource of ofType(view, INSTANCE)) yield* judgeInstance(resource);
    for (const resource of ofType(view, TEMPLATE)) yield* judgeTemplate(resource);
  },
  passes: [
    {
      shows: "two volumes",
      configuration: one(INSTANCE, {
        root_block_device: { encrypted: true },
        ebs_block_device: [{ device_name: "/dev/sdb", encrypted: true }],
      }),
    },
    {
      shows: "a template",
      configuration: one(TEMPLATE, { block_device_mappings: [{ ebs: { encrypted: "true" } }] }),
    },
    {
      shows: "a region that encrypts all of them",
      configuration: one(INSTANCE, {}, { [DEFAULT]: { a: { enabled: true } } }),
    },
  ],
  fails: [
    { shows: "a root volume of which nothing is said", configuration: one(INSTANCE, {}) },
    { shows: "a root volume that is not", configuration: one(INSTANCE, { root_block_device: [{ encrypted: false }] }) },
    {
      shows: "a second volume that is not",
      configuration: one(INSTANCE, {
        root_block_device: { encrypted: true },
        ebs_block_device: [{ device_name: "/dev/sdb" }],
      }),
    },
    { shows: "a template of which nothing is said", configuration: one(TEMPLATE, {}) },
    {
      shows: "a template whose volume is not",
      configuration: one(TEMPLATE, { block_device_mappings: { ebs: { encrypted: false } } }),
    },
  ],
};

const encryptsAll = (view: StackView): boolean =>
  ofType(view, DEFAULT).some(({ values }) => values.enabled === undefined || isTrue(values.enabled));

function* judgeInstance(resource: Resource): Iterable<Judgement> {
  const { ebs_block_device: others, launch_template: template } = resource.values;
  const root = blocksIn(resource.values.root_block_device);
  // The template is judged where it stands.
  if (root.length > 0 || blocksIn(template).length === 0) {
    yield* demand({ resource }, "root_block_device.encrypted", isTrue, "its root volume is not encrypted");
  }
  for (const [index, block] of blocksIn(others).entries()) {
    const at = `ebs_block_device[${index}]`;
    yield* demand({ resource, block, at }, "encrypted", isTrue, "a volume of it is not encrypted");
  }
}

function* judgeTemplate(resource: Resource): Iterable<Judgement> {
  const mappings = blocksIn(resource.values.block_device_mappings);
  if (mappings.length === 0) {
    yield violationAt({ resource }, "block_device_mappings", "it does not say that the root volume is encrypted");
  }
  for (const [index, block] of mappings.entries()) {
    if (valueAt(block, "ebs") === undefined) continue;
    const at = `block_device_mappings[${index}]`;
    yield* demand({ resource, block, at }, "ebs.encrypted", isTrue, "a volume of it is not encrypted");
  }
}
