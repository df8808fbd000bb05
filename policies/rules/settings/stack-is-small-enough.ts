import type { Judgement, Rule } from "../../rule";
import type { StackView } from "../../view/stack-view";

/** With 2,900 resources a plan takes 20 minutes (hashicorp/terraform#18981); with these, about three. */
const MOST = 500;

const subnets = (count: number) => ({
  resource: { aws_subnet: Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, {}])) },
});

export const stackIsSmallEnough: Rule = {
  id: "stack-is-small-enough",
  what: `Each stack has fewer than ${MOST} resources.`,
  why: "Its plans become slow, one lock holds up everybody, and one mistake reaches everything in it.",
  fix: "Split the stack by who is hurt when it fails.",
  severity: "medium",
  checks: [29],
  controls: [],
  types: [],
  judge: function* ({ resources }: StackView): Iterable<Judgement> {
    const { length } = resources;
    if (length >= MOST) yield { answer: "violation", message: `it has ${length} resources of at most ${MOST - 1}` };
  },
  passes: [{ shows: `${MOST - 1} resources`, configuration: subnets(MOST - 1) }],
  fails: [{ shows: `${MOST} resources`, configuration: subnets(MOST) }],
};
