import { openShells, pullImages, readSecrets, writeLogs } from "../../../constructs/compute/task-permissions";

const place = { accountId: "111111111111", region: "eu-west-1" };
const keyArn = "arn:aws:kms:eu-west-1:111111111111:key/6f1c0b3e";

describe("pulling images", () => {
  it("is allowed from the named repositories, and signing in for that", () => {
    expect(pullImages(place, ["dev/orders", "dev/orders-snapshot"])).toEqual([
      { sid: "SignInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      {
        sid: "PullImages",
        actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        resources: [
          "arn:aws:ecr:eu-west-1:111111111111:repository/dev/orders",
          "arn:aws:ecr:eu-west-1:111111111111:repository/dev/orders-snapshot",
        ],
      },
    ]);
  });
});

describe("writing logs", () => {
  it("is allowed to streams of one group, without creating groups", () => {
    expect(writeLogs("arn:aws:logs:eu-west-1:111111111111:log-group:/dev/dev/orders")).toEqual([
      {
        sid: "WriteLogs",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: ["arn:aws:logs:eu-west-1:111111111111:log-group:/dev/dev/orders:*"],
      },
    ]);
  });
});

describe("reading secrets", () => {
  it("is allowed for the given ones, with their key through Secrets Manager alone", () => {
    const arns = ["arn:aws:secretsmanager:eu-west-1:111111111111:secret:dev/orders/database-url-a1b2c3"];
    expect(readSecrets(place, { arns, keyArn })).toEqual([
      { sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: arns },
      {
        sid: "DecryptSecrets",
        actions: ["kms:Decrypt"],
        resources: [keyArn],
        conditions: { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
      },
    ]);
  });

  it("allows nothing, the key included, when there are none", () => {
    expect(readSecrets(place, { arns: [], keyArn })).toEqual([]);
  });
});

describe("opening shells", () => {
  it("is allowed with recording in one group, and the key for shells of one cluster alone", () => {
    const logGroupArn = "arn:aws:logs:eu-west-1:111111111111:log-group:/dev/exec";
    expect(openShells({ clusterName: "dev", logGroupArn, keyArn })).toEqual([
      {
        sid: "OpenShells",
        actions: [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ],
        resources: ["*"],
      },
      { sid: "FindShellRecords", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
      {
        sid: "RecordShells",
        actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: [`${logGroupArn}:*`],
      },
      {
        sid: "DecryptShells",
        actions: ["kms:Decrypt"],
        resources: [keyArn],
        conditions: { StringLike: { "kms:EncryptionContext:aws:ssm:TargetId": "ecs:dev_*" } },
      },
    ]);
  });
});
