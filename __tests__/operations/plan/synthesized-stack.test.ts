import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { type App, LocalBackend, TerraformStack } from "cdktf";
import { readSynthesizedStacks } from "../../../operations/plan/synthesized-stack";
import { BaseStack, type Outputs } from "../../../stacks/base-stack";
import { Contract } from "../../../stacks/contract";
import { aNetwork } from "../../support/organisation";
import { aConfiguration, manifestOf, outputOf, reading, stacksOf, synthesized } from "./synthesized";

const contract = new Contract({ topicArn: "string" });

class Producer extends BaseStack {
  readonly outputs: Outputs<{ topicArn: "string" }>;

  constructor(app: App) {
    super(app, "dev-platform", { network: aNetwork(), kind: "platform", source: "catalogue/networks/dev.yaml" });
    this.outputs = this.publish(contract, { topicArn: new SnsTopic(this, "topic", { name: "events" }).arn });
  }
}

class Consumer extends BaseStack {
  constructor(app: App, producer: Producer) {
    super(app, "dev-service-orders", {
      network: aNetwork(),
      kind: "service",
      environment: "dev",
      source: "catalogue/services/orders.yaml",
    });
    new SnsTopic(this, "topic", { name: this.read(producer.outputs).topicArn });
  }
}

describe("stacks of this repository, as cdktf writes them", () => {
  const stacks = synthesized((app) => {
    new Consumer(app, new Producer(app));
    const foreign = new TerraformStack(app, "elsewhere");
    new LocalBackend(foreign, { path: "elsewhere.tfstate" });
    new AwsProvider(foreign, "aws", { region: "eu-west-1" });
  });

  test("come sorted by id, each with its folder and its text as it was written", async () => {
    expect((await stacks).map(({ id, folder }) => [id, folder])).toEqual([
      ["dev-platform", "stacks/dev-platform"],
      ["dev-service-orders", "stacks/dev-service-orders"],
      ["elsewhere", "stacks/elsewhere"],
    ]);
    for (const { text, configuration } of await stacks) expect(JSON.parse(text)).toEqual(configuration);
  });

  test("say which network, environment and catalogue file they belong to", async () => {
    expect((await stacks).map(({ labels }) => labels)).toEqual([
      { kind: "platform", network: "dev", source: "catalogue/networks/dev.yaml" },
      { kind: "service", network: "dev", environment: "dev", source: "catalogue/services/orders.yaml" },
      undefined,
    ]);
  });

  test("depend on the stacks whose state they read", async () => {
    expect((await stacks).map(({ dependencies }) => dependencies)).toEqual([[], ["dev-platform"], []]);
    expect((await stacks)[1]?.remoteStates).toEqual([{ name: "dev-platform", stack: "dev-platform" }]);
  });
});

describe("dependencies", () => {
  test("come from remote state alone, where the manifest has none", async () => {
    const [, orders] = await stacksOf({
      "dev-network": aConfiguration("dev-network"),
      "dev-orders": aConfiguration("dev-orders", { data: reading("dev-network") }),
    });
    expect(orders?.dependencies).toEqual(["dev-network"]);
  });

  test("come from the manifest alone, where no state is read, by name though it holds construct paths", async () => {
    const stacks = manifestOf(["network", "orders"]);
    const manifest = {
      network: { ...stacks.network, constructPath: "dev/network" },
      orders: { ...stacks.orders, dependencies: ["dev/network"] },
    };
    const read = outputOf({ network: aConfiguration("network"), orders: aConfiguration("orders") });
    const [, orders] = await readSynthesizedStacks(async (path) =>
      path === "manifest.json" ? JSON.stringify({ stacks: manifest }) : read(path),
    );
    expect(orders?.dependencies).toEqual(["network"]);
    expect(orders?.remoteStates).toEqual([]);
  });

  test("are told by where a state lies, not by what the data source is called", async () => {
    const [, orders] = await stacksOf({
      "dev-network": aConfiguration("dev-network"),
      "dev-orders": aConfiguration("dev-orders", { data: reading({ net: "dev-network" }) }),
    });
    expect(orders?.remoteStates).toEqual([{ name: "net", stack: "dev-network" }]);
  });

  test("do not include a state of the same key in another bucket, which no stack of this app writes", async () => {
    const elsewhere = { backend: "s3", config: { bucket: "another", key: "dev-network", region: "eu-west-1" } };
    const [, orders] = await stacksOf({
      "dev-network": aConfiguration("dev-network"),
      "dev-orders": aConfiguration("dev-orders", { data: { terraform_remote_state: { theirs: elsewhere } } }),
    });
    expect(orders?.dependencies).toEqual([]);
    expect(orders?.remoteStates).toEqual([{ name: "theirs" }]);
  });

  test("fail when they form a cycle", async () => {
    const stacks = stacksOf({
      a: aConfiguration("a", { data: reading("b") }),
      b: aConfiguration("b", { data: reading("a") }),
    });
    await expect(stacks).rejects.toThrow("dependencies form a cycle: a -> b -> a; remove one of them");
  });
});

describe("reading an output folder fails", () => {
  const failing = (files: Record<string, string>) => readSynthesizedStacks(async (path) => files[path]);
  const manifest = (stack: object = {}) =>
    JSON.stringify({ stacks: { "dev-network": { ...manifestOf(["dev-network"])["dev-network"], ...stack } } });

  test("when nothing was synthesized", async () => {
    await expect(failing({})).rejects.toThrow(
      "manifest.json does not exist in the output folder; synthesize first: npx cdktf synth",
    );
  });

  test("when the manifest is not JSON", async () => {
    await expect(failing({ "manifest.json": "{" })).rejects.toThrow(/^manifest\.json is not JSON: /);
  });

  test("when the manifest has another shape, and says where", async () => {
    await expect(failing({ "manifest.json": '{"stacks":{"dev-network":{}}}' })).rejects.toThrow(
      /^manifest\.json is not what cdktf 0\.21 writes; synthesize again: npx cdktf synth\n(.|\n)*stacks\["dev-network"\]\.name/,
    );
  });

  test.each(["../elsewhere", "a/b", ".", ""])("when a stack's name, %j, would lead to another folder", async (name) => {
    await expect(failing({ "manifest.json": manifest({ name }) })).rejects.toThrow(
      "must be a plain name without a path",
    );
  });

  test("when a stack's file is missing", async () => {
    await expect(failing({ "manifest.json": manifest() })).rejects.toThrow(
      'stacks/dev-network/cdk.tf.json does not exist, but manifest.json names it for the stack "dev-network"; synthesize again: npx cdktf synth',
    );
  });

  test("when a stack's file is not JSON", async () => {
    await expect(
      failing({ "manifest.json": manifest(), "stacks/dev-network/cdk.tf.json": "resource {" }),
    ).rejects.toThrow(/^stacks\/dev-network\/cdk\.tf\.json is not JSON: /);
  });

  test("when a stack's file holds no object", async () => {
    await expect(failing({ "manifest.json": manifest(), "stacks/dev-network/cdk.tf.json": "[]" })).rejects.toThrow(
      "stacks/dev-network/cdk.tf.json holds no JSON object",
    );
  });

  test("when the manifest names a dependency that is no stack", async () => {
    const files = { "manifest.json": manifest({ dependencies: ["dev-gone"] }), "stacks/dev-network/cdk.tf.json": "{}" };
    await expect(failing(files)).rejects.toThrow('"dev-network" depends on "dev-gone", which does not exist');
  });
});
