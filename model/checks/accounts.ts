import type { Entries, Entry } from "../entries/read";
import { own } from "../own";
import { error, type Problem } from "../problems";

/** What an account has once, exactly one network makes: IAM refuses a second provider of one URL. */
export function checkAccounts({ organisation, networks }: Entries): readonly Problem[] {
  if (!organisation) return [];
  return Object.keys(organisation.value.accounts).flatMap((account) => [
    ...sameId(organisation, account),
    ...guard(organisation, account, networks),
  ]);
}

function sameId({ value, at }: Entry<"organisation">, account: string): readonly Problem[] {
  const id = own(value.accounts, account)?.id;
  const first = Object.entries(value.accounts).find(([, other]) => other.id === id)?.[0];
  if (first === undefined || first === account) return [];
  return [
    error(
      at("accounts", account, "id"),
      `the accounts ${first} and ${account} have one id, ${id}`,
      `Take ${account} away, and let its networks stand in ${first}.`,
    ),
  ];
}

function guard(
  { value, at, atKey }: Entry<"organisation">,
  account: string,
  networks: readonly Entry<"network">[],
): readonly Problem[] {
  const here = networks.filter((network) => network.value.account === account).map((network) => network.value.name);
  const guardedBy = own(value.accounts, account)?.guardedBy;
  if (guardedBy !== undefined && !here.includes(guardedBy))
    return [
      error(
        at("accounts", account, "guardedBy"),
        `accounts.${account}.guardedBy is "${guardedBy}", which is no network in this account`,
        here.length > 0 ? `Use ${here.join(" or ")}.` : "Take it away: no network stands in this account.",
      ),
    ];
  if (guardedBy === undefined && here.length > 1)
    return [
      error(
        atKey("accounts", account),
        `${here.join(" and ")} share the account ${account}, and nothing says which of them makes what an account has once`,
        `Add guardedBy: ${here[0]}. Do not change it later: what it made would be made again elsewhere.`,
      ),
    ];
  return [];
}
