import type { OrganisationRule } from "../organisation-rule";
import { placeOf } from "../stack-place";
import { ofType } from "../view/stack-view";

const TYPE = "aws_iam_openid_connect_provider";
const URL = "https://token.actions.githubusercontent.com";

const stack = (account: string, ...names: readonly string[]) => ({
  provider: { aws: [{ allowed_account_ids: [account] }] },
  resource: { [TYPE]: Object.fromEntries(names.map((name) => [name, { url: URL }])) },
});

export const accountHasOneOidcProvider: OrganisationRule = {
  id: "account-has-one-oidc-provider",
  what: "Each account has one OpenID Connect provider, in one stack.",
  why: "IAM takes each address once: the second stack fails at its apply, or takes the trust of all roles with it when it goes.",
  fix: "Leave it to the stack that bootstraps the account; elsewhere name it by its ARN.",
  severity: "high",
  checks: [10],
  controls: [],
  judge: function* (views) {
    const first = new Map<string, string>();
    for (const view of views) {
      for (const resource of ofType(view, TYPE)) {
        const { account } = placeOf(view, resource);
        if (account === undefined) {
          const message = "its account is not known, so that nothing tells whether it is the only one";
          yield { stack: view.id, resource, answer: "unknown", message };
          continue;
        }
        const owner = first.get(account);
        if (owner === undefined) first.set(account, `${resource.address} of ${view.id}`);
        else {
          const message = `the account ${account} has another one, ${owner}`;
          yield { stack: view.id, resource, answer: "violation", message };
        }
      }
    }
  },
  passes: [
    {
      shows: "one in each account",
      configurations: { dev: stack("111111111111", "github"), main: stack("222222222222", "github") },
    },
  ],
  fails: [
    {
      shows: "two stacks of one account",
      configurations: { dev: stack("111111111111", "github"), qa: stack("111111111111", "github") },
    },
    { shows: "two in one stack", configurations: { dev: stack("111111111111", "github", "again") } },
  ],
};
