import { viewOfConfiguration } from "../../../policies/view/from-configuration";
import { type Use, usesOf } from "../../../policies/workspaces/uses";
import { workspaceOf, workspacesIn } from "../../../policies/workspaces/workspaces";

const PLACE = { region: "eu-west-1", allowed_account_ids: ["111111111111"] };

const view = (workspace: string, resource: object = {}) =>
  viewOfConfiguration(workspace, {
    "//": { infra: { kind: "customer", workspace } },
    provider: { aws: [PLACE] },
    resource,
  } as never);

const tagged = (workspace: string) =>
  viewOfConfiguration("a", { provider: { aws: [{ default_tags: [{ tags: { workspace } }] }] } } as never);

describe("the workspace of a stack", () => {
  test("is that of its label, or else that of its tags", () => {
    expect(workspaceOf(view("acme"))).toBe("acme");
    expect(workspaceOf(tagged("umbrella"))).toBe("umbrella");
  });

  test("is none where it is shared", () => {
    expect(workspaceOf(tagged("shared"))).toBeUndefined();
    expect(workspaceOf(viewOfConfiguration("a", {}))).toBeUndefined();
  });
});

const statement = (fields: object) => ({
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a", ...fields }],
});

const usesOfRolePolicy = (fields: object): readonly Use[] => {
  const policy = JSON.stringify(statement(fields));
  return view("acme", { aws_iam_role_policy: { a: { policy } } }).resources.flatMap((each) => [...usesOf(each)]);
};

describe("what a policy of an identity reaches", () => {
  test("is what it allows, by the services of its actions", () => {
    const path = "policy.Statement[0].Resource";
    expect(usesOfRolePolicy({})).toEqual([{ path, text: "arn:aws:s3:::a", services: ["s3"] }]);
    expect(usesOfRolePolicy({ Action: ["logs:PutLogEvents", "kms:Decrypt"], Resource: "*" })).toEqual([
      { path, text: "*", services: ["logs", "kms"] },
    ]);
  });

  test("is everything but some, and with all actions but some", () => {
    expect(usesOfRolePolicy({ Resource: undefined, NotResource: "a" }).map(({ text }) => text)).toEqual(["*"]);
    expect(usesOfRolePolicy({ Action: undefined, NotAction: "a:b" }).map(({ services }) => services)).toEqual([["*"]]);
  });

  test("is nothing where it denies, lists alone, or asks for a tag of the resource", () => {
    expect(usesOfRolePolicy({ Effect: "Deny" })).toEqual([]);
    expect(usesOfRolePolicy({ Action: ["s3:ListBucket", "logs:DescribeLogGroups"] })[0]?.services).toEqual([]);
    expect(usesOfRolePolicy({ Condition: { StringEquals: { "aws:ResourceTag/workspace": "acme" } } })).toEqual([
      { path: "policy.Statement[0].Condition.aws:resourcetag/workspace", text: "acme" },
    ]);
  });
});

describe("what a text reaches", () => {
  const acme = view("acme", {
    aws_secretsmanager_secret: { db: { name: "dev/acme/db" } },
    aws_cloudwatch_log_group: { logs: { name: "/dev/acme" } },
    aws_dynamodb_table: { shared: { name: "orders" } },
  });
  const umbrella = view("umbrella", { aws_dynamodb_table: { shared: { name: "orders" } } });
  const workspaces = workspacesIn([acme, umbrella]);
  const own = workspaces.all[1];
  const reached = (text: string, services?: readonly string[]) =>
    own && workspaces.reachedBy({ path: "", text, ...(services && { services }) }, own)?.what;

  test.each([
    ["/dev/acme", undefined, "aws_cloudwatch_log_group.logs"],
    ["/dev/acme2", undefined, undefined],
    ["arn:aws:logs:eu-west-1:111111111111:log-group:/dev/acme:*", undefined, "aws_cloudwatch_log_group.logs"],
    ["arn:aws:logs:eu-west-1:111111111111:log-group:/dev/acme2:*", undefined, undefined],
    ["arn:aws:logs:eu-central-1:111111111111:log-group:/dev/acme:*", undefined, undefined],
    ["arn:aws:logs:eu-west-1:222222222222:log-group:*", undefined, undefined],
    ["arn:aws:secretsmanager:*:*:secret:dev/*", ["secretsmanager"], "aws_secretsmanager_secret.db"],
    ["*", ["logs"], "aws_cloudwatch_log_group.logs"],
    ["*", ["ecr"], undefined],
    ["*", [], undefined],
    ["*", undefined, undefined],
  ])("%s, by actions of %j: %s", (text, services, what) => {
    expect(reached(text, services)).toBe(what);
  });

  test("is the own thing when both have one of the same name", () => {
    expect(reached("orders")).toBeUndefined();
  });
});
