import type { App } from "cdktf";
import { fargateSize } from "../../aws/fargate-sizes";
import { openShells, pullImages, readSecrets, writeLogs } from "../../constructs/compute/task-permissions";
import { policyDocument } from "../../constructs/iam/policy-document";
import type { Network, ServiceInEnvironment } from "../../model/organisation";
import { dnsContract } from "../../stacks/dns-stack";
import { vpcContract } from "../../stacks/network-stack";
import { loadBalancerContract, namespaceContract, platformContract } from "../../stacks/platform-stack";
import { ServiceStack } from "../../stacks/service-stack";
import { type ServiceUpstream, serviceContract } from "../../stacks/service-upstream";
import { aNetwork, anEnvironment, aService } from "../support/organisation";
import { Producer } from "../support/producer";
import { type Attributes, resourceOf, resourcesOf, type SynthesizedJson, synthesize } from "../support/synthesize";

const place = { accountId: "111111111111", region: "eu-west-1" };

/** A Terraform reference to what another stack published. */
const from = (stack: string, output: string): string => `\${data.terraform_remote_state.${stack}.outputs.${output}}`;

const balancer = { listenerArn: "", dnsName: "", zoneId: "", securityGroupId: "", arnSuffix: "" };

/** What a service in the environment `dev` is built upon. */
function upstreamOf(app: App, network: Network, { publicBalancer = true, callees = ["dev-service-users"] } = {}) {
  const platform = new Producer(app, "dev-platform", network);
  const subnets = { publicSubnets: [], privateSubnets: [], isolatedSubnets: [] };
  const internal = platform.give(loadBalancerContract("internal"), balancer);
  return {
    vpc: new Producer(app, "dev-network", network).give(vpcContract, { vpcId: "", ...subnets }),
    dns: new Producer(app, "dev-dns", network).give(dnsContract, { zoneId: "" }),
    platform: {
      platform: platform.give(platformContract, {
        clusterArn: "",
        clusterName: "",
        execLogGroupArn: "",
        keyArn: "",
        alarmTopicArn: "",
      }),
      loadBalancers: publicBalancer
        ? { internal, public: platform.give(loadBalancerContract("public"), balancer) }
        : { internal },
      namespaces: new Map([["dev", platform.give(namespaceContract("dev"), { arn: "" })]]),
    },
    services: new Map(
      callees.map((id) => [id, new Producer(app, id, network).give(serviceContract, { securityGroupId: "" })]),
    ),
  } satisfies ServiceUpstream;
}

/** The stack of a service. */
function build(
  fields: Partial<ServiceInEnvironment> = {},
  network: Network = aNetwork(),
  upstream: Parameters<typeof upstreamOf>[2] = {},
): SynthesizedJson {
  const service = aService(fields);
  const stacks = synthesize((app) => {
    new ServiceStack(app, service, network, upstreamOf(app, network, upstream));
  });
  return stacks[service.stackId] ?? {};
}

const containerOf = (stack: SynthesizedJson): Attributes => {
  const { container_definitions } = resourceOf(stack, "aws_ecs_task_definition");
  return JSON.parse(String(container_definitions))[0];
};

/** The rules that the task says do not hold for it. */
const waiversOf = (stack: SynthesizedJson): unknown => {
  const [task] = Object.values(stack.resource?.aws_ecs_task_definition ?? {});
  const notes = task?.["//"] as { readonly policy?: { readonly waivers: unknown } } | undefined;
  return notes?.policy?.waivers;
};

const policiesOf = (stack: SynthesizedJson) =>
  Object.fromEntries(Object.entries(resourcesOf(stack, "aws_iam_role_policy")).map(([id, { policy }]) => [id, policy]));

