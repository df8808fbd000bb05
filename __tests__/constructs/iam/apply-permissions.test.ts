import { APPLY_ACTIONS, serviceOf } from "../../../aws/apply-actions";
import { POLICY_SIZES } from "../../../aws/policy-sizes";
import { applyPolicies } from "../../../constructs/iam/apply-permissions";
import { policyDocument, type Statement } from "../../../constructs/iam/policy-document";

const scope = {
  place: { accountId: "111111111111", region: "eu-west-1" },
  organisation: "equipweb",
  network: "dev",
  environments: ["dev", "qa"],
  boundaryArn: "arn:aws:iam::111111111111:policy/dev/dev-boundary",
};

const policies = applyPolicies(scope);
const statements = Object.values(policies).flat();
const called = (sid: string): Statement | undefined => statements.find((statement) => statement.sid === sid);
const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:111111111111:${name}`;
const global = (service: string, name: string) => `arn:aws:${service}:us-east-1:111111111111:${name}`;

describe("what a deployment may change", () => {
  test("is what its types of resources need, each action once or on its own terms", () => {
    const needed = [...new Set(Object.values(APPLY_ACTIONS).flat())].sort();
    const extra = ["iam:CreateServiceLinkedRole"];
    expect([...new Set(statements.flatMap(({ actions }) => actions))].sort()).toEqual([...needed, ...extra].sort());
  });

  test.each([
    ["an interface endpoint joins a zone of AWS to the VPC", "aws_vpc_endpoint", "route53:AssociateVPCWithHostedZone"],
    ["a repository is encrypted by a grant", "aws_ecr_repository", "kms:CreateGrant"],
    ["a secret's key is tried by encrypting", "aws_secretsmanager_secret", "kms:GenerateDataKey"],
    ["a secret's key is tried by decrypting", "aws_secretsmanager_secret", "kms:Decrypt"],
  ])("is also what AWS does in the caller's name: %s", (_, type, action) => {
    expect(APPLY_ACTIONS[type]).toContain(action);
    expect(statements.flatMap(({ actions }) => actions)).toContain(action);
  });

  test("is allowed on the network's own names, where AWS puts names into ARNs", () => {
    const scopes = Object.fromEntries(statements.map(({ sid, resources }) => [sid, resources]));
    expect(scopes).toMatchObject({
      ChangeAcm: [arn("acm", "certificate/*"), global("acm", "certificate/*")],
      ChangeApigateway: ["/apis*", "/domainnames*", "/tags/*"].map((path) => `arn:aws:apigateway:eu-west-1::${path}`),
      ChangeApplicationAutoscaling: [arn("application-autoscaling", "scalable-target/*")],
      ChangeCloudfront: [
        "distribution/*",
        "key-value-store/*",
        "origin-access-control/*",
        "response-headers-policy/*",
        "function/dev-sites-*",
        "function/dev-app-*",
        "function/qa-sites-*",
        "function/qa-app-*",
      ].map((name) => `arn:aws:cloudfront::111111111111:${name}`),
      ChangeCloudwatch: ["dev-service", "dev-app", "dev-deployer", "qa-service", "qa-app", "qa-deployer"].map((name) =>
        arn("cloudwatch", `alarm:${name}-*`),
      ),
      ChangeCodebuild: [arn("codebuild", "project/dev-deployer-*"), arn("codebuild", "project/qa-deployer-*")],
      ChangeCodedeploy: ["application", "deploymentgroup"].flatMap((kind) =>
        ["dev-service", "dev-deployer", "qa-service", "qa-deployer"].map((name) =>
          arn("codedeploy", `${kind}:${name}-*`),
        ),
      ),
      ChangeCodepipeline: [arn("codepipeline", "dev-deployer-*"), arn("codepipeline", "qa-deployer-*")],
      ChangeEc2: [arn("ec2", "*")],
      ChangeEcr: [arn("ecr", "repository/dev/*")],
      ChangeEcs: [
        arn("ecs", "cluster/dev"),
        arn("ecs", "service/dev/*"),
        arn("ecs", "task-definition/dev-service-*"),
        arn("ecs", "task-definition/qa-service-*"),
      ],
      ChangeElasticloadbalancing: [
        arn("elasticloadbalancing", "loadbalancer/app/dev-*"),
        arn("elasticloadbalancing", "listener/app/dev-*"),
        arn("elasticloadbalancing", "listener-rule/app/dev-*"),
        arn("elasticloadbalancing", "targetgroup/dev-service-*"),
        arn("elasticloadbalancing", "targetgroup/qa-service-*"),
      ],
      ChangeEvents: [arn("events", "rule/dev-deployer-*"), arn("events", "rule/qa-deployer-*")],
      ChangeLambda: [arn("lambda", "function:dev-app-*"), arn("lambda", "function:qa-app-*")],
      ChangeLogs: [
        arn("logs", "log-group:/dev/*"),
        global("logs", "delivery:*"),
        ...["delivery-source", "delivery-destination"].flatMap((kind) =>
          ["dev-sites", "dev-app", "qa-sites", "qa-app"].map((name) => global("logs", `${kind}:${name}-*`)),
        ),
      ],
      ChangeOwnObjects: ["dev", "qa"].flatMap((name) => [
        `arn:aws:s3:::equipweb-${name}-sites-*/stage.json`,
        `arn:aws:s3:::equipweb-${name}-sites-*/errors/404.html`,
        `arn:aws:s3:::equipweb-${name}-app-*/stage.json`,
        `arn:aws:s3:::equipweb-${name}-app-*/errors/404.html`,
        `arn:aws:s3:::equipweb-${name}-app-*/functions/placeholder.zip`,
      ]),
      ChangeRoute53: ["arn:aws:route53:::hostedzone/*"],
      ChangeS3: [
        "arn:aws:s3:::dev-*",
        ...["dev", "qa"].flatMap((name) => [
          `arn:aws:s3:::equipweb-${name}-sites-*`,
          `arn:aws:s3:::equipweb-${name}-app-*`,
          `arn:aws:s3:::equipweb-${name}-deployer-*`,
          `arn:aws:s3:::aws-waf-logs-equipweb-${name}-sites-*`,
          `arn:aws:s3:::aws-waf-logs-equipweb-${name}-app-*`,
        ]),
      ],
      ChangeSecretsmanager: [arn("secretsmanager", "secret:dev/*"), arn("secretsmanager", "secret:qa/*")],
      ChangeServicediscovery: [arn("servicediscovery", "namespace/*")],
      ChangeSns: [arn("sns", "dev-*"), arn("sns", "dev-deployer-*"), arn("sns", "qa-deployer-*")],
      ChangeSqs: ["dev-app", "dev-deployer", "qa-app", "qa-deployer"].map((name) => arn("sqs", `${name}-*`)),
      ChangeWafv2: [
        global("wafv2", "global/managedruleset/*/*"),
        global("wafv2", "global/webacl/dev-sites-*/*"),
        global("wafv2", "global/webacl/dev-app-*/*"),
        global("wafv2", "global/webacl/qa-sites-*/*"),
        global("wafv2", "global/webacl/qa-app-*/*"),
      ],
    });
  });

  test("is allowed on everything only where AWS knows no resource, in the network's region", () => {
    const open = statements.filter(({ resources }) => resources?.includes("*"));
    const here = { StringEquals: { "aws:RequestedRegion": "eu-west-1" } };
    const hereOrGlobal = { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } };
    expect(open.map(({ sid, actions, conditions }) => [sid, actions, conditions])).toEqual([
      ["BeginAcm", ["acm:RequestCertificate"], hereOrGlobal],
      ["BeginRoute53", ["route53:CreateHostedZone"], undefined],
      ["BeginCloudfront", ["cloudfront:CreateOriginAccessControl"], undefined],
      ["BeginEcs", ["ecs:DeregisterTaskDefinition"], here],
      [
        "BeginServicediscovery",
        ["servicediscovery:CreateHttpNamespace", "servicediscovery:TagResource", "servicediscovery:UntagResource"],
        here,
      ],
      [
        "BeginLogs",
        ["logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:PutResourcePolicy", "logs:UpdateLogDelivery"],
        hereOrGlobal,
      ],
      ["BeginSns", ["sns:SetSubscriptionAttributes", "sns:Unsubscribe"], here],
      [
        "MakeKeys",
        ["kms:CreateKey"],
        { StringEquals: { "aws:RequestTag/network": "dev", "aws:RequestedRegion": "eu-west-1" } },
      ],
    ]);
  });

  test("of roles, gives each the boundary, and no role but the network's", () => {
    const roles = ["arn:aws:iam::111111111111:role/dev/*"];
    expect(called("ChangeBoundedRoles")).toEqual({
      sid: "ChangeBoundedRoles",
      actions: ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
      resources: roles,
      conditions: { StringEquals: { "iam:PermissionsBoundary": scope.boundaryArn } },
    });
    expect(called("ChangeRoles")).toEqual({
      sid: "ChangeRoles",
      actions: [
        "iam:DeleteRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      resources: roles,
    });
    expect(called("PassRoles")).toEqual({
      sid: "PassRoles",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: {
        StringEquals: {
          "iam:PassedToService": [
            "codebuild.amazonaws.com",
            "codedeploy.amazonaws.com",
            "codepipeline.amazonaws.com",
            "ecs-tasks.amazonaws.com",
            "events.amazonaws.com",
            "lambda.amazonaws.com",
            "vpc-flow-logs.amazonaws.com",
          ],
        },
      },
    });
    expect(called("LetServicesMakeTheirOwnRoles")).toEqual({
      sid: "LetServicesMakeTheirOwnRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: ["arn:aws:iam::111111111111:role/aws-service-role/*"],
      conditions: {
        StringEquals: {
          "iam:AWSServiceName": [
            "ecs.amazonaws.com",
            "ecs.application-autoscaling.amazonaws.com",
            "elasticloadbalancing.amazonaws.com",
            "ops.apigateway.amazonaws.com",
          ],
        },
      },
    });
  });

  test("of policies, are those of approvers alone, and no deployment gives one to anybody", () => {
    expect(called("ChangePoliciesOfApprovers")).toEqual({
      sid: "ChangePoliciesOfApprovers",
      actions: [
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:TagPolicy",
        "iam:UntagPolicy",
      ],
      resources: ["arn:aws:iam::111111111111:policy/dev/*-approver"],
    });
    const giving = statements
      .flatMap(({ actions }) => actions)
      .filter((action) => /^iam:(Attach|Add|SetDefault)/.test(action));
    expect(giving).toEqual([]);
  });

  test("of objects, are those that Terraform makes alone, and no release or record", () => {
    expect(called("ChangeOwnObjects")?.actions).toEqual([
      "s3:DeleteObject",
      "s3:DeleteObjectVersion",
      // Lambda takes the first code of a function in the caller's name.
      "s3:GetObject",
      "s3:PutObject",
    ]);
    expect(called("ChangeS3")?.actions.filter((action) => /Object/.test(action))).toEqual([]);
  });

  test("of keys, are those with the network's tag", () => {
    const keys = [arn("kms", "key/*")];
    const own = { StringEquals: { "aws:ResourceTag/network": "dev" } };
    expect(called("TagKeys")).toEqual({
      sid: "TagKeys",
      actions: ["kms:TagResource"],
      resources: keys,
      conditions: { StringEqualsIfExists: { "aws:RequestTag/network": "dev", "aws:ResourceTag/network": "dev" } },
    });
    expect(called("ChangeKeys")).toEqual({
      sid: "ChangeKeys",
      actions: [
        "kms:CreateAlias",
        "kms:DeleteAlias",
        "kms:EnableKeyRotation",
        "kms:PutKeyPolicy",
        "kms:RetireGrant",
        "kms:ScheduleKeyDeletion",
        "kms:UntagResource",
        "kms:UpdateAlias",
        "kms:UpdateKeyDescription",
      ],
      resources: keys,
      conditions: own,
    });
    expect(called("NameKeys")).toEqual({
      sid: "NameKeys",
      actions: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      resources: [arn("kms", "alias/dev-*"), arn("kms", "alias/dev-deployer-*"), arn("kms", "alias/qa-deployer-*")],
    });
    expect(called("LetServicesUseKeys")).toEqual({
      sid: "LetServicesUseKeys",
      actions: ["kms:CreateGrant"],
      resources: keys,
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" }, ...own },
    });
    expect(called("LetSecretsTryKeys")).toEqual({
      sid: "LetSecretsTryKeys",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: keys,
      conditions: {
        StringEquals: {
          ...own.StringEquals,
          "kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess",
          "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
        },
      },
    });
  });

  test("names something in every statement, and fits into managed policies", () => {
    for (const { sid, actions, resources = [] } of statements)
      expect({ sid, actions: actions.length > 0, resources: resources.length > 0 }).toEqual({
        sid,
        actions: true,
        resources: true,
      });
    const large = applyPolicies({
      ...scope,
      environments: ["dev", "stage", "release", "qa", "uat", "rc", "stg", "feature", "preview"],
    });
    const sizes = [policies, large].flatMap((each) =>
      Object.entries(each).map(([name, policy]) => [name, policyDocument(policy).length] as const),
    );
    expect(sizes.filter(([, size]) => size > POLICY_SIZES.managed)).toEqual([]);
  });

  test("leaves room for AWS's own policy among the ten that a role may have", () => {
    expect(Object.keys(policies).length).toBeLessThan(10);
  });

  test("goes into a policy by its service", () => {
    const services = Object.entries(policies).map(([name, policy]) => [
      name,
      [...new Set(policy.flatMap(({ actions }) => actions.map(serviceOf)))].sort(),
    ]);
    expect(Object.fromEntries(services)).toEqual({
      network: ["acm", "ec2", "elasticloadbalancing", "route53"],
      edge: ["cloudfront", "wafv2"],
      compute: ["application-autoscaling", "cloudwatch", "ecr", "ecs", "servicediscovery"],
      apis: ["apigateway", "lambda", "sqs"],
      delivery: ["codebuild", "codedeploy", "codepipeline", "events"],
      data: ["logs", "secretsmanager", "sns"],
      storage: ["s3"],
      access: ["iam", "kms"],
    });
  });
});
