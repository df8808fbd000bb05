import { join } from "node:path";
import { type AwsRequest, awsRequestsIn } from "../../policies/witness/aws-requests";
import type { Json, JsonObject } from "../../terraform-json/json";
import { synthesizedStacks } from "../support/synthesized-stacks";
import { ROOT, run } from "./tools";

function judge(requests: readonly Omit<AwsRequest, "stack" | "place">[]): readonly (readonly string[])[] {
  const script = join(ROOT, "scripts", "tools", "python", "judge_requests.py");
  const { status, stdout, stderr } = run("python", [script], { input: JSON.stringify(requests) });
  if (status !== 0) throw new Error(`botocore did not judge: ${stderr}`);
  return JSON.parse(stdout);
}

describe("AWS's description of its APIs", () => {
  it("knows every key, type and word that we send to ECS, and to what builds and deploys", () => {
    const { requests, untranslated } = awsRequestsIn(synthesizedStacks());
    expect(untranslated).toEqual([]);
    expect([...new Set(requests.map(({ shape }) => shape))].sort()).toEqual([
      "ContainerDefinition",
      "CreateApplicationInput",
      "CreateClusterRequest",
      "CreateDeploymentGroupInput",
      "CreatePipelineInput",
      "CreateProjectInput",
      "CreateServiceRequest",
      "PutClusterCapacityProvidersRequest",
      "RegisterTaskDefinitionRequest",
    ]);
    const wrong = judge(requests).flatMap((sentences, index) =>
      sentences.map((sentence) => `${requests[index]?.stack}: ${requests[index]?.place}: ${sentence}`),
    );
    expect(wrong).toEqual([]);
  });

  const container = (value: Json) => ({ service: "ecs", shape: "ContainerDefinition", value, ofBlocks: false });
  const service = (value: Json) => ({ service: "ecs", shape: "CreateServiceRequest", value, ofBlocks: true });

  it.each([
    ["a key in another case", container({ ReadonlyRootFilesystem: true }), 'Unknown parameter in input: "Readonly'],
    ["a number as a text", container({ portMappings: [{ containerPort: "80" }] }), "Invalid type for parameter port"],
    ["a truth as a text", container({ privileged: "false" }), "Invalid type for parameter privileged"],
    ["one where a list belongs", container({ mountPoints: { sourceVolume: "a" } }), "Invalid type for parameter mount"],
    ["a key that has to be there", container({ secrets: [{ name: "A" }] }), "Missing required parameter in secrets[0]"],
    [
      "a word of nobody",
      container({ logConfiguration: { logDriver: "awslog" } }),
      "logDriver is awslog, which is none",
    ],
    ["a service without a name", service({ cluster: "a" }), 'Missing required parameter in input: "serviceName"'],
  ])("is awake: %s", (_, request, sentence) => {
    expect(judge([request])).toEqual([[expect.stringContaining(sentence)]]);
  });

  it("is awake: a fault in what we synthesize", () => {
    const planted = [...synthesizedStacks()].map(([id, stack]): [string, JsonObject] => {
      const text = JSON.stringify(stack)
        .replaceAll(String.raw`\"readonlyRootFilesystem\"`, String.raw`\"readOnlyRootFilesystem\"`)
        .replaceAll('"dns_name":', '"dns":');
      return [id, JSON.parse(text)];
    });
    const { requests } = awsRequestsIn(new Map(planted));
    const wrong = (shape: string) => judge(requests.filter((each) => each.shape === shape));
    const containers = wrong("ContainerDefinition");
    expect(containers.length).toBeGreaterThan(10);
    for (const sentences of containers) expect(sentences.join()).toContain('"readOnlyRootFilesystem"');
    expect(wrong("CreateServiceRequest").flat().join()).toMatch(/Unknown parameter in .*clientAliases\[0\]: "dns"/);
  });

  it("takes what is known only after the apply for something that fits", () => {
    const later = { $unknown: true };
    const value = { serviceName: later, desiredCount: later, loadBalancers: later, networkConfiguration: later };
    expect(judge([service(value), container({ environment: [later], logConfiguration: later })])).toEqual([[], []]);
  });
});