describe("an internal service with a secret and a dependency", () => {
  const stack = build();

  it("is exactly this", () => {
    expect(stack).toMatchSnapshot();
  });

  it("says whose it is, and where it comes from", () => {
    expect(stack).toMatchObject({
      "//": {
        infra: { kind: "service", network: "dev", environment: "dev", source: "catalogue/services/orders.yaml" },
      },
      provider: {
        aws: [
          {
            default_tags: [
              { tags: expect.objectContaining({ team: "backend", service: "orders", environment: "dev" }) },
            ],
          },
        ],
      },
      terraform: { backend: { s3: { key: "dev-service-orders" } } },
    });
  });

  it("writes to a group of its own, encrypted and kept as its environment says", () => {
    expect(resourcesOf(stack, "aws_cloudwatch_log_group")).toEqual({
      logs_0B6081B1: { name: "/dev/dev/orders", retention_in_days: 14, kms_key_id: from("dev-platform", "key_arn") },
    });
  });

  it("starts with an image that nobody pushes, until a promotion names a real one", () => {
    expect(containerOf(stack)).toMatchObject({
      name: "orders",
      image: "111111111111.dkr.ecr.eu-west-1.amazonaws.com/dev/orders:bootstrap",
      portMappings: [{ containerPort: 8080 }],
      environment: [{ name: "LOG_LEVEL", value: "info" }],
      healthCheck: { command: ["CMD-SHELL", expect.stringContaining("http://127.0.0.1:8080/health")] },
      logConfiguration: {
        options: { "awslogs-group": "${aws_cloudwatch_log_group.logs_0B6081B1.name}", "awslogs-region": "eu-west-1" },
      },
    });
    expect(resourceOf(stack, "aws_ecs_task_definition")).toMatchObject({
      family: "dev-service-orders",
      cpu: "256",
      memory: "512",
      execution_role_arn: `\${aws_iam_role.roles_execution_4B2FED65.arn}`,
      task_role_arn: `\${aws_iam_role.roles_task_29D7AF31.arn}`,
      volume: [],
    });
  });

  it("gets its secret by reference, and leaves the value to others", () => {
    const secret = "aws_secretsmanager_secret.secrets_dev--orders--database-url_78EF6CA8";
    expect(resourcesOf(stack, "aws_secretsmanager_secret")).toEqual({
      "secrets_dev--orders--database-url_78EF6CA8": {
        name: "dev/orders/database-url",
        description: "Read by orders in dev",
        kms_key_id: from("dev-platform", "key_arn"),
        recovery_window_in_days: 7,
        tags: { "secret-owner": "backend", "secret-rotation": "by hand every 90 days" },
      },
    });
    expect(containerOf(stack).secrets).toEqual([{ name: "DATABASE_URL", valueFrom: `\${${secret}.arn}` }]);
    expect(stack.resource).not.toHaveProperty("aws_secretsmanager_secret_version");
  });

  it("is started with these permissions and no others; the application has none", () => {
    expect(policiesOf(stack)).toEqual({
      roles_execution_policy_B6A1C05E: policyDocument([
        ...pullImages(place, ["dev/orders", "dev/orders-snapshot"]),
        ...writeLogs(`\${aws_cloudwatch_log_group.logs_0B6081B1.arn}`),
        ...readSecrets(place, {
          arns: [`\${aws_secretsmanager_secret.secrets_dev--orders--database-url_78EF6CA8.arn}`],
          keyArn: from("dev-platform", "key_arn"),
        }),
      ]),
    });
    expect(Object.values(resourcesOf(stack, "aws_iam_role")).map(({ name, path }) => ({ name, path }))).toEqual([
      { name: "dev-service-orders-execution", path: "/dev/dev/" },
      { name: "dev-service-orders-task", path: "/dev/dev/" },
    ]);
  });

  it("lets in its load balancer, and is let into the service that it calls", () => {
    const own = `\${aws_security_group.firewall_F08B8B69.id}`;
    const rules = Object.values(resourcesOf(stack, "aws_vpc_security_group_ingress_rule"));
    expect(rules).toEqual([
      {
        security_group_id: own,
        referenced_security_group_id: from("dev-platform", "internal_load_balancer_security_group_id"),
        ip_protocol: "tcp",
        from_port: 8080,
        to_port: 8080,
        description: "Requests and health checks of the load balancer",
        depends_on: ["aws_lb_target_group.route_913841CD"],
      },
      {
        security_group_id: from("dev-service-users", "security_group_id"),
        referenced_security_group_id: own,
        ip_protocol: "tcp",
        from_port: 8081,
        to_port: 8081,
        description: "Calls from dev-service-orders",
      },
    ]);
    expect(resourceOf(stack, "aws_security_group")).toEqual({
      name: "dev-service-orders",
      description: "Tasks of dev-service-orders",
      vpc_id: from("dev-network", "vpc_id"),
    });
  });

  it("answers on its host behind the internal load balancer", () => {
    expect(resourceOf(stack, "aws_lb_listener_rule")).toMatchObject({
      listener_arn: from("dev-platform", "internal_load_balancer_listener_arn"),
      priority: 4711,
      condition: [{ host_header: { values: ["orders.dev.equipweb.biz"] } }],
    });
    expect(resourceOf(stack, "aws_lb_target_group")).toMatchObject({
      name: "dev-service-orders",
      port: 8080,
      vpc_id: from("dev-network", "vpc_id"),
      health_check: { path: "/health" },
    });
    expect(resourceOf(stack, "aws_route53_record")).toEqual({
      zone_id: from("dev-dns", "zone_id"),
      name: "orders.dev.equipweb.biz",
      type: "A",
      alias: {
        name: from("dev-platform", "internal_load_balancer_dns_name"),
        zone_id: from("dev-platform", "internal_load_balancer_zone_id"),
        evaluate_target_health: false,
      },
    });
  });

  it("runs in private subnets, on the capacity of its environment, and is found by its name there", () => {
    expect(resourceOf(stack, "aws_ecs_service")).toMatchObject({
      name: "dev-service-orders",
      cluster: from("dev-platform", "cluster_arn"),
      desired_count: 1,
      capacity_provider_strategy: [{ capacity_provider: "FARGATE_SPOT", weight: 1 }],
      network_configuration: {
        subnets: from("dev-network", "private_subnets"),
        security_groups: [`\${aws_security_group.firewall_F08B8B69.id}`],
        assign_public_ip: false,
      },
      alarms: {
        alarm_names: [
          `\${aws_cloudwatch_metric_alarm.alarms_server-errors_607CC818.alarm_name}`,
          `\${aws_cloudwatch_metric_alarm.alarms_server-errors-to-services_F766730E.alarm_name}`,
        ],
        rollback: true,
      },
      service_connect_configuration: {
        namespace: from("dev-platform", "dev_namespace_arn"),
        log_configuration: {
          options: { "awslogs-group": "${aws_cloudwatch_log_group.logs_0B6081B1.name}", "awslogs-region": "eu-west-1" },
        },
        service: [{ discovery_name: "dev-orders", client_alias: { dns_name: "orders", port: 8080 } }],
      },
      enable_execute_command: false,
      lifecycle: { ignore_changes: ["task_definition", "desired_count"] },
    });
  });

  it("grows and shrinks as the catalogue says, after it exists", () => {
    expect(resourceOf(stack, "aws_appautoscaling_target")).toMatchObject({
      resource_id: `service/${from("dev-platform", "cluster_name")}/\${aws_ecs_service.service_6D174F83.name}`,
      min_capacity: 1,
      max_capacity: 2,
    });
  });

  it("tells the network's topic of alarms", () => {
    const alarms = Object.values(resourcesOf(stack, "aws_cloudwatch_metric_alarm"));
    expect(alarms.map(({ alarm_name }) => alarm_name)).toEqual([
      "dev-service-orders-connection-errors",
      "dev-service-orders-cpu",
      "dev-service-orders-memory",
      "dev-service-orders-server-errors-to-services",
      "dev-service-orders-server-errors",
      "dev-service-orders-too-few-tasks",
      "dev-service-orders-unhealthy-tasks",
    ]);
    for (const { alarm_actions, ok_actions } of alarms) {
      expect([alarm_actions, ok_actions]).toEqual([
        [from("dev-platform", "alarm_topic_arn")],
        [from("dev-platform", "alarm_topic_arn")],
      ]);
    }
    expect(resourceOf(stack, "aws_cloudwatch_metric_alarm", "alarms_too-few")).toMatchObject({
      threshold: 1,
      alarm_description: expect.stringContaining("Fewer than 1 healthy tasks"),
      dimensions: {
        LoadBalancer: from("dev-platform", "internal_load_balancer_arn_suffix"),
        TargetGroup: `\${aws_lb_target_group.route_913841CD.arn_suffix}`,
      },
    });
    expect(resourceOf(stack, "aws_cloudwatch_metric_alarm", "alarms_cpu")).toMatchObject({
      dimensions: { ClusterName: from("dev-platform", "cluster_name"), ServiceName: "dev-service-orders" },
    });
    expect(resourceOf(stack, "aws_cloudwatch_metric_alarm", "alarms_server-errors_")).toMatchObject({
      alarm_description: expect.stringContaining("Read ${aws_cloudwatch_log_group.logs_0B6081B1.name}."),
    });
  });

  it("is told apart from the same service in another environment, where a metric knows no namespace", () => {
    const dimensionsOf = (name: string) =>
      resourceOf(stack, "aws_cloudwatch_metric_alarm", `alarms_${name}`).dimensions;
    const { service_connect_configuration } = resourceOf(stack, "aws_ecs_service");
    expect(dimensionsOf("server-errors-to-services")).toEqual({ TargetDiscoveryName: "dev-orders" });
    expect(service_connect_configuration).toMatchObject({ service: [{ discovery_name: "dev-orders" }] });
  });

  it("hands its security group to the services that call it", () => {
    expect(stack.output).toEqual({ security_group_id: { value: `\${aws_security_group.firewall_F08B8B69.id}` } });
  });

  it("waits for the stacks that it reads, and for no others", () => {
    expect(Object.keys(stack.data?.terraform_remote_state ?? {}).sort()).toEqual([
      "dev-dns",
      "dev-network",
      "dev-platform",
      "dev-service-users",
    ]);
    expect(Object.keys(stack.data ?? {})).toEqual(["terraform_remote_state"]);
  });
});

