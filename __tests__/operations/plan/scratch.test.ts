import type { ForeseenOutput } from "../../../operations/plan/foreseen-output";
import { scratchOf } from "../../../operations/plan/scratch";
import type { SynthesizedStack } from "../../../operations/plan/synthesized-stack";
import type { JsonObject } from "../../../terraform-json/json";
import { aConfiguration, reading, stacksOf } from "./synthesized";

const stackWith = async (sections: JsonObject): Promise<SynthesizedStack> => {
  const stacks = await stacksOf({
    "dev-network": aConfiguration("dev-network"),
    "dev-orders": aConfiguration("dev-orders", sections),
  });
  return stacks[1] as SynthesizedStack;
};

const output = (value: ForeseenOutput["value"], sensitive = false): ForeseenOutput => ({
  value,
  sensitive,
  placeholders: [],
});

describe("the scratch folder of a stack", () => {
  test("holds the stack byte for byte, and alone when nothing differs", async () => {
    const stack = await stackWith({});
    expect(scratchOf(stack, { kind: "real" }, new Map())).toEqual({
      files: new Map([["cdk.tf.json", stack.text]]),
      notes: [],
    });
  });

  test("holds what a mode changes in a file that Terraform merges over the stack", async () => {
    const stack = await stackWith({});
    const { files } = scratchOf(stack, { kind: "offline" }, new Map());
    expect([...files.keys()]).toEqual(["cdk.tf.json", "infra_override.tf.json"]);
    expect(files.get("cdk.tf.json")).toBe(stack.text);
    expect(JSON.parse(files.get("infra_override.tf.json") ?? "")).toMatchObject({
      terraform: { backend: { local: {} } },
    });
  });

  test("holds a state file for each stubbed upstream, with the type of every output", async () => {
    const stack = await stackWith({ data: reading("dev-network") });
    const outputs = new Map([
      ["vpc_id", output("vpc-1")],
      ["subnet_ids", output(["subnet-1", "subnet-2"])],
      ["tags", output({ team: "backend", spot: true, weight: 3 })],
      ["nothing", output(null)],
      ["password", output("hunter2", true)],
    ]);
    const { files } = scratchOf(stack, { kind: "real" }, new Map([["dev-network", outputs]]));
    expect(JSON.parse(files.get("stubs/dev-network.tfstate") ?? "")).toEqual({
      version: 4,
      outputs: {
        vpc_id: { value: "vpc-1", type: "string" },
        subnet_ids: { value: ["subnet-1", "subnet-2"], type: ["tuple", ["string", "string"]] },
        tags: {
          value: { team: "backend", spot: true, weight: 3 },
          type: ["object", { team: "string", spot: "bool", weight: "number" }],
        },
        nothing: { value: null, type: "dynamic" },
        password: { value: "hunter2", type: "string", sensitive: true },
      },
    });
    expect(JSON.parse(files.get("infra_override.tf.json") ?? "")).toMatchObject({
      data: { terraform_remote_state: { "dev-network": { config: { path: "stubs/dev-network.tfstate" } } } },
    });
  });
});

describe("import blocks", () => {
  const importing = {
    import: [
      { to: "aws_sqs_queue.orders", id: "https://sqs.eu-west-1.amazonaws.com/111111111111/orders" },
      { to: "aws_s3_bucket.files", id: "files" },
    ],
    resource: { aws_sqs_queue: { orders: { name: "orders" } } },
  };

  test("are left out of a plan without AWS, which says so", async () => {
    const stack = await stackWith(importing);
    const { files, notes } = scratchOf(stack, { kind: "offline" }, new Map());
    const { import: _, ...rest } = stack.configuration;
    expect(JSON.parse(files.get("cdk.tf.json") ?? "")).toEqual(rest);
    expect(notes).toEqual([
      "Imports are not planned without AWS, so these show as created: aws_s3_bucket.files, aws_sqs_queue.orders. They will be imported.",
    ]);
  });

  test.each([{ kind: "real" }, { kind: "endpoint", url: "http://127.0.0.1:4566" }] as const)(
    "stay in a plan with AWS or an emulator ($kind), which have what is imported",
    async (mode) => {
      const stack = await stackWith(importing);
      const { files, notes } = scratchOf(stack, mode, new Map());
      expect(files.get("cdk.tf.json")).toBe(stack.text);
      expect(notes).toEqual([]);
    },
  );
});
