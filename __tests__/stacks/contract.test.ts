import { DataTerraformRemoteStateS3, Fn, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { Contract } from "../../stacks/contract";
import { type SynthesizedJson, synthesize } from "../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const contract = new Contract({ vpcId: "string", publicSubnets: "list", dnsName2: "string" });

const values = { vpcId: "vpc-1", publicSubnets: ["subnet-1", "subnet-2"], dnsName2: "x.equipweb.biz" };

/** What a stack becomes in which something is done, with the remote state of another one at hand. */
const stackWith = (build: (stack: TerraformStack, state: DataTerraformRemoteStateS3) => void): SynthesizedJson =>
  synthesize((app) => {
    const stack = new TerraformStack(app, "test");
    new LocalBackend(stack, { path: "test.tfstate" });
    const state = new DataTerraformRemoteStateS3(stack, "upstream", { bucket: "states", key: "upstream" });
    build(stack, state);
  }).test as SynthesizedJson;

describe("a contract that is published", () => {
  const stack = stackWith((scope) => contract.publish(scope, values));

  test("writes one plain output for each value, in the words of Terraform", () => {
    expect(stack.output).toEqual({
      vpc_id: { value: "vpc-1" },
      public_subnets: { value: ["subnet-1", "subnet-2"] },
      dns_name2: { value: "x.equipweb.biz" },
    });
  });

  test("can be published again under a prefix, in which hyphens become underscores", () => {
    const prefixed = new Contract({ listenerArn: "string" }, "load-balancer_public");
    const both = stackWith((scope) => {
      contract.publish(scope, values);
      prefixed.publish(scope, { listenerArn: "arn:1" });
    });
    expect(Object.keys(both.output ?? {}).sort()).toEqual([
      "dns_name2",
      "load_balancer_public_listener_arn",
      "public_subnets",
      "vpc_id",
    ]);
  });

  test("fails when it is published twice without one", () => {
    expect(() =>
      stackWith((scope) => {
        contract.publish(scope, values);
        contract.publish(scope, values);
      }),
    ).toThrow("There is already a Construct with name 'output-vpc_id' in TerraformStack [test]");
  });
});

describe("a contract that is read", () => {
  /** What a consumer makes of a contract's values. */
  const consumed = (read: (state: DataTerraformRemoteStateS3) => unknown): unknown =>
    stackWith((scope, state) => {
      new TerraformOutput(scope, "consumed", { value: read(state) });
    }).output?.consumed?.value;

  test("refers to the outputs by the names under which they are published", () => {
    expect(consumed((state) => contract.read(state))).toEqual({
      vpcId: ref("data.terraform_remote_state.upstream.outputs.vpc_id"),
      publicSubnets: ref("data.terraform_remote_state.upstream.outputs.public_subnets"),
      dnsName2: ref("data.terraform_remote_state.upstream.outputs.dns_name2"),
    });
  });

  test("reads a list as a list, whose elements can be picked", () => {
    expect(consumed((state) => Fn.element([...contract.read(state).publicSubnets], 1))).toBe(
      ref("element(data.terraform_remote_state.upstream.outputs.public_subnets, 1)"),
    );
  });

  test("keeps its prefix", () => {
    const prefixed = new Contract({ listenerArn: "string" }, "load-balancer_public");
    expect(consumed((state) => prefixed.read(state).listenerArn)).toBe(
      ref("data.terraform_remote_state.upstream.outputs.load_balancer_public_listener_arn"),
    );
  });
});