describe("a public service", () => {
  const stack = build({ access: "public", host: "shop.dev.equipweb.biz" }, aNetwork({ ipv6: true }));

  it("stands behind the public load balancer, and only there", () => {
    const text = JSON.stringify(stack);
    expect(text).toContain(from("dev-platform", "public_load_balancer_listener_arn"));
    expect(text).toContain(from("dev-platform", "public_load_balancer_security_group_id"));
    expect(text).not.toContain("internal_load_balancer");
  });

  it("still runs in private subnets without a public address, and lets in no range of addresses", () => {
    expect(resourceOf(stack, "aws_ecs_service").network_configuration).toMatchObject({
      subnets: from("dev-network", "private_subnets"),
      assign_public_ip: false,
    });
    for (const rule of Object.values(resourcesOf(stack, "aws_vpc_security_group_ingress_rule"))) {
      expect(Object.keys(rule)).not.toEqual(expect.arrayContaining([expect.stringMatching(/cidr|prefix_list/)]));
    }
  });

  it("answers over IPv6 too where its network has it", () => {
    const records = resourcesOf(stack, "aws_route53_record");
    expect(Object.values(records).map(({ type }) => type)).toEqual(["AAAA", "A"]);
    for (const { name } of Object.values(records)) expect(name).toBe("shop.dev.equipweb.biz");
  });

  it("fails when its network has no public load balancer", () => {
    const network = aNetwork({ publicLoadBalancer: false });
    expect(() => build({ access: "public" }, network, { publicBalancer: false })).toThrow(
      new Error(
        'service "orders" in environment "dev" is public, but network "dev" has no public load balancer; ' +
          "set publicLoadBalancer: true in catalogue/networks/dev.yaml, or access: internal in catalogue/services/orders.yaml",
      ),
    );
  });
});

