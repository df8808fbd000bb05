import { type Configuration, first, type Mutation } from "../mutation";

const STACK = "github-orders";

/** The environment `prod` of the repository `orders`. */
const prod = ({ resource }: Configuration): Configuration => {
  const [, environment] = Object.entries(resource.github_repository_environment).find(([id]) =>
    id.startsWith("environment-prod_"),
  ) as [string, Configuration];
  return environment;
};

/** Changes that somebody could propose to what stands on GitHub. */
export const GITHUB_MUTATIONS: readonly Mutation[] = [
  {
    check: 9,
    does: "lets one person deploy production alone",
    stack: STACK,
    mutate: (configuration) => {
      delete prod(configuration).reviewers;
    },
    rule: "production-environment-has-reviewers",
    address: /^github_repository_environment\.environment-prod_/,
  },
  {
    check: 9,
    does: "lets whoever asks for production approve it",
    stack: STACK,
    mutate: (configuration) => {
      prod(configuration).prevent_self_review = false;
    },
    rule: "production-environment-has-reviewers",
    address: /^github_repository_environment\.environment-prod_/,
  },
  {
    check: 8,
    does: "lets every branch take the role of an environment",
    stack: STACK,
    mutate: (configuration) => {
      delete prod(configuration).deployment_branch_policy;
    },
    rule: "environment-names-its-branches",
    address: /^github_repository_environment\.environment-prod_/,
  },
  {
    check: 9,
    does: "lets administrators pass an approval by",
    stack: STACK,
    mutate: (configuration) => {
      prod(configuration).can_admins_bypass = true;
    },
    rule: "nobody-passes-protection-by",
    address: /^github_repository_environment\.environment-prod_/,
  },
  {
    check: 4,
    does: "puts a key into an Actions variable",
    stack: "github-infra",
    mutate: (configuration) => {
      first(configuration, "github_actions_variable").variable_name = "AWS_SECRET_ACCESS_KEY";
    },
    rule: "variables-hold-no-secret",
    address: /^github_actions_variable\./,
  },
  {
    check: 8,
    does: "lets the default branch be overwritten",
    stack: STACK,
    mutate: ({ resource }) => {
      for (const ruleset of Object.values<Configuration>(resource.github_repository_ruleset))
        ruleset.rules.non_fast_forward = false;
    },
    rule: "default-branch-is-protected",
    address: /^github_repository_ruleset\./,
  },
  {
    check: 4,
    does: "makes a repository public",
    stack: STACK,
    mutate: (configuration) => {
      first(configuration, "github_repository").visibility = "public";
    },
    rule: "repository-is-not-public",
    address: /^github_repository\./,
  },
  {
    check: 4,
    does: "takes pushes that hold secrets",
    stack: STACK,
    mutate: (configuration) => {
      delete first(configuration, "github_repository").security_and_analysis.secret_scanning_push_protection;
    },
    rule: "repository-is-scanned-for-secrets",
    address: /^github_repository\./,
  },
];
