import { TerraformOutput } from "cdktf";
import { GitHubProvider, githubProviderArn } from "../../../constructs/iam/github-provider";
import { GitHubRole, type GitHubRoleProps, type GitHubTrust } from "../../../constructs/iam/github-role";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const trust: GitHubTrust = {
  providerArn: githubProviderArn("111111111111"),
  repositoryId: 1043718265,
  subject: "repo:equipweb@148205917/infra@1043718265:pull_request",
};

const roleOf = (props: Partial<GitHubRoleProps> = {}, withProvider = false) =>
  synthesizeConstruct((scope) => {
    const provider = withProvider && new GitHubProvider(scope, "github");
    const { arn } = new GitHubRole(scope, "role", {
      name: "dev-plan",
      path: "/bootstrap/dev/",
      description: "Plans",
      trusts: [trust],
      boundaryArn: "arn:aws:iam::111111111111:policy/b",
      policies: { "read-only": "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      ...props,
      ...(provider && { after: [provider.resource] }),
    });
    new TerraformOutput(scope, "arn", { value: arn });
  });

const trusting = (fields: Partial<GitHubTrust>): unknown =>
  JSON.parse(String(resourceOf(roleOf({ trusts: [{ ...trust, ...fields }] }), "aws_iam_role").assume_role_policy));

test("a managed policy says beside itself why it is there all the same", () => {
  const waiver = { rule: "a-rule", reason: "it is right here", owner: "platform", expires: "2027-01-31" };
  const policies = {
    all: "arn:aws:iam::aws:policy/AdministratorAccess",
    some: "arn:aws:iam::aws:policy/ReadOnlyAccess",
  };
  const { resource } = roleOf({ policies, waivers: { all: waiver } }) as unknown as {
    readonly resource: Record<string, Record<string, Record<string, unknown>>>;
  };
  const attachments = Object.values(resource.aws_iam_role_policy_attachment ?? {});
  expect(attachments.map((each) => [each.policy_arn, (each["//"] as { policy?: unknown }).policy])).toEqual([
    [policies.all, { waivers: [waiver] }],
    [policies.some, undefined],
  ]);
});

describe("the provider of GitHub's tokens", () => {
  test("is for AWS alone, guarded, and without thumbprints", () => {
    expect(resourcesOf(roleOf({}, true), "aws_iam_openid_connect_provider")).toEqual({
      github_6EF23427: {
        url: "https://token.actions.githubusercontent.com",
        client_id_list: ["sts.amazonaws.com"],
        lifecycle: { prevent_destroy: true },
      },
    });
  });

  test("has an ARN that is known before it is made", () => {
    expect(githubProviderArn("111111111111")).toBe(
      "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
    );
  });
});

describe("a role that jobs on GitHub take", () => {
  const stack = roleOf();

  test("is bounded, and taken for at most an hour", () => {
    expect(resourcesOf(stack, "aws_iam_role")).toEqual({
      role_C7B7E775: {
        name: "dev-plan",
        path: "/bootstrap/dev/",
        description: "Plans",
        assume_role_policy: expect.any(String),
        permissions_boundary: "arn:aws:iam::111111111111:policy/b",
        max_session_duration: 3600,
      },
    });
    expect(stack.output).toEqual({ arn: { value: ref("aws_iam_role.role_C7B7E775.arn") } });
  });

  test("is made after the provider where one stack makes both", () => {
    expect(resourceOf(roleOf({}, true), "aws_iam_role").depends_on).toEqual([
      "aws_iam_openid_connect_provider.github_6EF23427",
    ]);
  });

  test("trusts one audience, one whole subject and one repository", () => {
    expect(trusting({})).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "JobsTakeRole",
          Effect: "Allow",
          Principal: { Federated: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
              "token.actions.githubusercontent.com:sub": "repo:equipweb@148205917/infra@1043718265:pull_request",
              "token.actions.githubusercontent.com:repository_id": "1043718265",
            },
          },
        },
      ],
    });
  });

  test("trusts several whole subjects of one repository, with the workflows that go with them", () => {
    const environment = (name: string) => `repo:equipweb@148205917/infra@1043718265:environment:${name}`;
    const subjects = [environment("qro-client"), environment("qro-prod")];
    const workflows = ["w@refs/heads/main", "x@refs/heads/main"];
    expect(trusting({ subject: subjects, workflow: workflows })).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:sub": subjects,
              "token.actions.githubusercontent.com:job_workflow_ref": workflows,
            },
          },
        },
      ],
    });
    expect(trusting({ subject: [environment("one")] })).toEqual(trusting({ subject: environment("one") }));
  });

  test.each<readonly [string, Partial<GitHubTrust>, string]>([
    [
      "a star among subjects",
      { subject: [trust.subject as string, "repo:equipweb@148205917/infra@1043718265:*"] },
      'the subject of a trust in GitHub is "repo:equipweb@148205917/infra@1043718265:*"',
    ],
    [
      "subjects of two repositories, of which one number is checked",
      { subject: [trust.subject as string, "repo:stranger@1/infra@2:pull_request"] },
      "names subjects of equipweb@148205917/infra@1043718265 and stranger@1/infra@2, and the numbers 1043718265;",
    ],
    [
      "subjects of two repositories, of which one does not say its number",
      {
        repositoryId: [1043718265, 1043718277],
        subject: [trust.subject as string, "repo:equipweb/edgecafe:pull_request"],
      },
      "names subjects of equipweb@148205917/infra@1043718265 and equipweb/edgecafe, and the numbers 1043718265, 1043718277;",
    ],
    [
      "the number of a repository of which there is no subject",
      {
        repositoryId: [1043718265, 1043718277, 3],
        subject: [trust.subject as string, "repo:equipweb@148205917/edgecafe@1043718277:pull_request"],
      },
      "and the numbers 1043718265, 1043718277, 3;",
    ],
    ["no subject", { subject: [] }, "has an empty list of subjects or workflows"],
    ["no workflow, which would be any", { workflow: [] }, "has an empty list of subjects or workflows"],
  ])("does not trust %s", (_, fields, message) => {
    expect(() => trusting(fields)).toThrow(message);
  });

  test("trusts subjects of several repositories, where each says its number", () => {
    const subjects = [trust.subject as string, "repo:equipweb@148205917/edgecafe@1043718277:pull_request"];
    expect(trusting({ repositoryId: [1043718265, 1043718277], subject: subjects })).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:sub": subjects,
              "token.actions.githubusercontent.com:repository_id": ["1043718265", "1043718277"],
            },
          },
        },
      ],
    });
  });

  test("trusts one branch, one workflow file and one region, where they are named", () => {
    expect(trusting({ ref: "refs/heads/dev", workflow: "w@refs/heads/dev", region: "eu-west-1" })).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:repository_id": "1043718265",
              "token.actions.githubusercontent.com:ref": "refs/heads/dev",
              "token.actions.githubusercontent.com:job_workflow_ref": "w@refs/heads/dev",
              "aws:RequestedRegion": "eu-west-1",
            },
          },
        },
      ],
    });
  });

  test("trusts several kinds of jobs, each by conditions of its own", () => {
    const trusts = [trust, { ...trust, sid: "NightlyJobsTakeRole", subject: "repo:equipweb/infra:environment:dev" }];
    const { Statement } = JSON.parse(String(resourceOf(roleOf({ trusts }), "aws_iam_role").assume_role_policy));
    const subject = "token.actions.githubusercontent.com:sub";
    expect(
      (Statement as { Sid: string; Condition: { StringEquals: Record<string, string> } }[]).map(
        ({ Sid, Condition }) => [Sid, Condition.StringEquals[subject]],
      ),
    ).toEqual([
      ["JobsTakeRole", trust.subject],
      ["NightlyJobsTakeRole", "repo:equipweb/infra:environment:dev"],
    ]);
  });

  test("is taken for longer where that is said", () => {
    expect(resourceOf(roleOf({ sessionSeconds: 7200 }), "aws_iam_role").max_session_duration).toBe(7200);
  });

  test("has the policies that it is given, and its own", () => {
    const own = roleOf({
      inline: { reads: [{ sid: "Reads", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/*"] }] },
    });
    expect(resourcesOf(own, "aws_iam_role_policy_attachment")).toEqual({
      "role_has-read-only_C4ADB4A6": {
        role: ref("aws_iam_role.role_C7B7E775.name"),
        policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      },
    });
    const inline = resourceOf(own, "aws_iam_role_policy");
    expect(inline).toEqual({ name: "reads", role: ref("aws_iam_role.role_C7B7E775.name"), policy: expect.any(String) });
    expect(JSON.parse(String(inline.policy)).Statement).toEqual([
      { Sid: "Reads", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" },
    ]);
    expect(resourcesOf(stack, "aws_iam_role_policy")).toEqual({});
  });
});

describe("a subject", () => {
  test.each([
    ["of every job", "repo:equipweb/infra:*"],
    ["of every repository", "repo:equipweb/*:environment:main"],
    ["of every environment", "repo:equipweb/infra:environment:*"],
    ["of some branches", "repo:equipweb/infra:ref:refs/heads/release-?"],
    ["of a repository alone", "repo:equipweb/infra"],
    ["of nobody", ""],
  ])("%s is refused", (_, subject) => {
    expect(() => trusting({ subject })).toThrow(
      `the subject of a trust in GitHub is "${subject}"; name one environment, one branch or tag, or pull_request, without a star`,
    );
  });

  test.each([
    "repo:equipweb/infra:environment:main",
    "repo:equipweb@1/infra@2:environment:main",
    "repo:equipweb/infra:ref:refs/heads/main",
    "repo:equipweb/infra:ref:refs/tags/v1",
    "repo:equipweb/infra:pull_request",
  ])("%s is a whole one", (subject) => {
    expect(() => trusting({ subject })).not.toThrow();
  });
});
