import type { App } from "cdktf";
import type { AppStage } from "../../model/apps";
import type { Network } from "../../model/organisation";
import { AppStack } from "../../stacks/app-stack";
import { DnsStack } from "../../stacks/dns-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { PlatformStack } from "../../stacks/platform-stack";
import { anAppStage } from "../support/app-stage";
import { aNetwork, anEnvironment } from "../support/organisation";
import { type Attributes, resourceOf, resourcesOf, type SynthesizedJson, synthesize } from "../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const appOf = (fields: Partial<AppStage> = {}, ofNetwork: Partial<Network> = {}): SynthesizedJson => {
  const stage = anAppStage(fields);
  const network = aNetwork(ofNetwork);
  const stacks = synthesize((app: App) => {
    const { outputs: dns } = new DnsStack(app, network);
    const { outputs: vpc } = new NetworkStack(app, network);
    const { outputs: platform } = new PlatformStack(app, network, { vpc, dns });
    new AppStack(app, stage, network, { dns, platform });
  });
  return stacks[stage.stackId] as SynthesizedJson;
};

const inProduction = () => {
  const { site, api } = anAppStage();
  return appOf(
    {
      stackId: "prd-app-portal",
      environment: anEnvironment({ name: "prd", domain: "apps.equipweb.biz", protection: "production" }),
      site: { ...site, host: "portal.apps.equipweb.biz", access: "public" },
      api: { ...api, host: "portal-api.apps.equipweb.biz" },
    },
    { domain: "equipweb.biz" },
  );
};

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Principal: unknown;
}

const policyOf = (stack: SynthesizedJson, type: string, id: string, attribute = "policy") =>
  (JSON.parse(String(resourceOf(stack, type, id)[attribute])) as { Statement: readonly Statement[] }).Statement;

/** The address of the one resource of a type whose id starts with a text. */
function addressOf(stack: SynthesizedJson, type: string, id = ""): string {
  const [name] = Object.keys(resourcesOf(stack, type)).filter((each) => each.startsWith(id));
  return `${type}.${name}`;
}

const recordsOf = (stack: SynthesizedJson, host: string): readonly Attributes[] =>
  Object.values(resourcesOf(stack, "aws_route53_record")).filter(({ name }) => name === host);

const BUCKET = "arn:aws:s3:::equipweb-dev-app-portal-web-111111111111";

