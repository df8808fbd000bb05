import { GATEWAY_SERVICES, GatewayEndpoints } from "../../../constructs/network/gateway-endpoints";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

describe("gateway endpoints", () => {
  const stack = synthesizeConstruct((scope) => {
    new GatewayEndpoints(scope, "gateway", {
      name: "dev",
      place: { accountId: "111111111111", region: "eu-west-1" },
      vpcId: "vpc-1",
      routeTableIds: ["rtb-1", "rtb-2"],
    });
  });

  test("lead to S3 from every route table", () => {
    expect(resourceOf(stack, "aws_vpc_endpoint", "gateway_s3")).toEqual({
      vpc_id: "vpc-1",
      vpc_endpoint_type: "Gateway",
      service_name: "com.amazonaws.eu-west-1.s3",
      route_table_ids: ["rtb-1", "rtb-2"],
      policy: expect.any(String),
      tags: { Name: "dev-s3" },
    });
  });

  test("let identities of the account through to S3, and everybody to what AWS hands out there", () => {
    expect(JSON.parse(String(resourceOf(stack, "aws_vpc_endpoint", "gateway_s3").policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "IdentitiesOfThisAccount",
          Effect: "Allow",
          Principal: "*",
          Action: "*",
          Resource: "*",
          Condition: { StringEquals: { "aws:PrincipalAccount": "111111111111" } },
        },
        {
          Sid: "DownloadsFromAws",
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: [
            "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*",
            "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*",
          ],
        },
      ],
    });
  });

  test("lead to DynamoDB from every route table", () => {
    expect(resourceOf(stack, "aws_vpc_endpoint", "gateway_dynamodb")).toEqual({
      vpc_id: "vpc-1",
      vpc_endpoint_type: "Gateway",
      service_name: "com.amazonaws.eu-west-1.dynamodb",
      route_table_ids: ["rtb-1", "rtb-2"],
      policy: expect.any(String),
      tags: { Name: "dev-dynamodb" },
    });
  });

  test("let only identities of the account through to DynamoDB", () => {
    expect(JSON.parse(String(resourceOf(stack, "aws_vpc_endpoint", "gateway_dynamodb").policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "IdentitiesOfThisAccount",
          Effect: "Allow",
          Principal: "*",
          Action: "*",
          Resource: "*",
          Condition: { StringEquals: { "aws:PrincipalAccount": "111111111111" } },
        },
      ],
    });
  });

  test("are those that are named as such", () => {
    const services = Object.values(resourcesOf(stack, "aws_vpc_endpoint")).map(({ service_name }) => service_name);
    expect(services.sort()).toEqual(GATEWAY_SERVICES.map((service) => `com.amazonaws.eu-west-1.${service}`).sort());
  });
});
