import fc from "fast-check";
import { shapeOf } from "../../../operations/plan/attribute-shape";
import type { ShapeInput } from "../../../operations/plan/shape";

const INPUT: ShapeInput = {
  hash: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  region: "eu-west-1",
  accountId: "111111111111",
};

const NAME = "planned-0123456789abcdef0";
const UUID = "01234567-89ab-cdef-0123-456789abcdef";

describe("a placeholder looks like what it stands for", () => {
  test.each([
    ["aws_vpc", "id", "vpc-0123456789abcdef0"],
    ["aws_subnet", "id", "subnet-0123456789abcdef0"],
    ["aws_security_group", "id", "sg-0123456789abcdef0"],
    ["aws_eip", "allocation_id", "eipalloc-0123456789abcdef0"],
    ["aws_vpc", "default_security_group_id", "sg-0123456789abcdef0"],
    ["aws_ecs_service", "vpc_id", "vpc-0123456789abcdef0"],
    ["aws_instance", "private_ip", "10.1.35.69"],
    ["aws_db_instance", "port", "48743"],
    ["aws_db_instance", "address", `${NAME}.example.com`],
    ["aws_lb", "arn", `arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/${NAME}/0123456789abcdef`],
    ["aws_lb", "id", `arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/${NAME}/0123456789abcdef`],
    ["aws_lb", "arn_suffix", `app/${NAME}/0123456789abcdef`],
    ["aws_lb", "dns_name", `${NAME}.example.com`],
    ["aws_lb", "zone_id", "Z0123456789ABCDEF0123"],
    [
      "aws_lb_listener",
      "arn",
      `arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/${NAME}/0123456789abcdef/0123456789abcdef`,
    ],
    ["aws_lb_target_group", "arn_suffix", `targetgroup/${NAME}/0123456789abcdef`],
    ["aws_ecs_cluster", "arn", `arn:aws:ecs:eu-west-1:111111111111:cluster/${NAME}`],
    ["aws_ecs_task_definition", "arn", `arn:aws:ecs:eu-west-1:111111111111:task-definition/${NAME}:1`],
    ["aws_sqs_queue", "arn", `arn:aws:sqs:eu-west-1:111111111111:${NAME}`],
    ["aws_sqs_queue", "url", `https://sqs.eu-west-1.amazonaws.com/111111111111/${NAME}`],
    ["aws_sns_topic", "arn", `arn:aws:sns:eu-west-1:111111111111:${NAME}`],
    ["aws_s3_bucket", "arn", `arn:aws:s3:::${NAME}`],
    ["aws_s3_bucket", "id", NAME],
    ["aws_iam_role", "arn", `arn:aws:iam::111111111111:role/${NAME}`],
    ["aws_iam_role", "name", NAME],
    ["aws_kms_key", "arn", `arn:aws:kms:eu-west-1:111111111111:key/${UUID}`],
    ["aws_kms_key", "key_id", UUID],
    ["aws_cloudwatch_log_group", "arn", `arn:aws:logs:eu-west-1:111111111111:log-group:/${NAME}`],
    ["aws_secretsmanager_secret", "arn", `arn:aws:secretsmanager:eu-west-1:111111111111:secret:${NAME}-123456`],
    ["aws_acm_certificate", "arn", `arn:aws:acm:eu-west-1:111111111111:certificate/${UUID}`],
    ["aws_cloudfront_distribution", "arn", "arn:aws:cloudfront::111111111111:distribution/E0123456789ABC"],
    ["aws_cloudfront_distribution", "id", "E0123456789ABC"],
    ["aws_apigatewayv2_api", "id", "0123456789"],
    ["aws_apigatewayv2_api", "arn", "arn:aws:apigateway:eu-west-1::/apis/0123456789"],
    ["aws_apigatewayv2_domain_name", "target_domain_name", `${NAME}.example.com`],
    ["aws_lambda_function", "arn", `arn:aws:lambda:eu-west-1:111111111111:function:${NAME}`],
    ["aws_lambda_alias", "arn", `arn:aws:lambda:eu-west-1:111111111111:function:${NAME}:${NAME}`],
    [
      "aws_lambda_function",
      "invoke_arn",
      `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111111111111:function:${NAME}/invocations`,
    ],
    ["aws_codebuild_project", "id", `arn:aws:codebuild:eu-west-1:111111111111:project/${NAME}`],
    ["aws_codedeploy_app", "arn", `arn:aws:codedeploy:eu-west-1:111111111111:application:${NAME}`],
    [
      "aws_codedeploy_deployment_group",
      "arn",
      `arn:aws:codedeploy:eu-west-1:111111111111:deploymentgroup:${NAME}/${NAME}`,
    ],
    ["aws_codepipeline", "arn", `arn:aws:codepipeline:eu-west-1:111111111111:${NAME}`],
    ["aws_cloudwatch_event_rule", "arn", `arn:aws:events:eu-west-1:111111111111:rule/${NAME}`],
    ["aws_route53_zone", "zone_id", "Z0123456789ABCDEF0123"],
    ["aws_route53_zone", "arn", "arn:aws:route53:::hostedzone/Z0123456789ABCDEF0123"],
    [
      "aws_service_discovery_http_namespace",
      "arn",
      `arn:aws:servicediscovery:eu-west-1:111111111111:http-namespace/${NAME}`,
    ],
    ["aws_cloudwatch_log_delivery_destination", "delivery_destination_type", "S3"],
    ["aws_ecr_repository", "repository_url", `111111111111.dkr.ecr.eu-west-1.amazonaws.com/${NAME}`],
    [
      "aws_rds_cluster",
      "master_user_secret_arn",
      `arn:aws:secretsmanager:eu-west-1:111111111111:secret:${NAME}-123456`,
    ],
    ["aws_apigatewayv2_api", "execution_arn", "arn:aws:execute-api:eu-west-1:111111111111:0123456789"],
    ["aws_cognito_user_pool", "id", "eu-west-1_012345678"],
    ["github_team", "id", "979889911926255"],
    ["", "certificate_arn", `arn:aws:acm:eu-west-1:111111111111:certificate/${UUID}`],
    ["", "vpc_id", "vpc-0123456789abcdef0"],
    ["", "whatever", NAME],
    ["aws_unheard_of", "id", NAME],
    ["aws_vpc", "arn", `arn:aws:ec2:eu-west-1:111111111111:vpc/${NAME}`],
  ])("%s.%s", (type, attribute, value) => {
    expect(shapeOf(type, attribute)(INPUT)).toBe(value);
  });
});

