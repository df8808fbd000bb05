import { comesFromSomewhere, isTrue, unknownAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { blocksIn, type Value } from "../../value";
import { ofType, type Resource } from "../../view/stack-view";

const INSTANCE = "aws_instance";
const TEMPLATE = "aws_launch_template";

export const instanceHasNoPublicAddress: Rule = {
  id: "instance-has-no-public-address",
  what: "No instance asks for a public IP address.",
  why: "It stands in the open then, and only its security groups are between it and everybody.",
  fix: "Leave out `associate_public_ip_address`, or set it to false; come in by Session Manager or a load balancer.",
  severity: "high",
  checks: [],
  controls: ["FSBP EC2.9", "FSBP EC2.25"],
  types: [INSTANCE, TEMPLATE],
  judge: function* (view) {
    for (const resource of ofType(view, INSTANCE)) {
      yield* judgeAddress(resource, "associate_public_ip_address", resource.values.associate_public_ip_address);
    }
    for (const resource of ofType(view, TEMPLATE)) {
      for (const [index, block] of blocksIn(resource.values.network_interfaces).entries()) {
        const path = `network_interfaces[${index}].associate_public_ip_address`;
        yield* judgeAddress(resource, path, block.associate_public_ip_address);
      }
    }
  },
  passes: [
    { shows: "what the subnet says", configuration: one(INSTANCE, {}) },
    {
      shows: "a template without",
      configuration: one(TEMPLATE, { network_interfaces: [{ associate_public_ip_address: "false" }] }),
    },
  ],
  fails: [
    { shows: "an instance with", configuration: one(INSTANCE, { associate_public_ip_address: true }) },
    {
      shows: "a template with",
      configuration: one(TEMPLATE, { network_interfaces: { associate_public_ip_address: "true" } }),
    },
  ],
};

/** In a plan, what nobody set is unknown and refers to nothing: the subnet decides, and is judged itself. */
function* judgeAddress(resource: Resource, path: string, value: Value | undefined): Iterable<Judgement> {
  if (comesFromSomewhere(value)) yield unknownAt({ resource }, path);
  else if (isTrue(value)) yield violationAt({ resource }, path, "it gets a public IP address");
}
