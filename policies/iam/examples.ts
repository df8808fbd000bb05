/** A statement of an example, as IAM writes it. */
type RawStatement = Readonly<Record<string, unknown>>;

/** A policy as a text of JSON. */
export const raw = (...statements: readonly RawStatement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A role's own policy with one statement that allows. */
export const allows = (statement: RawStatement): object => ({
  resource: { aws_iam_role_policy: { a: { name: "a", role: "a", policy: raw({ Effect: "Allow", ...statement }) } } },
});

/** The statement by which a service takes a role for an account. */
export const SERVICE_TRUST = {
  Effect: "Allow",
  Principal: { Service: "ecs-tasks.amazonaws.com" },
  Action: "sts:AssumeRole",
  Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
};

/** A role that somebody may take. */
export const role = (trust: RawStatement, more: object = {}): object => ({
  aws_iam_role: { a: { name: "a", path: "/dev/", assume_role_policy: raw({ Effect: "Allow", ...trust }), ...more } },
});

const GITHUB = "token.actions.githubusercontent.com";

/** Claims of a job, for {@link githubTrust}. */
export type Claims = Readonly<Record<string, string | readonly string[]>>;

/** Claims of a job of one repository in one environment. */
export const JOB: Claims = {
  aud: "sts.amazonaws.com",
  sub: "repo:acme@1001/infra@2002:environment:dev",
  repository_id: "2002",
};

/** The statement by which jobs on GitHub with some claims take a role. */
export const githubTrust = (claims: Claims, operator = "StringEquals"): RawStatement => ({
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${GITHUB}` },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: {
    [operator]: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${GITHUB}:${claim}`, value])),
  },
});

/** A role that jobs on GitHub with some claims take. */
export const githubRole = (claims: Claims, operator?: string): object => ({
  resource: role(githubTrust(claims, operator)),
});
