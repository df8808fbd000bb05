import type { Judgement, Rule } from "../../rule";
import { awsProviders, defaultTagsIn } from "../../settings";
import { type Block, isBlock, isUnknown, textIn } from "../../value";
import type { Resource, StackView } from "../../view/stack-view";

const example = (tags: object) => ({
  provider: { aws: [{ default_tags: [{ tags: { owner: "platform" } }] }] },
  resource: { aws_vpc: { a: { tags } } },
});

export const tagIsNotSaidTwice: Rule = {
  id: "tag-is-not-said-twice",
  what: "No resource repeats a tag of its provider with the same value.",
  why: "The provider then shows a change at every plan, or none where there is one (terraform-provider-aws#19204).",
  fix: "Leave the tag out of the resource: the provider sets it.",
  severity: "low",
  checks: [2],
  controls: [],
  types: [],
  judge: function* (view: StackView): Iterable<Judgement> {
    const byAlias = new Map(
      awsProviders(view).map((provider) => [textIn(provider.alias), defaultTagsIn(provider) ?? {}] as const),
    );
    if (byAlias.size === 0) return;
    for (const resource of view.resources) {
      const tags = resource.values.tags;
      if (isBlock(tags)) yield* repeatedIn(resource, tags, byAlias.get(resource.provider) ?? {});
    }
  },
  passes: [
    { shows: "a tag of its own", configuration: example({ Name: "dev" }) },
    { shows: "another value, which wins", configuration: example({ owner: "backend" }) },
  ],
  fails: [{ shows: "the same key and value", configuration: example({ Name: "dev", owner: "platform" }) }],
};

function* repeatedIn(resource: Resource, tags: Block, defaults: Block): Iterable<Judgement> {
  for (const [key, value] of Object.entries(tags)) {
    const known = defaults[key];
    if (known === undefined) continue;
    const isSame = isUnknown(value) && isUnknown(known) ? value.template === known.template : value === known;
    if (isSame) yield { resource, path: `tags.${key}`, answer: "violation", message: `it repeats the tag ${key}` };
  }
}
