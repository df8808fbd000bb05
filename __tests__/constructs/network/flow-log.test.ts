import { FlowLog } from "../../../constructs/network/flow-log";
import { resourceOf, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

describe("a flow log", () => {
  const stack = synthesizeConstruct((scope) => {
    new FlowLog(scope, "flow-log", {
      name: "dev",
      place: { accountId: "111111111111", region: "eu-west-1" },
      vpcId: "vpc-1",
      groupName: "/dev/flow-log",
      retentionDays: 30,
      keyArn: "arn:aws:kms:eu-west-1:111111111111:key/1",
    });
  });

  test("records all traffic of the VPC, accepted and refused, in its log group", () => {
    expect(resourceOf(stack, "aws_flow_log")).toEqual({
      vpc_id: "vpc-1",
      traffic_type: "ALL",
      log_destination_type: "cloud-watch-logs",
      log_destination: ref("aws_cloudwatch_log_group.flow-log_group_CFD6E619.arn"),
      iam_role_arn: ref("aws_iam_role.flow-log_role_17CC636C.arn"),
      tags: { Name: "dev-flow-log" },
    });
  });

  test("is encrypted, and kept for a limited time", () => {
    expect(resourceOf(stack, "aws_cloudwatch_log_group")).toEqual({
      name: "/dev/flow-log",
      retention_in_days: 30,
      kms_key_id: "arn:aws:kms:eu-west-1:111111111111:key/1",
    });
  });

  test("is written through a role that flow logs of this account alone can take", () => {
    const role = resourceOf(stack, "aws_iam_role");
    expect(role).toEqual({
      name: "dev-flow-log",
      path: "/dev/",
      assume_role_policy: expect.any(String),
      permissions_boundary: "arn:aws:iam::111111111111:policy/dev/dev-boundary",
    });
    expect(JSON.parse(String(role.assume_role_policy)).Statement).toEqual([
      {
        Sid: "ServiceTakesRoleForThisAccount",
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
      },
    ]);
  });

  test("may find and write its own log group, and do nothing else", () => {
    const policy = resourceOf(stack, "aws_iam_role_policy");
    expect(policy).toEqual({
      name: "allow",
      role: ref("aws_iam_role.flow-log_role_17CC636C.name"),
      policy: expect.any(String),
    });
    expect(JSON.parse(String(policy.policy)).Statement).toEqual([
      {
        Sid: "WritesItsOwnGroup",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: `${ref("aws_cloudwatch_log_group.flow-log_group_CFD6E619.arn")}:*`,
      },
      { Sid: "FindsItsOwnGroup", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
    ]);
  });
});
