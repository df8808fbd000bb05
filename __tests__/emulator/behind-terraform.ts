import { type JsonObject, listOf } from "../../terraform-json/json";

/** How one attribute of a resource is changed in AWS itself, as somebody does in the console. */
export interface Tampering {
  readonly type: string;
  /** What a plan then shows as changed. */
  readonly path: string;
  /**
   * What AWS changes by itself with it, and a look at what is there shows, too.
   * @default - nothing
   */
  readonly with?: readonly string[];
  /** The request that changes it, by what Terraform knows of the resource. */
  readonly request: (resource: JsonObject) => AwsRequest;
}

interface AwsRequest {
  readonly service: string;
  /** @default "POST" */
  readonly method?: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One for each kind of stack. */
export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  app: {
    type: "aws_apigatewayv2_api",
    path: "disable_execute_api_endpoint",
    request: ({ id }) => ({
      service: "apigateway",
      method: "PATCH",
      path: `/v2/apis/${id}`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ disableExecuteApiEndpoint: false }),
    }),
  },
  bootstrap: {
    type: "aws_sns_topic",
    path: "display_name",
    request: ({ arn }) =>
      query("sns", "2010-03-31", {
        Action: "SetTopicAttributes",
        TopicArn: arn,
        AttributeName: "DisplayName",
        AttributeValue: "by hand",
      }),
  },
  deployer: {
    type: "aws_codebuild_project",
    path: "description",
    request: ({ name }) => json("codebuild", "CodeBuild_20161006.UpdateProject", { name, description: "by hand" }),
  },
  dns: {
    type: "aws_route53_zone",
    path: "comment",
    request: ({ zone_id }) => ({
      service: "route53",
      path: `/2013-04-01/hostedzone/${zone_id}`,
      headers: { "content-type": "application/xml" },
      body: `<UpdateHostedZoneCommentRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Comment>by hand</Comment></UpdateHostedZoneCommentRequest>`,
    }),
  },
  network: {
    type: "aws_vpc",
    path: "enable_dns_hostnames",
    request: ({ id }) =>
      query("ec2", "2016-11-15", { Action: "ModifyVpcAttribute", VpcId: id, "EnableDnsHostnames.Value": "false" }),
  },
  platform: {
    type: "aws_lb",
    path: "idle_timeout",
    request: ({ arn }) =>
      query("elasticloadbalancing", "2015-12-01", {
        Action: "ModifyLoadBalancerAttributes",
        LoadBalancerArn: arn,
        "Attributes.member.1.Key": "idle_timeout.timeout_seconds",
        "Attributes.member.1.Value": 17,
      }),
  },
  registry: {
    type: "aws_ecr_repository",
    path: "image_tag_mutability",
    request: ({ name }) =>
      json("ecr", "AmazonEC2ContainerRegistry_V20150921.PutImageTagMutability", {
        repositoryName: name,
        imageTagMutability: "MUTABLE",
      }),
  },
  service: {
    type: "aws_appautoscaling_target",
    path: "max_capacity",
    request: ({ service_namespace, resource_id, scalable_dimension }) =>
      json("application-autoscaling", "AnyScaleFrontendService.RegisterScalableTarget", {
        ServiceNamespace: service_namespace,
        ResourceId: resource_id,
        ScalableDimension: scalable_dimension,
        MaxCapacity: 99,
      }),
  },
  sites: {
    type: "aws_cloudfront_function",
    path: "code",
    with: ["etag"],
    request: ({ name, runtime, comment, key_value_store_associations, etag }) => ({
      service: "cloudfront",
      method: "PUT",
      path: `/2020-05-31/function/${name}`,
      headers: { "content-type": "application/xml", "if-match": String(etag) },
      body: `<UpdateFunctionRequest xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><FunctionConfig><Comment>${comment}</Comment><Runtime>${runtime}</Runtime><KeyValueStoreAssociations><Quantity>1</Quantity><Items><KeyValueStoreAssociation><KeyValueStoreARN>${listOf(key_value_store_associations)}</KeyValueStoreARN></KeyValueStoreAssociation></Items></KeyValueStoreAssociations></FunctionConfig><FunctionCode>${btoa("const by = 'hand';")}</FunctionCode></UpdateFunctionRequest>`,
    }),
  },
};

function query(service: string, version: string, parameters: Readonly<Record<string, unknown>>): AwsRequest {
  const entries = Object.entries({ ...parameters, Version: version });
  return {
    service,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(entries.map(([key, value]): [string, string] => [key, String(value)])).toString(),
  };
}

const json = (service: string, target: string, body: object): AwsRequest => ({
  service,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
  body: JSON.stringify(body),
});

/** Asks the emulator, which reads of a signature only which service and region it is for. @throws Error when it refuses. */
export async function ask(
  url: string,
  region: string,
  { service, method = "POST", path = "/", headers, body }: AwsRequest,
): Promise<void> {
  const credential = `dummy/20260101/${region}/${service}/aws4_request`;
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
    },
    body,
  });
  if (!answer.ok) throw new Error(`${service} answered ${answer.status}: ${await answer.text()}`);
}
