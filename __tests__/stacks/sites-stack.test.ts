import type { App } from "cdktf";
import type { Network } from "../../model/organisation";
import type { SitePlace } from "../../model/sites";
import { DnsStack } from "../../stacks/dns-stack";
import { SitesStack } from "../../stacks/sites-stack";
import { aNetwork, anEnvironment } from "../support/organisation";
import { aSitePlace } from "../support/site-place";
import { resourceOf, resourcesOf, type SynthesizedJson, synthesize } from "../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const sitesOf = (fields: Partial<SitePlace> = {}, ofNetwork: Partial<Network> = {}): SynthesizedJson => {
  const place = aSitePlace(fields);
  const network = aNetwork(ofNetwork);
  const stacks = synthesize((app: App) => {
    const { outputs: dns } = new DnsStack(app, network);
    new SitesStack(app, place, network, { dns });
  });
  return stacks[place.stackId] as SynthesizedJson;
};

const inProduction = () =>
  sitesOf(
    {
      stackId: "prod-sites-qro",
      environment: anEnvironment({ name: "prod", domain: "equipweb.biz", protection: "production" }),
      suffix: "qro.equipweb.biz",
    },
    { domain: "equipweb.biz" },
  );

/** How many resources there are of each type. */
const counts = ({ resource = {} }: SynthesizedJson): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(resource).map(([type, byName]) => [type, Object.keys(byName).length]));

const policyOf = (stack: SynthesizedJson, type: string, id: string, attribute = "policy") =>
  (JSON.parse(String(resourceOf(stack, type, id)[attribute])) as { Statement: readonly Statement[] }).Statement;

interface Statement {
  readonly Sid: string;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Principal: unknown;
  readonly Condition: { readonly StringEquals: Readonly<Record<string, unknown>> };
}

const BUCKET = "arn:aws:s3:::equipweb-dev-sites-qro-111111111111";
const DISTRIBUTION = ref("aws_cloudfront_distribution.distribution_114A0A2A.arn");

