import type { PolicyStatement } from "../parse/policy-document";
import { isUnknown, textIn, type Value } from "../value";
import type { Resource, StackView } from "../view/stack-view";
import { conditionsOn } from "./conditions";
import { covers } from "./patterns";
import { allowing, readableIn } from "./placed-policies";

/** Who signs the tokens of jobs on GitHub. */
export const GITHUB = "token.actions.githubusercontent.com";

/** Providers of AWS itself and of people's sign-in, whose tokens have other claims. */
const OF_PEOPLE = /^(?:cognito-identity\.amazonaws\.com|www\.amazon\.com|graph\.facebook\.com|accounts\.google\.com)$/;

/** A statement by which holders of tokens of an OpenID Connect provider take a role. */
export interface OidcTrust {
  readonly resource: Resource;
  readonly path: string;
  readonly statement: PolicyStatement;
  readonly isGithub: boolean;
}

/** Every statement of a stack by which tokens are exchanged for a role. */
export const oidcTrustsIn = (view: StackView): readonly OidcTrust[] => trustsIn(view, isOidc);

/** The same, and those by which people who signed in elsewhere take one. */
export const tokenTrustsIn = (view: StackView): readonly OidcTrust[] => trustsIn(view, takesTokens);

const trustsIn = (view: StackView, isMeant: (statement: PolicyStatement) => boolean): readonly OidcTrust[] =>
  readableIn(view, "trust").flatMap((policy) =>
    allowing(policy)
      .filter(({ statement }) => isMeant(statement))
      .map(({ statement, at }) => ({ ...at, statement, isGithub: isOfGithub(view, statement) })),
  );

const isOidc = (statement: PolicyStatement): boolean =>
  takesTokens(statement) && !statement.principals.Federated?.every(isOfPeople);

const takesTokens = ({ actions, principals: { Federated: providers = [] } }: PolicyStatement): boolean =>
  providers.some((each) => !textIn(each)?.includes(":saml-provider/")) &&
  covers(actions, "sts:AssumeRoleWithWebIdentity");

const isOfPeople = (provider: Value): boolean => {
  const text = textIn(provider);
  return text !== undefined && (OF_PEOPLE.test(text) || text.includes(":saml-provider/"));
};

/** By the provider's ARN, by the keys and values of conditions, or by the provider that the stack makes. */
function isOfGithub({ resources }: StackView, { principals, conditions }: PolicyStatement): boolean {
  const { Federated: providers = [] } = principals;
  const texts = providers.map((each) => (isUnknown(each) ? (each.template ?? "") : String(each)));
  const made = providers
    .filter(isUnknown)
    .flatMap(({ references }) => resources.filter(({ address }) => references.includes(address)))
    .map(({ values }) => textIn(values.url) ?? "");
  return (
    [...texts, ...made].some((text) => text.includes(GITHUB)) ||
    conditions.some(({ key }) => key.startsWith(`${GITHUB}:`)) ||
    conditionsOn({ conditions } as PolicyStatement, ":sub").some(({ values }) =>
      values.some((value) => textIn(value)?.startsWith("repo:")),
    )
  );
}

/** The subjects that a trust accepts by exact equality: none when it accepts others, too. */
export const subjectsOf = ({ statement }: OidcTrust): readonly Value[] =>
  conditionsOn(statement, ":sub").flatMap(({ values }) => values);
