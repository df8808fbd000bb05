import { Repository, type RepositoryProps } from "../../../constructs/github/repository";
import { onGithub, ref } from "../../support/github-stack";
import { resourceOf, resourcesOf } from "../../support/synthesize";

const repository = (props: Partial<RepositoryProps> = {}) =>
  onGithub((scope) => {
    new Repository(scope, "orders", {
      name: "orders",
      description: "Orders of customers.",
      secretProtection: "standalone",
      squashOnly: false,
      ...props,
    });
  });

const ENABLED = { status: "enabled" };

const GIT_FLOW = {
  name: "orders",
  description: "Orders of customers.",
  visibility: "private",
  has_issues: true,
  has_projects: false,
  has_wiki: false,
  has_discussions: false,
  allow_merge_commit: true,
  allow_squash_merge: true,
  allow_rebase_merge: false,
  allow_auto_merge: true,
  allow_update_branch: true,
  delete_branch_on_merge: true,
  squash_merge_commit_title: "PR_TITLE",
  squash_merge_commit_message: "PR_BODY",
  merge_commit_title: "PR_TITLE",
  merge_commit_message: "PR_BODY",
  auto_init: true,
  archive_on_destroy: true,
  vulnerability_alerts: true,
  security_and_analysis: { secret_scanning: ENABLED, secret_scanning_push_protection: ENABLED },
  lifecycle: { prevent_destroy: true },
};

describe("a repository", () => {
  const stack = repository();

  test("is private, scanned, never deleted, and merged as it is or as one commit", () => {
    expect(resourcesOf(stack, "github_repository")).toEqual({ orders_repository_C2C457C5: GIT_FLOW });
    expect(stack.import).toBeUndefined();
  });

  test("gets pull requests that mend vulnerable dependencies", () => {
    expect(resourceOf(stack, "github_repository_dependabot_security_updates")).toEqual({
      repository: ref("github_repository.orders_repository_C2C457C5.name"),
      enabled: true,
    });
  });

  test("of one branch is merged as one commit alone", () => {
    const { merge_commit_title, merge_commit_message, ...rest } = GIT_FLOW;
    expect(resourceOf(repository({ squashOnly: true }), "github_repository")).toEqual({
      ...rest,
      allow_merge_commit: false,
    });
  });

  test("can be seen in the whole enterprise", () => {
    expect(resourceOf(repository({ visibility: "internal" }), "github_repository").visibility).toBe("internal");
  });

  test("has Advanced Security where secret scanning comes with it", () => {
    const { security_and_analysis } = resourceOf(
      repository({ secretProtection: "advanced-security" }),
      "github_repository",
    );
    expect(security_and_analysis).toEqual({
      advanced_security: ENABLED,
      secret_scanning: ENABLED,
      secret_scanning_push_protection: ENABLED,
    });
  });

  test("that is there already is taken over by its name, and its first commit is not asked for", () => {
    const stack = repository({ exists: true });
    expect(stack.import).toEqual([{ id: "orders", to: "github_repository.orders_repository_C2C457C5" }]);
    expect(resourceOf(stack, "github_repository").lifecycle).toEqual({
      prevent_destroy: true,
      ignore_changes: ["auto_init"],
    });
  });
});

describe("a public repository", () => {
  const stack = repository({
    publicBecause: { because: "Customers read the examples.", owner: "backend", until: "2027-06-30" },
    secretProtection: "advanced-security",
  });

  test("has what is always on for public ones, and does not ask for it", () => {
    expect(resourceOf(stack, "github_repository")).toEqual({ ...GIT_FLOW, visibility: "public" });
  });

  test("says why beside it, and until when", () => {
    expect(stack.resource?.github_repository?.orders_repository_C2C457C5?.["//"]).toMatchObject({
      policy: {
        waivers: [
          {
            rule: "repository-is-not-public",
            reason: "Customers read the examples.",
            owner: "backend",
            expires: "2027-06-30",
          },
        ],
      },
    });
  });
});