describe("an internal service on a network with IPv6", () => {
  const stack = build({}, aNetwork({ ipv6: true }));

  it("has no AAAA record: the internal load balancer has IPv4 addresses only", () => {
    expect(resourceOf(stack, "aws_route53_record").type).toBe("A");
  });

  it("leaves the VPC over both", () => {
    const ranges = Object.values(resourcesOf(stack, "aws_vpc_security_group_egress_rule")).map(
      ({ cidr_ipv4, cidr_ipv6 }) => cidr_ipv4 ?? cidr_ipv6,
    );
    expect(ranges.filter((range) => range !== undefined)).toEqual(["::/0", "0.0.0.0/0"]);
  });
});

describe("a service in production", () => {
  const stack = build({
    environment: anEnvironment({ protection: "production", capacity: "on-demand", logRetentionDays: 365 }),
    tasks: { min: 2, max: 6 },
    size: fargateSize(1024, 4096),
  });

  it("may pull releases alone", () => {
    expect(policiesOf(stack).roles_execution_policy_B6A1C05E).toContain(":repository/dev/orders");
    expect(JSON.stringify(stack)).not.toContain("orders-snapshot");
  });

  it("runs on capacity that is not taken back, in the number and size that the catalogue says", () => {
    expect(resourceOf(stack, "aws_ecs_service")).toMatchObject({
      capacity_provider_strategy: [{ capacity_provider: "FARGATE", weight: 1 }],
      desired_count: 2,
    });
    expect(resourceOf(stack, "aws_appautoscaling_target")).toMatchObject({ min_capacity: 2, max_capacity: 6 });
    expect(resourceOf(stack, "aws_ecs_task_definition")).toMatchObject({ cpu: "1024", memory: "4096" });
    expect(resourceOf(stack, "aws_cloudwatch_metric_alarm", "alarms_too-few")).toMatchObject({ threshold: 2 });
  });

  it("keeps its logs, and deleted secrets, for as long as production needs", () => {
    expect(resourceOf(stack, "aws_cloudwatch_log_group")).toMatchObject({ retention_in_days: 365 });
    expect(resourceOf(stack, "aws_secretsmanager_secret")).toMatchObject({ recovery_window_in_days: 30 });
  });
});

