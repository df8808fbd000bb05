import type { Judgement, Rule } from "../../rule";
import { awsProviders, defaultTagsIn } from "../../settings";
import type { Block } from "../../value";
import { isSet } from "../../verdict";
import type { StackFacts, StackView } from "../../view/stack-view";

/** What everything carries: who runs it, from where, for whom, at whose cost, and how secret it is. */
const ALWAYS = ["managed-by", "repo", "owner", "cost-center", "service", "data-class"];

const TAGS = {
  "managed-by": "terraform",
  repo: "example/infra",
  owner: "platform",
  "cost-center": "1",
  service: "network",
  "data-class": "internal",
};

const example = (infra: object, tags: object) => ({
  "//": { infra },
  provider: { aws: [{ default_tags: [{ tags }] }] },
});

/**
 * Of the eight tags, six stand on everything. `environment` stands where a stack belongs to one; what the environments of a
 * network share carries `network` in its place, since to name one of them would be wrong. `workspace` stands where a stack
 * is some customer's own; on what is shared, an invented value would be counted as a customer's cost.
 */
export const everythingIsTagged: Rule = {
  id: "everything-is-tagged",
  what: "The AWS provider tags everything with its owner, cost, origin, service, environment and class of data.",
  why: "Whatever carries no tags belongs to nobody, is paid by nobody, and nobody dares to delete it.",
  fix: "Add the tags to default_tags of the provider.",
  severity: "medium",
  checks: [2],
  controls: [],
  types: [],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const [index, provider] of awsProviders(view).entries()) {
      const tags = defaultTagsIn(provider) ?? {};
      for (const keys of demandedOf(view.facts)) {
        const path = `provider.aws[${index}].default_tags.${keys[0]}`;
        const answers = keys.map((key) => isSet(tags[key]));
        if (answers.includes(undefined)) continue;
        const answer = answers.includes("unknown") ? "unknown" : "violation";
        yield { path, answer, message: `not everything is tagged with ${keys.join(" or ")}` };
      }
      yield* ofWorkspace(view.facts, tags, index);
    }
  },
  passes: [
    { shows: "a stack of a network", configuration: example({ kind: "network" }, { ...TAGS, network: "dev" }) },
    {
      shows: "a stack of a customer",
      configuration: example(
        { kind: "service", environment: "qa", workspace: "acme" },
        { ...TAGS, environment: "qa", workspace: "acme" },
      ),
    },
  ],
  fails: [
    { shows: "no tags", configuration: { provider: { aws: [{ region: "eu-west-1" }] } } },
    {
      shows: "no cost center",
      configuration: example({ kind: "network" }, { ...TAGS, network: "dev", "cost-center": "" }),
    },
    {
      shows: "a stack of an environment that names the network alone",
      configuration: example({ kind: "service", environment: "qa" }, { ...TAGS, network: "dev" }),
    },
    {
      shows: "a workspace that carries the name of another",
      configuration: example(
        { kind: "service", environment: "qa", workspace: "acme" },
        { ...TAGS, environment: "qa", workspace: "umbrella" },
      ),
    },
  ],
};

/** Keys of which one has to be there, each. */
const demandedOf = ({ environment }: StackFacts): readonly (readonly [string, ...string[]])[] => [
  ...ALWAYS.map((key) => [key] as const),
  environment === undefined ? ["environment", "env", "network"] : ["environment", "env"],
];

function* ofWorkspace({ workspace }: StackFacts, tags: Block, index: number): Iterable<Judgement> {
  if (workspace === undefined || tags.workspace === workspace) return;
  const path = `provider.aws[${index}].default_tags.workspace`;
  yield { path, answer: "violation", message: `not everything is tagged with the workspace ${workspace}` };
}
