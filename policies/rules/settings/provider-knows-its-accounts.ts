import type { Judgement, Rule } from "../../rule";
import { awsProviders } from "../../settings";
import { isUnknown, itemsIn, type Value } from "../../value";
import type { StackView } from "../../view/stack-view";

const ACCOUNT = /^\d{12}$/;

export const providerKnowsItsAccounts: Rule = {
  id: "provider-knows-its-accounts",
  what: "Each configuration of the AWS provider names the account that it may touch.",
  why: "Credentials of another account in the shell, and what was meant for one account is made in another.",
  fix: "Set allowed_account_ids of the provider to the twelve digits of the account.",
  severity: "high",
  checks: [2],
  controls: [],
  types: [],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const [index, provider] of awsProviders(view).entries()) {
      const path = `provider.aws[${index}].allowed_account_ids`;
      const ids = itemsIn(provider.allowed_account_ids);
      if (ids.length === 0) yield { path, answer: "violation", message: "it may touch any account" };
      for (const id of ids.filter((each) => !isAccount(each))) {
        if (isUnknown(id)) yield { path, answer: "unknown", message: "the account is not known yet" };
        else yield { path, answer: "violation", message: `${JSON.stringify(id)} is no account of twelve digits` };
      }
    }
  },
  passes: [
    {
      shows: "one account",
      configuration: { provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["111111111111"] }] } },
    },
  ],
  fails: [
    { shows: "a provider in a list", configuration: { provider: [{ aws: { region: "eu-west-1" } }] } },

    { shows: "none named", configuration: { provider: { aws: [{ region: "eu-west-1" }] } } },
    {
      shows: "an alias that forgets it",
      configuration: {
        provider: { aws: [{ allowed_account_ids: ["111111111111"] }, { alias: "global", region: "us-east-1" }] },
      },
    },
    { shows: "no account", configuration: { provider: { aws: [{ allowed_account_ids: [""] }] } } },
  ],
};

const isAccount = (value: Value): boolean => typeof value === "string" && ACCOUNT.test(value);