test("two hashes never give the same placeholder, save of an address or a port, which have no room", () => {
  const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
  const type = fc.constantFrom(
    "aws_lb",
    "aws_vpc",
    "aws_kms_key",
    "aws_route53_zone",
    "aws_sqs_queue",
    "aws_unheard_of",
    "",
  );
  const attribute = fc.constantFrom("id", "arn", "arn_suffix", "dns_name", "zone_id", "role_arn", "name", "url");
  fc.assert(
    fc.property(hash, hash, type, attribute, (one, other, of, named) => {
      fc.pre(one.slice(0, 10) !== other.slice(0, 10));
      const shape = shapeOf(of, named);
      expect(shape({ ...INPUT, hash: one })).not.toBe(shape({ ...INPUT, hash: other }));
    }),
  );
});

test("a number as a text is one that JSON keeps exactly, and not cut", () => {
  for (const hash of ["0".repeat(64), "f".repeat(64), INPUT.hash]) {
    const value = shapeOf("github_team", "id")({ ...INPUT, hash });
    expect(value).toMatch(/^9\d{14}$/);
    expect([String(Number(value)), Number.isSafeInteger(Number(value))]).toEqual([value, true]);
  }
});

test("every placeholder fits the strictest name of AWS: lower case, digits and hyphens, 32 characters", () => {
  expect(shapeOf("", "name")(INPUT)).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
});
