import { valueAt } from "../../demand";
import type { Judgement, Rule } from "../../rule";
import { blocksIn, isUnknown, itemsIn, numberIn, textIn, type Value } from "../../value";
import { about, ofType, type Resource, type StackView } from "../../view/stack-view";

const TYPES = ["github_repository"];

/** What a ruleset has to hold, by path, and what is so without it. */
const DEMANDS: readonly (readonly [path: string, isRight: (value: Value | undefined) => boolean, otherwise: string])[] =
  [
    ["enforcement", (value) => value === "active", "is not enforced"],
    ["rules.deletion", (value) => value === true, "lets the branch be deleted"],
    ["rules.non_fast_forward", (value) => value === true, "lets the branch be overwritten"],
    [
      "rules.pull_request.required_approving_review_count",
      (value) => (numberIn(value) ?? 0) >= 1,
      "asks nobody to approve a change",
    ],
  ];

const example = (ruleset: object | undefined, branch?: object): object => ({
  resource: {
    github_repository: { a: { name: "orders", visibility: "private" } },
    ...(ruleset && { github_repository_ruleset: { rules: { repository: "orders", target: "branch", ...ruleset } } }),
    ...(branch && { github_branch_default: { branch: { repository: "orders", ...branch } } }),
  },
});

const RULES = { deletion: true, non_fast_forward: true, pull_request: { required_approving_review_count: 1 } };
const covers = (...include: readonly string[]) => ({
  enforcement: "active",
  conditions: { ref_name: { include, exclude: [] } },
  rules: RULES,
});

export const defaultBranchIsProtected: Rule = {
  id: "default-branch-is-protected",
  what: "The default branch of a repository takes approved pull requests alone, and is neither deleted nor overwritten.",
  why: "Whoever may push would otherwise decide alone what is deployed.",
  fix: "Add an active github_repository_ruleset for ~DEFAULT_BRANCH with deletion, non_fast_forward and pull_request.",
  severity: "critical",
  checks: [],
  controls: [],
  types: TYPES,
  judge: function* (view): Iterable<Judgement> {
    for (const resource of ofType(view, ...TYPES)) {
      const rulesets = rulesetsOf(view, resource);
      const covering = rulesets.filter((ruleset) => coversDefault(view, resource, ruleset));
      if (covering.length === 0) {
        const answer = rulesets.some(({ values }) => hasUnknown(includedIn(values))) ? "unknown" : "violation";
        yield { resource, answer, message: "no ruleset covers its default branch" };
      } else if (!covering.some((ruleset) => faultsOf(ruleset).length === 0)) {
        for (const ruleset of covering)
          for (const [path, answer, message] of faultsOf(ruleset)) yield { resource: ruleset, path, answer, message };
      }
    }
  },
  passes: [
    { shows: "the default branch, whatever it is", configuration: example(covers("~DEFAULT_BRANCH")) },
    {
      shows: "the default branch by its name",
      configuration: example(covers("refs/heads/develop"), { branch: "develop" }),
    },
  ],
  fails: [
    { shows: "no ruleset", configuration: example(undefined) },
    {
      shows: "a ruleset of another branch",
      configuration: example(covers("refs/heads/main"), { branch: "develop" }),
    },
    {
      shows: "a ruleset that only watches",
      configuration: example({ ...covers("~DEFAULT_BRANCH"), enforcement: "evaluate" }),
    },
    {
      shows: "a branch that may be overwritten",
      configuration: example({ ...covers("~DEFAULT_BRANCH"), rules: { ...RULES, non_fast_forward: false } }),
    },
    {
      shows: "a branch that may be deleted",
      configuration: example({ ...covers("~ALL"), rules: { ...RULES, deletion: false } }),
    },
    {
      shows: "changes that nobody approves",
      configuration: example({ ...covers("~DEFAULT_BRANCH"), rules: { ...RULES, pull_request: {} } }),
    },
    {
      shows: "a default branch that is taken out again",
      configuration: example({
        ...covers("~ALL"),
        conditions: { ref_name: { include: ["~ALL"], exclude: ["~DEFAULT_BRANCH"] } },
      }),
    },
  ],
};

const rulesetsOf = (view: StackView, repository: Resource): readonly Resource[] =>
  about(view, repository, "github_repository_ruleset", "repository", ["name"]).filter(
    ({ values }) => textIn(values.target) === "branch",
  );

function coversDefault(view: StackView, repository: Resource, { values }: Resource): boolean {
  const names = new Set(["~ALL", "~DEFAULT_BRANCH"]);
  for (const { values } of about(view, repository, "github_branch_default", "repository", ["name"])) {
    const branch = textIn(values.branch);
    if (branch !== undefined) names.add(`refs/heads/${branch}`);
  }
  const covers = (refs: readonly Value[]) => refs.some((ref) => names.has(textIn(ref) ?? ""));
  return covers(includedIn(values)) && !covers(refsIn(values, "exclude"));
}

const includedIn = (values: Resource["values"]): readonly Value[] => refsIn(values, "include");

const refsIn = (values: Resource["values"], which: "include" | "exclude"): readonly Value[] =>
  blocksIn(values.conditions).flatMap(({ ref_name }) => blocksIn(ref_name).flatMap((block) => itemsIn(block[which])));

const hasUnknown = (values: readonly Value[]): boolean => values.some(isUnknown);

type Fault = readonly [path: string, answer: Judgement["answer"], message: string];

function faultsOf({ values }: Resource): readonly Fault[] {
  return DEMANDS.flatMap(([path, isRight, otherwise]): Fault[] => {
    const value = valueAt(values, path);
    if (isUnknown(value)) return [[path, "unknown", `\`${path}\` is not known yet`]];
    return isRight(value) ? [] : [[path, "violation", otherwise]];
  });
}
