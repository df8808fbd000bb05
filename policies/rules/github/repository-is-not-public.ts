import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import { ofType, wanted } from "../../view/stack-view";

const TYPES = ["github_repository"];

export const repositoryIsNotPublic: Rule = {
  id: "repository-is-not-public",
  what: "A repository says that it is private or internal.",
  why: "The provider makes a repository public when nothing is said, and what was public once is copied within minutes.",
  fix: "Set visibility to private or internal, or waive the rule with the reason and a day.",
  severity: "high",
  checks: [],
  controls: [],
  types: TYPES,
  judge: function* (view): Iterable<Judgement> {
    for (const resource of ofType(view, ...TYPES)) {
      const visibility = wanted(resource, "visibility");
      const path = "visibility";
      if (isUnknown(visibility))
        yield { resource, path, answer: "unknown", message: "its visibility is not known yet" };
      else if (textIn(visibility) === "public") yield { resource, path, answer: "violation", message: "is public" };
      else if (visibility === undefined && resource.values.private !== true)
        yield { resource, path, answer: "violation", message: "does not say that it is private, and so is public" };
    }
  },
  passes: [
    { shows: "a private one", configuration: one("github_repository", { name: "orders", visibility: "private" }) },
    { shows: "an internal one", configuration: one("github_repository", { name: "orders", visibility: "internal" }) },
    { shows: "a private one, as older code says it", configuration: one("github_repository", { private: true }) },
  ],
  fails: [
    { shows: "a public one", configuration: one("github_repository", { name: "orders", visibility: "public" }) },
    { shows: "one that says nothing", configuration: one("github_repository", { name: "orders" }) },
  ],
};
