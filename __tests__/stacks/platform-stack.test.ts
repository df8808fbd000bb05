import { type App, TerraformOutput } from "cdktf";
import type { Network } from "../../model/organisation";
import { BaseStack } from "../../stacks/base-stack";
import { DnsStack } from "../../stacks/dns-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { type PlatformOutputs, PlatformStack } from "../../stacks/platform-stack";
import { aNetwork, anEnvironment } from "../support/organisation";
import { type Attributes, resourceOf, resourcesOf, type SynthesizedJson, synthesize } from "../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const dev = anEnvironment();
const qa = anEnvironment({ name: "qa", domain: "qa.dev.equipweb.biz" });
const rc1 = anEnvironment({ name: "rc-1", domain: "rc-1.dev.equipweb.biz" });

/** Reads one value of everything that a platform hands on. */
class Consumer extends BaseStack {
  constructor(app: App, network: Network, { platform, loadBalancers, namespaces }: PlatformOutputs) {
    super(app, "consumer", { network, kind: "consumer", source: network.source });
    this.show("cluster", this.read(platform).clusterName);
    this.show("internal", this.read(loadBalancers.internal).dnsName);
    if (loadBalancers.public) this.show("public", this.read(loadBalancers.public).dnsName);
    for (const [environment, namespace] of namespaces) this.show(environment, this.read(namespace).arn);
  }

  private show(name: string, value: string): void {
    new TerraformOutput(this, name, { value });
  }
}

/** The ARN of a certificate that ACM has issued. */
const issued = (id: string): string => ref(`aws_acm_certificate_validation.${id}.certificate_arn`);

/** The zone of the network, as the DNS stack hands it on. */
const ZONE_ID = ref("data.terraform_remote_state.dev-dns.outputs.zone_id");

/** The platform of a network, and a stack that uses it. */
function build(fields: Partial<Network> = {}) {
  const network = aNetwork(fields);
  const stacks = synthesize((app) => {
    const { outputs: vpc } = new NetworkStack(app, network);
    const { outputs: dns } = new DnsStack(app, network);
    const { outputs } = new PlatformStack(app, network, { vpc, dns });
    new Consumer(app, network, outputs);
  });
  const { [`${network.name}-platform`]: platform = {}, consumer = {} } = stacks;
  return { platform, consumer };
}

const statementsOf = (policy: unknown): readonly Attributes[] => JSON.parse(String(policy)).Statement;

/** The ranges that may connect to a load balancer. */
const admitted = (stack: SynthesizedJson, balancer: string) =>
  Object.entries(resourcesOf(stack, "aws_vpc_security_group_ingress_rule"))
    .filter(([id]) => id.startsWith(balancer))
    .map(([, { description }]) => description);

