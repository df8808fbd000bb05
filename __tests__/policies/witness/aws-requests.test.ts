import { awsRequestsIn } from "../../../policies/witness/aws-requests";
import type { JsonObject } from "../../../terraform-json/json";

const of = (resource: JsonObject) => awsRequestsIn(new Map([["dev", { resource }]]));
const later = { $unknown: true };

describe("what Terraform will send to AWS", () => {
  it("is a service by AWS's names", () => {
    const a: JsonObject = {
      "//": { metadata: { path: "dev/a" } },
      name: "a",
      cluster: "arn:of:${aws_ecs_cluster.a.name}",
      desired_count: "${var.count}",
      launch_type: null,
      wait_for_steady_state: false,
      deployment_maximum_percent: 200,
      deployment_circuit_breaker: { enable: true, rollback: true },
      network_configuration: { assign_public_ip: false, subnets: "${aws_subnet.a[*].id}" },
      service_connect_configuration: [
        {
          enabled: true,
          log_configuration: { log_driver: "awslogs", options: { max_size: "1" } },
          service: [{ port_name: "http", client_alias: { dns_name: "a", port: 80 } }],
        },
      ],
      lifecycle: { ignore_changes: ["desired_count"] },
    };
    expect(of({ aws_ecs_service: { a } })).toEqual({
      untranslated: [],
      requests: [
        {
          stack: "dev",
          place: "aws_ecs_service.a",
          service: "ecs",
          shape: "CreateServiceRequest",
          ofBlocks: true,
          value: {
            serviceName: "a",
            cluster: "arn:of:${aws_ecs_cluster.a.name}",
            desiredCount: later,
            deploymentConfiguration: {
              maximumPercent: 200,
              deploymentCircuitBreaker: { enable: true, rollback: true },
            },
            networkConfiguration: { awsvpcConfiguration: { assignPublicIp: "DISABLED", subnets: later } },
            serviceConnectConfiguration: [
              {
                enabled: true,
                logConfiguration: { logDriver: "awslogs", options: { max_size: "1" } },
                services: [{ portName: "http", clientAliases: { dnsName: "a", port: 80 } }],
              },
            ],
          },
        },
      ],
    });
  });

  it("is a task, and each of its containers as it stands", () => {
    const definitions = JSON.stringify([{ name: "app", Image: "a:${var.tag}" }, { name: "side" }]);
    const a = { family: "a", container_definitions: definitions, ephemeral_storage: { size_in_gib: 30 } };
    const { requests } = of({ aws_ecs_task_definition: { a } });
    expect(requests.map(({ place, shape, value, ofBlocks }) => [place, shape, value, ofBlocks])).toEqual([
      [
        "aws_ecs_task_definition.a",
        "RegisterTaskDefinitionRequest",
        { family: "a", containerDefinitions: later, ephemeralStorage: { sizeInGiB: 30 } },
        true,
      ],
      ["aws_ecs_task_definition.a container 0", "ContainerDefinition", { name: "app", Image: "a:${var.tag}" }, false],
      ["aws_ecs_task_definition.a container 1", "ContainerDefinition", { name: "side" }, false],
    ]);
  });

  it("names the types that nobody translated, and passes by those of other services", () => {
    const any = { a: {} };
    expect(
      of({ aws_codebuild_webhook: any, aws_ecs_task_set: any, aws_codepipeline_webhook: any, aws_s3_bucket: any }),
    ).toEqual({
      requests: [],
      untranslated: ["aws_codebuild_webhook", "aws_codepipeline_webhook", "aws_ecs_task_set"],
    });
  });

  it("makes structures of texts, and moves what AWS keeps deeper", () => {
    const a = {
      name: "a",
      stage: [
        {
          name: "Deploy",
          action: [
            { name: "deploy", category: "Build", input_artifacts: ["package"], configuration: { ProjectName: "b" } },
          ],
        },
      ],
    };
    const { requests } = of({ aws_codepipeline: { a } });
    expect(requests.map(({ value }) => value)).toEqual([
      {
        pipeline: {
          name: "a",
          stages: [
            {
              name: "Deploy",
              actions: [
                {
                  name: "deploy",
                  actionTypeId: { category: "Build" },
                  inputArtifacts: [{ name: "package" }],
                  configuration: { ProjectName: "b" },
                },
              ],
            },
          ],
        },
      },
    ]);
  });
});