describe("a service whose environment lets people open shells", () => {
  const stack = build({ environment: anEnvironment({ exec: true }) });

  it("may open them, recorded in the cluster's group", () => {
    expect(policiesOf(stack).roles_task_policy_FC31D334).toBe(
      policyDocument(
        openShells({
          clusterName: from("dev-platform", "cluster_name"),
          logGroupArn: from("dev-platform", "exec_log_group_arn"),
          keyArn: from("dev-platform", "key_arn"),
        }),
      ),
    );
    expect(resourceOf(stack, "aws_ecs_service")).toMatchObject({ enable_execute_command: true });
    expect(resourceOf(stack, "aws_ecs_task_definition").volume).toHaveLength(3);
  });
});

describe("a service whose image is special", () => {
  it.each([
    ["x86_64", "X86_64"],
    ["arm64", "ARM64"],
  ] as const)("runs on what its images are built for: %s", (architecture, cpuArchitecture) => {
    expect(resourceOf(build({ architecture }), "aws_ecs_task_definition")).toMatchObject({
      runtime_platform: { cpu_architecture: cpuArchitecture, operating_system_family: "LINUX" },
    });
  });

  it("is checked by the command that the catalogue names, or by none", () => {
    expect(containerOf(build({ healthCommand: ["CMD", "/app/health"] }))).toMatchObject({
      healthCheck: { command: ["CMD", "/app/health"] },
    });
    const unasked = build({ healthCommand: "none", team: "backend" });
    expect(containerOf(unasked)).not.toHaveProperty("healthCheck");
    expect(waiversOf(unasked)).toEqual([
      {
        rule: "container-has-a-health-check",
        reason: "The image holds no program that could ask; the load balancer alone asks the service.",
        owner: "backend",
        expires: "2027-10-31",
      },
    ]);
    expect(waiversOf(build({}))).toBeUndefined();
  });
});