describe("a platform with both load balancers and one environment in the network's own domain", () => {
  const { platform: stack, consumer } = build();

  test("has one key, for the network's logs, its alarms, and nothing else of AWS's own", () => {
    expect(resourcesOf(stack, "aws_kms_key")).toEqual({
      key_FEDD6EC0: {
        description: "Logs, secrets, alarms and shells of the network dev",
        enable_key_rotation: true,
        deletion_window_in_days: 30,
        policy: expect.any(String),
      },
    });
    expect(resourceOf(stack, "aws_kms_alias").name).toBe("alias/dev-platform");
    const [account, ...services] = statementsOf(resourceOf(stack, "aws_kms_key").policy);
    expect(account?.Principal).toEqual({ AWS: "arn:aws:iam::111111111111:root" });
    expect(services.map(({ Principal, Condition }) => ({ Principal, Condition }))).toEqual([
      {
        Principal: { Service: "logs.eu-west-1.amazonaws.com" },
        Condition: {
          ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:111111111111:log-group:/dev/*" },
        },
      },
      {
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
      },
    ]);
  });

  test("has a cluster of the network's name", () => {
    const cluster = resourceOf(stack, "aws_ecs_cluster");
    expect(cluster.name).toBe("dev");
    expect(cluster.configuration).toEqual({
      execute_command_configuration: {
        kms_key_id: ref("aws_kms_key.key_FEDD6EC0.arn"),
        logging: "OVERRIDE",
        log_configuration: {
          cloud_watch_log_group_name: ref("aws_cloudwatch_log_group.exec-logs_C1687F47.name"),
          cloud_watch_encryption_enabled: true,
        },
      },
    });
  });

  test("records shells, encrypted, for as long as the network keeps logs", () => {
    expect(resourcesOf(stack, "aws_cloudwatch_log_group")).toEqual({
      "exec-logs_C1687F47": {
        name: "/dev/exec",
        retention_in_days: 90,
        kms_key_id: ref("aws_kms_key.key_FEDD6EC0.arn"),
      },
    });
  });

  test("tells people of alarms through the adopted module", () => {
    expect(stack.module).toEqual({
      "alarm-topic": {
        "//": expect.anything(),
        source: expect.stringMatching(/^\.\/assets\/alarm-topic-sources\/[0-9A-F]{32}$/),
        name: "dev-alarms",
        account_id: "111111111111",
        kms_key_arn: ref("aws_kms_key.key_FEDD6EC0.arn"),
        emails: ["sre@equipweb.biz"],
      },
    });
  });

  test("has an internal load balancer in private subnets, for the ranges that the catalogue names alone", () => {
    expect(resourceOf(stack, "aws_lb", "internal-load-balancer_")).toMatchObject({
      name: "dev-internal",
      internal: true,
      ip_address_type: "ipv4",
      subnets: ref("data.terraform_remote_state.dev-network.outputs.private_subnets"),
      enable_deletion_protection: false,
    });
    expect(admitted(stack, "internal-load-balancer")).toEqual([
      "HTTP from 192.168.0.0/24",
      "HTTPS from 192.168.0.0/24",
    ]);
  });

  test("has a public load balancer in public subnets, for everyone over IPv4", () => {
    expect(resourceOf(stack, "aws_lb", "public-load-balancer_")).toMatchObject({
      name: "dev-public",
      internal: false,
      ip_address_type: "ipv4",
      subnets: ref("data.terraform_remote_state.dev-network.outputs.public_subnets"),
      enable_deletion_protection: false,
    });
    expect(admitted(stack, "public-load-balancer")).toEqual(["HTTP from 0.0.0.0/0", "HTTPS from 0.0.0.0/0"]);
  });

  test("puts both load balancers into the network's VPC, and lets them out to its range alone", () => {
    const groups = Object.values(resourcesOf(stack, "aws_security_group"));
    expect(groups.map(({ vpc_id }) => vpc_id)).toEqual([
      ref("data.terraform_remote_state.dev-network.outputs.vpc_id"),
      ref("data.terraform_remote_state.dev-network.outputs.vpc_id"),
    ]);
    const ways = Object.values(resourcesOf(stack, "aws_vpc_security_group_egress_rule"));
    expect(ways.map(({ cidr_ipv4, cidr_ipv6 }) => [cidr_ipv4, cidr_ipv6])).toEqual([
      ["10.10.0.0/16", undefined],
      ["10.10.0.0/16", undefined],
    ]);
  });

  test("serves the network's certificate on both, and needs no other", () => {
    const https = Object.values(resourcesOf(stack, "aws_lb_listener")).filter(({ port }) => port === 443);
    expect(https.map(({ certificate_arn }) => certificate_arn)).toEqual([
      issued("certificate_validation_5EC41E25"),
      issued("certificate_validation_5EC41E25"),
    ]);
    expect(resourcesOf(stack, "aws_acm_certificate")).toEqual({
      certificate_EC031123: {
        domain_name: "*.dev.equipweb.biz",
        validation_method: "DNS",
        tags: { Name: "*.dev.equipweb.biz" },
        lifecycle: { create_before_destroy: true },
      },
    });
    expect(resourcesOf(stack, "aws_lb_listener_certificate")).toEqual({});
  });

  test("keeps the access logs of both in one bucket, for as long as the network keeps logs", () => {
    expect(resourcesOf(stack, "aws_s3_bucket")).toEqual({
      "access-logs_bucket_81DD1350": { bucket: "dev-access-logs-111111111111", force_destroy: false },
    });
    expect(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      expect.objectContaining({ expiration: [{ days: 90 }] }),
    ]);
    expect(statementsOf(resourceOf(stack, "aws_s3_bucket_policy").policy)[0]?.Condition).toEqual({
      ArnLike: { "aws:SourceArn": "arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/*" },
    });
    const logs = { bucket: ref("aws_s3_bucket_policy.access-logs_bucket_policy_B92EE9D2.bucket"), enabled: true };
    expect(Object.values(resourcesOf(stack, "aws_lb")).map(({ access_logs }) => access_logs)).toEqual([logs, logs]);
  });

  test("has a namespace for the environment, under a name that no public host can have", () => {
    expect(resourcesOf(stack, "aws_service_discovery_http_namespace")).toEqual({
      "dev-namespace": { name: "dev.internal", description: "Services of the environment dev" },
    });
  });

  test("makes no record but the one that proves the certificate, in the network's zone: each service makes its own", () => {
    const proof = "tolist(aws_acm_certificate.certificate_EC031123.domain_validation_options).0";
    expect(resourcesOf(stack, "aws_route53_record")).toEqual({
      "certificate_validation-record_33B98EBC": {
        zone_id: ZONE_ID,
        name: ref(`${proof}.resource_record_name`),
        type: ref(`${proof}.resource_record_type`),
        records: [ref(`${proof}.resource_record_value`)],
        ttl: 300,
        allow_overwrite: true,
      },
    });
  });

  test("hands on all of it by name", () => {
    const balancer = (access: string, ids: { lb: string; https: string; group: string }) => ({
      [`${access}_load_balancer_listener_arn`]: { value: ref(`aws_lb_listener.${ids.https}.arn`) },
      [`${access}_load_balancer_dns_name`]: { value: ref(`aws_lb.${ids.lb}.dns_name`) },
      [`${access}_load_balancer_zone_id`]: { value: ref(`aws_lb.${ids.lb}.zone_id`) },
      [`${access}_load_balancer_security_group_id`]: { value: ref(`aws_security_group.${ids.group}.id`) },
      [`${access}_load_balancer_arn_suffix`]: { value: ref(`aws_lb.${ids.lb}.arn_suffix`) },
    });
    expect(stack.output).toEqual({
      cluster_arn: { value: ref("aws_ecs_cluster.cluster_611F8AFF.arn") },
      cluster_name: { value: ref("aws_ecs_cluster.cluster_611F8AFF.name") },
      exec_log_group_arn: { value: ref("aws_cloudwatch_log_group.exec-logs_C1687F47.arn") },
      key_arn: { value: ref("aws_kms_key.key_FEDD6EC0.arn") },
      alarm_topic_arn: { value: ref("module.alarm-topic.arn") },
      ...balancer("internal", {
        lb: "internal-load-balancer_BB3701DF",
        https: "internal-load-balancer_https_9268C376",
        group: "internal-load-balancer_firewall_48CB1FE4",
      }),
      ...balancer("public", {
        lb: "public-load-balancer_CDA56DAB",
        https: "public-load-balancer_https_1FC2ECAD",
        group: "public-load-balancer_firewall_C3860AF4",
      }),
      dev_namespace_arn: { value: ref("aws_service_discovery_http_namespace.dev-namespace.arn") },
    });
  });

  test("is read by the names under which it publishes", () => {
    const state = "data.terraform_remote_state.dev-platform.outputs";
    expect(consumer.output).toEqual({
      cluster: { value: ref(`${state}.cluster_name`) },
      internal: { value: ref(`${state}.internal_load_balancer_dns_name`) },
      public: { value: ref(`${state}.public_load_balancer_dns_name`) },
      dev: { value: ref(`${state}.dev_namespace_arn`) },
    });
  });

  test("is what was reviewed", () => {
    expect(stack).toMatchSnapshot();
  });
});

describe("a platform without a public load balancer, and with environments in domains of their own", () => {
  const { platform: stack, consumer } = build({ publicLoadBalancer: false, environments: [dev, qa, rc1] });

  test("faces nobody but the ranges that the catalogue names", () => {
    expect(Object.values(resourcesOf(stack, "aws_lb")).map(({ internal }) => internal)).toEqual([true]);
    const sources = Object.values(resourcesOf(stack, "aws_vpc_security_group_ingress_rule")).map(
      ({ cidr_ipv4 }) => cidr_ipv4,
    );
    expect(new Set(sources)).toEqual(new Set(["192.168.0.0/24"]));
  });

  test("hands on no public load balancer", () => {
    const names = Object.keys(stack.output ?? {});
    expect(names.filter((name) => name.startsWith("public_"))).toEqual([]);
    expect(Object.keys(consumer.output ?? {})).toEqual(["cluster", "dev", "internal", "qa", "rc-1"]);
  });

  test("has a certificate for the network and one for each such environment, all proved in the network's zone", () => {
    const certificates = Object.entries(resourcesOf(stack, "aws_acm_certificate"));
    expect(certificates.map(([id, { domain_name }]) => [id, domain_name])).toEqual([
      ["certificate-qa_8F69BB79", "*.qa.dev.equipweb.biz"],
      ["certificate-rc-1_1D01E035", "*.rc-1.dev.equipweb.biz"],
      ["certificate_EC031123", "*.dev.equipweb.biz"],
    ]);
    const records = Object.values(resourcesOf(stack, "aws_route53_record"));
    expect(records.map(({ zone_id }) => zone_id)).toEqual([ZONE_ID, ZONE_ID, ZONE_ID]);
  });

  test("serves the certificate of each such environment, by a direct reference", () => {
    const listener = ref("aws_lb_listener.internal-load-balancer_https_9268C376.arn");
    expect(resourcesOf(stack, "aws_lb_listener_certificate")).toEqual({
      "internal-load-balancer_certificate-qa_621970D5": {
        listener_arn: listener,
        certificate_arn: issued("certificate-qa_validation_DA85F52C"),
      },
      "internal-load-balancer_certificate-rc-1_D88068F2": {
        listener_arn: listener,
        certificate_arn: issued("certificate-rc-1_validation_E3E42D78"),
      },
    });
  });

  test("has a namespace for each environment, read by the environment's name", () => {
    const namespaces = Object.values(resourcesOf(stack, "aws_service_discovery_http_namespace"));
    expect(namespaces.map(({ name }) => name)).toEqual(["dev.internal", "qa.internal", "rc-1.internal"]);
    const state = "data.terraform_remote_state.dev-platform.outputs";
    expect(consumer.output).toMatchObject({
      qa: { value: ref(`${state}.qa_namespace_arn`) },
      "rc-1": { value: ref(`${state}.rc_1_namespace_arn`) },
    });
  });
});

describe("a platform with IPv6", () => {
  const { platform: stack } = build({ ipv6: true });

  test("lets everyone in over IPv6 too, through the public load balancer", () => {
    expect(resourceOf(stack, "aws_lb", "public-load-balancer_").ip_address_type).toBe("dualstack");
    expect(admitted(stack, "public-load-balancer")).toEqual([
      "HTTP from ::/0",
      "HTTP from 0.0.0.0/0",
      "HTTPS from ::/0",
      "HTTPS from 0.0.0.0/0",
    ]);
  });

  test("keeps the internal load balancer to IPv4", () => {
    expect(resourceOf(stack, "aws_lb", "internal-load-balancer_").ip_address_type).toBe("ipv4");
    expect(admitted(stack, "internal-load-balancer")).toEqual([
      "HTTP from 192.168.0.0/24",
      "HTTPS from 192.168.0.0/24",
    ]);
  });
});

test("a platform whose catalogue names no range lets nobody reach the internal load balancer", () => {
  const { platform: stack } = build({ publicLoadBalancer: false, internalAccess: [] });
  expect(resourcesOf(stack, "aws_vpc_security_group_ingress_rule")).toEqual({});
});

describe("a platform of production", () => {
  const { platform: stack } = build({ name: "main", production: true, nat: "one-per-zone" });

  test("guards its load balancers against deletion, and the bucket of their logs as long as it is declared", () => {
    const balancers = Object.values(resourcesOf(stack, "aws_lb"));
    expect(balancers.map(({ enable_deletion_protection }) => enable_deletion_protection)).toEqual([true, true]);
    expect(resourceOf(stack, "aws_s3_bucket").lifecycle).toEqual({ prevent_destroy: true });
    expect(resourceOf(stack, "aws_kms_key").lifecycle).toEqual({ prevent_destroy: true });
  });
});

test("an environment outside the network's domain fails before ACM could wait in vain", () => {
  const environments = [anEnvironment({ name: "uat", domain: "uat.equipweb.biz" })];
  expect(() => build({ environments })).toThrow(
    new Error(
      "a certificate for *.uat.equipweb.biz cannot be proved in the zone dev.equipweb.biz; use a zone that holds the name",
    ),
  );
});

test("names that AWS limits stay within the limit, however long the network's name is", () => {
  const { platform: stack } = build({ name: "customer-workspaces-of-the-northern-region" });
  const names = Object.values(resourcesOf(stack, "aws_lb")).map(({ name }) => String(name));
  expect(names.map((name) => name.length)).toEqual([32, 32]);
  expect(new Set(names).size).toBe(2);
  expect(String(resourceOf(stack, "aws_s3_bucket").bucket).length).toBeLessThanOrEqual(63);
});
