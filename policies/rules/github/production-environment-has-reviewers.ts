import { environmentExample as example, inEnvironment } from "../../parse/github-environments";
import type { Judgement, Rule } from "../../rule";
import { blocksIn, isUnknown, itemsIn, textIn } from "../../value";
import { ofType, type Resource, type StackView } from "../../view/stack-view";

const TYPES = ["github_repository_environment"];
const VARIABLE = "github_actions_environment_variable";

const protection = (value: string) => ({ [VARIABLE]: [{ variable_name: "PROTECTION", value }] });
const REVIEWED = { reviewers: [{ teams: [1] }], prevent_self_review: true };

export const productionEnvironmentHasReviewers: Rule = {
  id: "production-environment-has-reviewers",
  what: "In an environment of production, somebody else than who asked approves each job.",
  why: "One person alone, or one stolen account, would otherwise change production.",
  fix: "Name reviewers and set prevent_self_review; what is no production says so by its variable PROTECTION.",
  severity: "critical",
  checks: [9],
  controls: [],
  types: TYPES,
  judge: function* (view): Iterable<Judgement> {
    for (const resource of ofType(view, ...TYPES)) {
      if (isOutsideProduction(view, resource)) continue;
      const reviewers = itemsIn(resource.values.reviewers);
      const named = blocksIn(resource.values.reviewers).flatMap(({ teams, users }) => [
        ...itemsIn(teams),
        ...itemsIn(users),
      ]);
      const path = "reviewers";
      // A team that is made with it has no number yet, and is one all the same.
      if (named.length === 0 && reviewers.some(isUnknown))
        yield { resource, path, answer: "unknown", message: "who approves is not known yet" };
      else if (named.length === 0) yield { resource, path, answer: "violation", message: "nobody approves its jobs" };
      else if (isUnknown(resource.values.prevent_self_review))
        yield { resource, path: "prevent_self_review", answer: "unknown", message: "who approves is not known yet" };
      else if (resource.values.prevent_self_review !== true)
        yield { resource, path: "prevent_self_review", answer: "violation", message: "whoever asks may approve" };
    }
  },
  passes: [
    { shows: "a team that approves", configuration: example(REVIEWED, protection("production")) },
    { shows: "what says that it is no production", configuration: example({}, protection("none")) },
  ],
  fails: [
    { shows: "production that nobody approves", configuration: example({}, protection("production")) },
    { shows: "what does not say what it is", configuration: example({}) },
    {
      shows: "production that who asks may approve",
      configuration: example({ ...REVIEWED, prevent_self_review: false }, protection("production")),
    },
    { shows: "reviewers of whom there are none", configuration: example({ reviewers: [{ teams: [] }] }) },
  ],
};

/** Silence is no answer: an environment that does not say what it is counts as production. */
const isOutsideProduction = (view: StackView, environment: Resource): boolean =>
  inEnvironment(view, environment, VARIABLE).some(
    ({ values }) => textIn(values.variable_name) === "PROTECTION" && textIn(values.value) === "none",
  );