describe("a service without secrets, settings and dependencies", () => {
  const stack = build({ secrets: {}, variables: {}, dependencies: [] }, aNetwork(), { callees: [] });

  it("has none, and no permission to read or decrypt any", () => {
    expect(containerOf(stack)).toMatchObject({ secrets: [], environment: [] });
    expect(stack.resource).not.toHaveProperty("aws_secretsmanager_secret");
    expect(JSON.stringify(policiesOf(stack))).not.toMatch(/secretsmanager|kms/);
    expect(Object.keys(resourcesOf(stack, "aws_vpc_security_group_ingress_rule"))).toHaveLength(1);
    expect(Object.keys(resourcesOf(stack, "aws_vpc_security_group_egress_rule"))).toHaveLength(1);
  });
});

describe("a service with the longest names of the catalogue", () => {
  const name = "a-service-name-of-28-letters";
  const stackId = `an-environment-of-28-letters-service-${name}`;
  const environment = anEnvironment({ name: "an-environment-of-28-letters" });

  it("keeps every name within the limits of AWS, and tells the roles apart", () => {
    const network = aNetwork();
    const stacks = synthesize((app) => {
      const upstream = upstreamOf(app, network);
      const [namespace] = upstream.platform.namespaces.values();
      if (!namespace) throw new Error("the upstream has no namespace");
      const platform = { ...upstream.platform, namespaces: new Map([[environment.name, namespace]]) };
      new ServiceStack(app, aService({ name, stackId, environment }), network, { ...upstream, platform });
    });
    const stack = stacks[stackId] ?? {};
    const roles = Object.values(resourcesOf(stack, "aws_iam_role")).map((role) => String(role.name));
    expect(Math.max(...roles.map((role) => role.length))).toBe(64);
    expect(new Set(roles).size).toBe(2);
    expect(resourceOf(stack, "aws_lb_target_group").name).toMatch(/^an-environment-of-28-lett-[0-9a-f]{6}$/);
    expect(resourceOf(stack, "aws_ecs_service")).toMatchObject({
      name: stackId,
      // Service Connect accepts 64 characters.
      service_connect_configuration: { service: [{ discovery_name: expect.stringMatching(/^.{57}$/) }] },
    });
  });
});

describe("a service that is built upon too little", () => {
  it("fails when a service that it calls is not built yet", () => {
    expect(() => build({}, aNetwork(), { callees: [] })).toThrow(
      new Error(
        'service "orders" calls "users", whose stack "dev-service-users" is not built yet; build a service after those that it calls',
      ),
    );
  });

  it("fails when the platform has no namespace for its environment", () => {
    expect(() => build({ environment: anEnvironment({ name: "qa" }) })).toThrow(
      new Error(
        'service "orders" is in environment "qa", for which the platform of network "dev" has no namespace; ' +
          "list the environment among the network's",
      ),
    );
  });
});

describe("the order of the catalogue", () => {
  it("does not change a service", () => {
    const secret = (name: string) => ({ name, owner: "backend", rotation: { days: 90 } });
    const [c, d] = [secret("dev/orders/c"), secret("dev/orders/d")];
    const one = build({ variables: { A: "1", B: "2" }, secrets: { C: c, D: d } });
    const other = build({ variables: { B: "2", A: "1" }, secrets: { D: d, C: c } });
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });
});