describe("the sites of a line in an environment", () => {
  const stack = sitesOf();

  test("are labelled with their kind, their environment and the file they come from", () => {
    expect(stack).toMatchObject({
      "//": {
        infra: { kind: "sites", network: "dev", environment: "dev", source: "catalogue/sites/qro.yaml" },
      },
    });
  });

  test("are one of each, and nothing for a client", () => {
    expect(counts(stack)).toEqual({
      aws_acm_certificate: 1,
      aws_acm_certificate_validation: 1,
      aws_cloudfront_distribution: 1,
      aws_cloudfront_function: 1,
      aws_cloudfront_key_value_store: 1,
      aws_cloudfront_origin_access_control: 1,
      aws_cloudfront_response_headers_policy: 1,
      aws_cloudwatch_log_delivery: 1,
      aws_cloudwatch_log_delivery_destination: 1,
      aws_cloudwatch_log_delivery_source: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_route53_record: 4,
      aws_route53_zone: 1,
      aws_s3_bucket: 2,
      aws_s3_bucket_lifecycle_configuration: 2,
      aws_s3_bucket_logging: 1,
      aws_s3_bucket_ownership_controls: 2,
      aws_s3_bucket_policy: 2,
      aws_s3_bucket_public_access_block: 2,
      aws_s3_bucket_server_side_encryption_configuration: 2,
      aws_s3_bucket_versioning: 2,
      aws_s3_object: 2,
    });
  });

  test("make in us-east-1 what CloudFront takes from there, in the same account, and nothing else", () => {
    expect(stack.provider).toMatchObject({
      aws: [
        { region: "eu-west-1", allowed_account_ids: ["111111111111"] },
        { alias: "us_east_1", region: "us-east-1", allowed_account_ids: ["111111111111"] },
      ],
    });
    const there = Object.entries(stack.resource ?? {}).flatMap(([type, byName]) =>
      Object.values(byName).flatMap(({ provider }) => (provider === undefined ? [] : [[type, provider]])),
    );
    expect(there).toEqual(
      [
        "aws_acm_certificate",
        "aws_acm_certificate_validation",
        "aws_cloudwatch_log_delivery",
        "aws_cloudwatch_log_delivery_destination",
        "aws_cloudwatch_log_delivery_source",
      ].map((type) => [type, "aws.us_east_1"]),
    );
  });

  test("are read by their distribution, and of what lies there only releases and the page for errors", () => {
    expect(policyOf(stack, "aws_s3_bucket_policy", "bucket_")).toContainEqual({
      Sid: "DistributionReadsWhatItServes",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: [`${BUCKET}/releases/*`, `${BUCKET}/errors/*`],
      Condition: { StringEquals: { "AWS:SourceArn": DISTRIBUTION } },
    });
  });

  test("are read by the next stage's role, whether it is there yet or not, and written by nobody else", () => {
    const shared = policyOf(stack, "aws_s3_bucket_policy", "bucket_").filter(({ Sid }) => Sid.startsWith("NextStages"));
    const who = {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Condition: {
        ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/main/prod/prod-sites-qro-publisher" },
      },
    };
    expect(shared).toEqual([
      { Sid: "NextStagesFindVersions", Action: "s3:ListBucket", Resource: BUCKET, ...who },
      {
        Sid: "NextStagesReadVersions",
        Action: "s3:GetObject",
        Resource: ["releases", "manifests", "records", "builds"].map((folder) => `${BUCKET}/${folder}/*`),
        ...who,
      },
    ]);
    const nobody = policyOf(sitesOf({ givesTo: [] }), "aws_s3_bucket_policy", "bucket_").map(({ Sid }) => Sid);
    expect(nobody).toEqual(["DistributionReadsWhatItServes", "NothingWithoutTls"]);
  });

  test("say in their bucket what AWS named by itself, and what a visitor sees where there is nothing", () => {
    expect(resourceOf(stack, "aws_s3_object", "objects_location")).toMatchObject({
      key: "stage.json",
      content: `{"keyValueStoreArn":"${ref("aws_cloudfront_key_value_store.edge-function_store_E3170AA5.arn")}","distributionId":"${ref("aws_cloudfront_distribution.distribution_114A0A2A.id")}"}\n`,
      content_type: "application/json",
      cache_control: "no-store",
    });
    expect(resourceOf(stack, "aws_s3_object", "objects_not-found")).toMatchObject({
      key: "errors/404.html",
      content_type: "text/html; charset=utf-8",
    });
  });

  test("are deployed by a role that jobs take by name, in a trust that IAM has room for", () => {
    const [jobs, ...others] = policyOf(stack, "aws_iam_role", "", "assume_role_policy");
    expect(others).toEqual([]);
    const claims = (statement: Statement | undefined) =>
      ["sub", "repository_id", "job_workflow_ref"].map(
        (name) => statement?.Condition.StringEquals[`token.actions.githubusercontent.com:${name}`],
      );
    const workflows = ["deploy-from-rc-to-client.yml", "deploy-to-client.yml"].map(
      (file) => `equipweb/infra/.github/workflows/${file}@refs/heads/main`,
    );
    const subjects = (repository: string) =>
      ["qro-client", "qro-rc-to-client"].map((name) => `repo:equipweb@148205917/${repository}:environment:${name}`);
    expect(claims(jobs)).toEqual([
      [...subjects("edgecafe@1043718277"), ...subjects("infra@1043718265")],
      ["1043718265", "1043718277"],
      workflows,
    ]);
    expect(resourceOf(stack, "aws_iam_role")).toMatchObject({
      name: "dev-sites-qro-publisher",
      path: "/dev/dev/",
      max_session_duration: 3600,
      permissions_boundary: "arn:aws:iam::111111111111:policy/dev/dev-boundary",
    });
  });

  test("are deployed by a role that deletes nothing and reads no other place than it takes from", () => {
    const statements = policyOf(stack, "aws_iam_role_policy", "");
    const source = "arn:aws:s3:::equipweb-uat-sites-qro-111111111111";
    const below = (arn: string, folders: readonly string[]) => folders.map((folder) => `${arn}/${folder}/*`);
    const shared = ["releases", "manifests", "records", "builds"];
    expect(statements.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ["FindOwnObjects", BUCKET],
      [
        "ReadOwnObjects",
        [...below(BUCKET, ["releases", "manifests", "records", "builds", "locks"]), `${BUCKET}/stage.json`],
      ],
      ["WriteReleasesOnce", below(BUCKET, ["releases", "manifests"])],
      ["WriteRecords", below(BUCKET, ["records", "builds", "locks"])],
      ["FindVersions", source],
      ["ReadVersions", below(source, shared)],
      ["SwitchSites", ref("aws_cloudfront_key_value_store.edge-function_store_E3170AA5.arn")],
      ["ForgetOldFiles", DISTRIBUTION],
    ]);
    expect(statements.flatMap(({ Action }) => Action).filter((action) => /^s3:Delete/.test(String(action)))).toEqual(
      [],
    );
  });

  test("are published by a role that never writes over a file of a release, or what it consists of", () => {
    const once = policyOf(stack, "aws_iam_role_policy", "").filter(({ Sid }) => Sid === "WriteReleasesOnce");
    expect(once.map(({ Condition }) => Condition)).toEqual([{ Null: { "s3:if-none-match": "false" } }]);
  });

  test("have no root object: their function has to see that a visitor asked for /", () => {
    expect(resourceOf(stack, "aws_cloudfront_distribution")).not.toHaveProperty("default_root_object");
  });

  test("wait for a delegation by hand where the domain above is not the network's", () => {
    expect(stack.data).toBeUndefined();
    const types = Object.values(resourcesOf(stack, "aws_route53_record")).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(["A", "AAAA", "CAA"]));
    expect(types).not.toContain("NS");
  });

  test("ask for a password where the place says so", () => {
    const code = String(resourceOf(sitesOf({ access: "password" }), "aws_cloudfront_function").code);
    expect(code).toContain('const ACCESS = "password";');
    expect(String(resourceOf(stack, "aws_cloudfront_function").code)).toContain('const ACCESS = "public";');
  });

  test("synthesize as reviewed, but for the code of their function", () => {
    const { code, ...settings } = resourceOf(stack, "aws_cloudfront_function");
    expect(Buffer.byteLength(String(code))).toBeLessThanOrEqual(10_240);
    const [id = ""] = Object.keys(stack.resource?.aws_cloudfront_function ?? {});
    const resource = { ...stack.resource, aws_cloudfront_function: { [id]: settings } };
    expect({ ...stack, resource }).toMatchSnapshot();
  });
});