describe("an app at a stage", () => {
  const stack = appOf();
  const distribution = resourceOf(stack, "aws_cloudfront_distribution");

  test("is labelled with its kind, its environment and the file it comes from", () => {
    expect(stack).toMatchObject({
      "//": { infra: { kind: "app", network: "dev", environment: "dev", source: "catalogue/apps/portal.yaml" } },
    });
  });

  test("user flow 1 and 2: its name is an alias record of the distribution, over IPv4 and IPv6, in the network's zone", () => {
    const target = addressOf(stack, "aws_cloudfront_distribution");
    expect(recordsOf(stack, "portal.dev.equipweb.biz")).toEqual(
      ["A", "AAAA"].map((type) => ({
        zone_id: ref("data.terraform_remote_state.dev-dns.outputs.zone_id"),
        name: "portal.dev.equipweb.biz",
        type,
        alias: {
          evaluate_target_health: false,
          name: ref(`${target}.domain_name`),
          zone_id: ref(`${target}.hosted_zone_id`),
        },
      })),
    );
  });

  test("user flow 3: a distribution answers for it, with a certificate of the global region, by HTTPS alone", () => {
    expect(distribution).toMatchObject({
      aliases: ["portal.dev.equipweb.biz"],
      viewer_certificate: {
        acm_certificate_arn: ref(
          `${addressOf(stack, "aws_acm_certificate_validation", "certificate_")}.certificate_arn`,
        ),
        minimum_protocol_version: "TLSv1.2_2021",
      },
      default_cache_behavior: { viewer_protocol_policy: "redirect-to-https" },
    });
    expect(resourceOf(stack, "aws_acm_certificate", "certificate_")).toMatchObject({
      domain_name: "portal.dev.equipweb.biz",
      provider: "aws.us_east_1",
    });
  });

  test("user flow 4: each request of a viewer passes the function, which asks for the password and redirects", () => {
    expect(distribution).toMatchObject({
      default_cache_behavior: {
        function_association: [
          { event_type: "viewer-request", function_arn: ref(`${addressOf(stack, "aws_cloudfront_function")}.arn`) },
        ],
      },
    });
    expect(resourceOf(stack, "aws_cloudfront_function")).toMatchObject({ runtime: "cloudfront-js-2.0", publish: true });
  });

  test("user flow 5: what is not in the cache comes from the web bucket, in requests that are signed", () => {
    expect(distribution).toMatchObject({
      origin: [
        {
          domain_name: ref(`${addressOf(stack, "aws_s3_bucket", "bucket_")}.bucket_regional_domain_name`),
          origin_access_control_id: ref(`${addressOf(stack, "aws_cloudfront_origin_access_control")}.id`),
        },
      ],
    });
    expect(resourceOf(stack, "aws_cloudfront_origin_access_control")).toMatchObject({ signing_behavior: "always" });
  });

  test("user flow 6: each request is written down in the logs bucket", () => {
    expect(resourceOf(stack, "aws_cloudwatch_log_delivery_source")).toMatchObject({
      log_type: "ACCESS_LOGS",
      resource_arn: ref(`${addressOf(stack, "aws_cloudfront_distribution")}.arn`),
    });
    expect(resourceOf(stack, "aws_s3_bucket", "access-logs").bucket).toBe("equipweb-dev-app-portal-logs-111111111111");
    expect(resourceOf(stack, "aws_cloudwatch_log_delivery_destination")).toMatchObject({
      output_format: "json",
      delivery_destination_configuration: [
        { destination_resource_arn: expect.stringContaining(addressOf(stack, "aws_s3_bucket_policy", "access-logs")) },
      ],
    });
  });

  test("API flow 1 and 2: the API's name is an alias record of its domain in API Gateway", () => {
    const target = `${addressOf(stack, "aws_apigatewayv2_domain_name")}.domain_name_configuration[0]`;
    expect(recordsOf(stack, "portal-api.dev.equipweb.biz")).toEqual(
      ["A", "AAAA"].map((type) => ({
        zone_id: ref("data.terraform_remote_state.dev-dns.outputs.zone_id"),
        name: "portal-api.dev.equipweb.biz",
        type,
        alias: {
          evaluate_target_health: false,
          name: ref(`${target}.target_domain_name`),
          zone_id: ref(`${target}.hosted_zone_id`),
        },
      })),
    );
  });

  test("API flow 3: API Gateway answers under this name alone, with a certificate of its region, throttled and logged", () => {
    expect(resourceOf(stack, "aws_apigatewayv2_domain_name")).toMatchObject({
      domain_name: "portal-api.dev.equipweb.biz",
      domain_name_configuration: {
        certificate_arn: ref(`${addressOf(stack, "aws_acm_certificate_validation", "api-domain")}.certificate_arn`),
        endpoint_type: "REGIONAL",
        ip_address_type: "dualstack",
        security_policy: "TLS_1_2",
      },
    });
    expect(resourceOf(stack, "aws_acm_certificate", "api-domain")).not.toHaveProperty("provider");
    expect(resourceOf(stack, "aws_apigatewayv2_api")).toMatchObject({
      protocol_type: "HTTP",
      disable_execute_api_endpoint: true,
      cors_configuration: { allow_origins: ["https://portal.dev.equipweb.biz"] },
    });
    expect(resourceOf(stack, "aws_apigatewayv2_stage")).toMatchObject({
      name: "$default",
      auto_deploy: true,
      default_route_settings: { throttling_rate_limit: 100, throttling_burst_limit: 200 },
      access_log_settings: {
        destination_arn: ref(`${addressOf(stack, "aws_cloudwatch_log_group", "api-access-logs")}.arn`),
      },
    });
  });

  test("API flow 4: every request goes to the live version of the function, which this API alone may call", () => {
    const integration = addressOf(stack, "aws_apigatewayv2_integration");
    const alias = addressOf(stack, "aws_lambda_alias");
    expect(resourceOf(stack, "aws_apigatewayv2_route")).toMatchObject({
      route_key: "$default",
      target: `integrations/${ref(`${integration}.id`)}`,
    });
    expect(resourceOf(stack, "aws_apigatewayv2_integration")).toMatchObject({
      integration_type: "AWS_PROXY",
      integration_uri: ref(`${alias}.invoke_arn`),
      payload_format_version: "2.0",
    });
    expect(resourceOf(stack, "aws_lambda_permission")).toEqual({
      statement_id: "ApiCallsLiveVersion",
      action: "lambda:InvokeFunction",
      function_name: ref(`${addressOf(stack, "aws_lambda_function")}.function_name`),
      qualifier: ref(`${alias}.name`),
      principal: "apigateway.amazonaws.com",
      source_arn: `${ref(`${addressOf(stack, "aws_apigatewayv2_api")}.execution_arn`)}/$default/$default`,
    });
  });

  test("lets CloudFront read releases and the page for errors, and neither code of the function nor versions", () => {
    const allowed = policyOf(stack, "aws_s3_bucket_policy", "bucket_").filter(({ Effect }) => Effect === "Allow");
    expect(allowed).toEqual([
      {
        Sid: "DistributionReadsWhatItServes",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: [`${BUCKET}/releases/*`, `${BUCKET}/errors/*`],
        Condition: { StringEquals: { "AWS:SourceArn": ref(`${addressOf(stack, "aws_cloudfront_distribution")}.arn`) } },
      },
    ]);
    expect(resourceOf(stack, "aws_s3_object", "function_placeholder").key).toBe("functions/placeholder.zip");
  });

  test("has a function of its own, whose code and live version no plan takes back", () => {
    const placeholder = addressOf(stack, "aws_s3_object", "function_placeholder");
    expect(resourceOf(stack, "aws_lambda_function")).toEqual({
      function_name: "dev-app-portal-api",
      description: "The customers' portal: API in dev",
      role: ref(`${addressOf(stack, "aws_iam_role")}.arn`),
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      s3_bucket: ref(`${placeholder}.bucket`),
      s3_key: ref(`${placeholder}.key`),
      publish: true,
      memory_size: 256,
      timeout: 29,
      reserved_concurrent_executions: 20,
      environment: { variables: { LOG_LEVEL: "info", WEB_ORIGIN: "https://portal.dev.equipweb.biz" } },
      logging_config: {
        log_format: "JSON",
        log_group: ref(`${addressOf(stack, "aws_cloudwatch_log_group", "function-logs")}.name`),
        application_log_level: "INFO",
        system_log_level: "INFO",
      },
      tracing_config: { mode: "Active" },
      dead_letter_config: { target_arn: ref(`${addressOf(stack, "aws_sqs_queue")}.arn`) },
      lifecycle: { ignore_changes: ["s3_bucket", "s3_key", "s3_object_version", "source_code_hash"] },
    });
    expect(resourceOf(stack, "aws_lambda_alias")).toMatchObject({
      name: "live",
      lifecycle: { ignore_changes: ["function_version", "routing_config"] },
    });
  });

  test("tells the function the site's own origin, whatever the catalogue says", () => {
    const { api } = anAppStage();
    const other = appOf({ api: { ...api, variables: { WEB_ORIGIN: "https://evil.example" } } });
    expect(resourceOf(other, "aws_lambda_function").environment).toEqual({
      variables: { WEB_ORIGIN: "https://portal.dev.equipweb.biz" },
    });
  });

  test("gives the function a role that writes its own log, its traces and its failed events, and does nothing else", () => {
    expect(resourceOf(stack, "aws_iam_role")).toMatchObject({
      name: "dev-app-portal-function",
      path: "/dev/dev/",
      permissions_boundary: "arn:aws:iam::111111111111:policy/dev/dev-boundary",
    });
    expect(policyOf(stack, "aws_iam_role_policy", "").map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        `${ref(`${addressOf(stack, "aws_cloudwatch_log_group", "function-logs")}.arn`)}:*`,
      ],
      ["sqs:SendMessage", ref(`${addressOf(stack, "aws_sqs_queue")}.arn`)],
      [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"],
    ]);
  });

  test("encrypts both of its log groups with the platform's key, and forgets as the environment says", () => {
    const groups = Object.values(resourcesOf(stack, "aws_cloudwatch_log_group"));
    const key = ref("data.terraform_remote_state.dev-platform.outputs.key_arn");
    expect(groups).toEqual([
      { name: "/dev/dev-app-portal/access", retention_in_days: 14, kms_key_id: key },
      { name: "/dev/dev-app-portal/function", retention_in_days: 14, kms_key_id: key },
    ]);
  });

  test.each(["public", "password"] as const)("asks for a password where the stage says so: %s", (access) => {
    const code = resourceOf(appOf({ site: { ...anAppStage().site, access } }), "aws_cloudfront_function").code;
    expect(code).toContain(`const ACCESS = "${access}";`);
  });

  test("lets its pages call its own API, and nothing else", () => {
    expect(JSON.stringify(resourceOf(stack, "aws_cloudfront_response_headers_policy"))).toContain(
      "connect-src 'self' https://portal-api.dev.equipweb.biz;",
    );
  });

  test("says where it is, for what deploys to it", () => {
    const store = `${addressOf(stack, "aws_cloudfront_key_value_store")}.arn`;
    const id = `${addressOf(stack, "aws_cloudfront_distribution")}.id`;
    expect(stack.output).toEqual({ key_value_store_arn: { value: ref(store) }, distribution_id: { value: ref(id) } });
    expect(resourceOf(stack, "aws_s3_object", "objects_location").content).toBe(
      `{"keyValueStoreArn":"${ref(store)}","distributionId":"${ref(id)}"}\n`,
    );
  });

  test("has no web ACL, and guards nothing, outside of production", () => {
    expect(stack.resource).not.toHaveProperty("aws_wafv2_web_acl");
    expect(JSON.stringify(stack)).not.toContain("prevent_destroy");
  });

  test("synthesizes as reviewed, but for the code of its functions", () => {
    const { aws_cloudfront_function, aws_s3_object, ...resource } = stack.resource ?? {};
    const objects = Object.values(aws_s3_object ?? {}).map(({ key }) => key);
    expect(objects).toEqual(["functions/placeholder.zip", "stage.json", "errors/404.html"]);
    expect(Object.keys(aws_cloudfront_function ?? {})).toHaveLength(1);
    expect({ ...stack, resource }).toMatchSnapshot();
  });
});

describe("an app in production", () => {
  const stack = inProduction();

  test("stands behind a web ACL with its site, which is served from everywhere and asks for no password", () => {
    expect(resourceOf(stack, "aws_cloudfront_distribution")).toMatchObject({
      web_acl_id: ref(`${addressOf(stack, "aws_wafv2_web_acl")}.arn`),
      price_class: "PriceClass_All",
    });
    // WAF takes no other characters (WAF API reference, "CreateWebACL").
    expect(resourceOf(stack, "aws_wafv2_web_acl").description).toMatch(
      /^[\w+=:#@/\-,.][\w+=:#@/\-,.\s]+[\w+=:#@/\-,.]$/,
    );
    expect(String(resourceOf(stack, "aws_cloudfront_function").code)).toContain('const ACCESS = "public";');
  });

  test("keeps what holds data against destruction: its buckets, and the store of what its site serves", () => {
    const guarded = Object.entries(stack.resource ?? {}).flatMap(([type, byName]) =>
      Object.values(byName).flatMap(({ lifecycle }) =>
        (lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy ? [type] : [],
      ),
    );
    expect(guarded).toEqual(["aws_cloudfront_key_value_store", "aws_s3_bucket", "aws_s3_bucket", "aws_s3_bucket"]);
  });
});