describe("the sites of a line in production", () => {
  const stack = inProduction();

  test("are delegated to by the network's zone, where that is above them", () => {
    expect(resourceOf(stack, "aws_route53_record", "delegation")).toEqual({
      zone_id: ref("data.terraform_remote_state.dev-dns.outputs.zone_id"),
      name: "qro.equipweb.biz",
      type: "NS",
      ttl: 3600,
      records: ref("aws_route53_zone.zone_EB40FF1E.name_servers"),
    });
  });

  test("stand behind one web ACL, whose log is where WAF writes it", () => {
    expect(resourceOf(stack, "aws_cloudfront_distribution")).toMatchObject({
      web_acl_id: ref("aws_wafv2_web_acl.web-acl_A21B3BBA.arn"),
      price_class: "PriceClass_All",
    });
    expect(resourceOf(stack, "aws_wafv2_web_acl")).toMatchObject({ provider: "aws.us_east_1", scope: "CLOUDFRONT" });
    // A plain block is 403, for which the distribution shows that a page is not there.
    expect(resourceOf(stack, "aws_wafv2_web_acl")).toMatchObject({
      rule: expect.arrayContaining([
        expect.objectContaining({ name: "rate", action: { block: { custom_response: { response_code: 429 } } } }),
      ]),
    });
    expect(resourceOf(stack, "aws_s3_bucket", "web-acl-logs")).toMatchObject({
      provider: "aws.us_east_1",
      bucket: "aws-waf-logs-equipweb-dev-sites-qro-111111111111",
    });
  });

  test("keep what holds data against destruction: buckets, zone, and the store of their entries", () => {
    const guarded = Object.entries(stack.resource ?? {}).flatMap(([type, byName]) =>
      Object.values(byName).flatMap(({ lifecycle }) =>
        (lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy ? [type] : [],
      ),
    );
    expect(guarded).toEqual([
      "aws_cloudfront_key_value_store",
      "aws_route53_zone",
      "aws_s3_bucket",
      "aws_s3_bucket",
      "aws_s3_bucket",
    ]);
  });
});
