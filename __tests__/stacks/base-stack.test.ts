import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { waive } from "../../constructs/waive";
import type { Network } from "../../model/organisation";
import { BaseStack, type BaseStackProps, type Outputs } from "../../stacks/base-stack";
import { Contract } from "../../stacks/contract";
import { aNetwork } from "../support/organisation";
import { type SynthesizedJson, synthesize } from "../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const OUTPUTS = { arn: "string", subnets: "list" } as const;
const contract = new Contract(OUTPUTS);
const otherContract = new Contract({ name: "string" }, "other");

/** Hands on values that are known, by two contracts. */
class Producer extends BaseStack {
  readonly outputs: Outputs<typeof OUTPUTS>;
  readonly others: Outputs<{ readonly name: "string" }>;

  constructor(app: App, id: string, network: Network = aNetwork()) {
    super(app, id, { network, kind: "producer", source: "catalogue/producer.yaml" });
    this.outputs = this.publish(contract, { arn: "arn:1", subnets: ["subnet-1", "subnet-2"] });
    this.others = this.publish(otherContract, { name: "x" });
  }
}

/** Writes out what it reads of others. */
class Consumer extends BaseStack {
  constructor(app: App, id: string, props: Partial<BaseStackProps>, producers: readonly Producer[] = []) {
    super(app, id, { network: aNetwork(), kind: "consumer", source: "catalogue/consumer.yaml", ...props });
    for (const { node, outputs, others } of producers) {
      new TerraformOutput(this, `read-${node.id}`, {
        value: [this.read(outputs), this.read(others), this.read(outputs)],
      });
    }
  }
}

const stackOf = (props: Partial<BaseStackProps> = {}): SynthesizedJson =>
  synthesize((app) => new Consumer(app, "dev-consumer", props))["dev-consumer"] as SynthesizedJson;

const consumerOf = (...producers: readonly [id: string, network: Network][]): SynthesizedJson =>
  synthesize((app) => {
    const built = producers.map(([id, network]) => new Producer(app, id, network));
    new Consumer(app, "dev-consumer", {}, built);
  })["dev-consumer"] as SynthesizedJson;

/** The manifest from which `cdktf` takes the order of stacks. */
function manifestOf(build: (app: App) => void): { stacks: Record<string, { dependencies: readonly string[] }> } {
  const outdir = mkdtempSync(join(tmpdir(), "manifest-"));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    return JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const main = aNetwork({
  name: "main",
  account: { name: "production", id: "222222222222", guardedBy: "main" },
  region: "eu-central-1",
  state: { bucket: "equipweb-main-state-222222222222", region: "eu-central-1" },
});

/** Of a stack of the network `dev` that says nothing of its own. */
const TAGS = {
  "managed-by": "terraform",
  owner: "platform",
  repo: "equipweb/infra",
  "cost-center": "cc-1000",
  network: "dev",
  service: "consumer",
  "data-class": "internal",
};

describe("a stack", () => {
  const stack = stackOf();

  test("has one provider, bound to its account and region, that tags everything as its network says", () => {
    expect(stack.provider).toEqual({
      aws: [
        {
          region: "eu-west-1",
          allowed_account_ids: ["111111111111"],
          default_tags: [{ tags: TAGS }],
        },
      ],
    });
  });

  test("keeps its state under its own id, encrypted with the network's key, locked by S3, in its network's bucket and account", () => {
    expect(stack.terraform).toMatchObject({
      backend: {
        s3: {
          bucket: "equipweb-dev-state-111111111111",
          region: "eu-west-1",
          key: "dev-consumer",
          encrypt: true,
          kms_key_id: "arn:aws:kms:eu-west-1:111111111111:alias/dev-state",
          use_lockfile: true,
          allowed_account_ids: ["111111111111"],
        },
      },
    });
    expect(Object.keys((stack.terraform as { backend: { s3: object } }).backend.s3).sort()).toEqual([
      "allowed_account_ids",
      "bucket",
      "encrypt",
      "key",
      "kms_key_id",
      "region",
      "use_lockfile",
    ]);
  });

  test("pins the provider exactly, and asks for a Terraform whose states S3 locks", () => {
    expect(stack.terraform).toMatchObject({
      required_providers: { aws: { source: "aws", version: "5.100.0" } },
      required_version: "~> 1.11",
    });
    expect(Object.keys((stack.terraform as { required_providers: object }).required_providers)).toEqual(["aws"]);
  });

  test("says what it is and where it comes from, and names no environment when it has none", () => {
    expect((stack["//"] as { infra: unknown }).infra).toEqual({
      kind: "consumer",
      network: "dev",
      source: "catalogue/consumer.yaml",
    });
  });

  test("names its environment when it has one", () => {
    expect(stackOf({ environment: "qa" }).provider).toMatchObject({
      aws: [{ default_tags: [{ tags: { ...TAGS, environment: "qa" } }] }],
    });
    expect((stackOf({ environment: "qa" })["//"] as { infra: unknown }).infra).toEqual({
      kind: "consumer",
      network: "dev",
      environment: "qa",
      source: "catalogue/consumer.yaml",
    });
  });

  test("names the workspace that it is, in its labels and its tags, and how secret its data are", () => {
    const { provider, "//": notes } = stackOf({ workspace: "acme", dataClass: "restricted" });
    expect((notes as { infra: object }).infra).toMatchObject({ workspace: "acme" });
    expect(provider).toMatchObject({
      aws: [{ default_tags: [{ tags: { ...TAGS, workspace: "acme", "data-class": "restricted" } }] }],
    });
  });

  test("tells of waivers that cover nothing, also of a rule that is none; those of rules over all stacks it cannot judge", () => {
    const stack = new Consumer(new App({ outdir: tmpdir() }), "dev-consumer", {});
    const topic = new SnsTopic(stack, "topic", { name: "events", kmsMasterKeyId: "alias/events" });
    for (const rule of ["topic-is-encrypted", "queue-demands-tls", "topic-*", "states-are-apart"]) {
      waive(topic, { rule, reason: "an example of a waiver", owner: "platform", expires: "2027-01-31" });
    }
    stack.toTerraform();
    const idle = stack.findings.filter(({ rule }) => rule === "waiver-covers-something");
    expect(idle.map(({ address, message }) => [address, message])).toEqual([
      ["aws_sns_topic.topic", "its waiver of topic-is-encrypted covers nothing"],
      ["aws_sns_topic.topic", 'its waiver names "topic-*", which is no rule'],
    ]);
  });

  test("says what AWS raised for its account, for rules that count", () => {
    const { account } = aNetwork();
    const { "//": notes } = stackOf({ network: aNetwork({ account: { ...account, quotas: { vpcs: 20 } } }) });
    expect((notes as { infra: object }).infra).toMatchObject({ quotas: { vpcs: 20 } });
  });

  test("adds tags of its own, which win over the network's", () => {
    expect(stackOf({ tags: { owner: "backend", service: "orders" } }).provider).toMatchObject({
      aws: [
        {
          default_tags: [{ tags: { ...TAGS, owner: "backend", service: "orders" } }],
        },
      ],
    });
  });

  test("stands in the account, region and bucket of its own network", () => {
    const { provider, terraform } = stackOf({ network: main });
    expect(provider).toMatchObject({ aws: [{ region: "eu-central-1", allowed_account_ids: ["222222222222"] }] });
    expect(terraform).toMatchObject({
      backend: {
        s3: {
          bucket: "equipweb-main-state-222222222222",
          region: "eu-central-1",
          allowed_account_ids: ["222222222222"],
        },
      },
    });
  });

  test("fails when another one has its id", () => {
    const app = new App();
    new Producer(app, "dev-network");
    expect(() => new Consumer(app, "dev-network", {})).toThrow(
      new Error('two stacks have the id "dev-network"; rename one of the things they are made from'),
    );
  });

  test("fails when it does not stand directly under the app", () => {
    const outer = new TerraformStack(new App(), "outer");
    expect(() => new Producer(outer as unknown as App, "dev-network")).toThrow(
      new Error('stack "dev-network" must stand directly under the app'),
    );
  });
});

describe("a stack that reads what another one published", () => {
  const stack = consumerOf(["dev-network", aNetwork()]);

  test("reads the other one's state once, however often it asks, and under that stack's id", () => {
    expect(stack.data).toEqual({
      terraform_remote_state: {
        "dev-network": {
          backend: "s3",
          config: { bucket: "equipweb-dev-state-111111111111", region: "eu-west-1", key: "dev-network" },
        },
      },
    });
  });

  test("refers to the values by the names of the contract", () => {
    const first = {
      arn: ref("data.terraform_remote_state.dev-network.outputs.arn"),
      subnets: ref("data.terraform_remote_state.dev-network.outputs.subnets"),
    };
    expect(stack.output?.["read-dev-network"]).toEqual({
      value: [first, { name: ref("data.terraform_remote_state.dev-network.outputs.other_name") }, first],
    });
  });

  test("makes the other one write no outputs but those of its contracts", () => {
    const { "dev-network": producer } = synthesize((app) => {
      new Consumer(app, "dev-consumer", {}, [new Producer(app, "dev-network")]);
    });
    expect(producer?.output).toEqual({
      arn: { value: "arn:1" },
      subnets: { value: ["subnet-1", "subnet-2"] },
      other_name: { value: "x" },
    });
  });

  test("reads several states, each in its own network's bucket", () => {
    const { data } = consumerOf(["dev-network", aNetwork()], ["main-registry", main]);
    expect(data?.terraform_remote_state).toMatchObject({
      "dev-network": { config: { bucket: "equipweb-dev-state-111111111111", region: "eu-west-1", key: "dev-network" } },
      "main-registry": {
        config: { bucket: "equipweb-main-state-222222222222", region: "eu-central-1", key: "main-registry" },
      },
    });
  });

  test("is deployed after it, and a stack that reads nothing after none", () => {
    const { stacks } = manifestOf((app) => {
      new Consumer(app, "dev-consumer", {}, [new Producer(app, "dev-network"), new Producer(app, "dev-dns")]);
    });
    const dependencies = Object.entries(stacks).map(([id, stack]) => [id, stack.dependencies]);
    expect(Object.fromEntries(dependencies)).toEqual({
      "dev-consumer": ["dev-network", "dev-dns"],
      "dev-dns": [],
      "dev-network": [],
    });
  });
});

describe("a stack of another provider", () => {
  const stack = stackOf({ provider: (scope) => new GithubProvider(scope, "github", { owner: "equipweb" }) });

  test("has that one alone", () => {
    expect(stack.provider).toEqual({ github: [{ owner: "equipweb" }] });
    expect(stack.terraform).toMatchObject({
      required_providers: { github: { source: "integrations/github", version: "6.9.0" } },
    });
  });

  test("has a state and labels like all others", () => {
    const { required_providers: _, ...terraform } = stackOf().terraform as Record<string, unknown>;
    expect(stack.terraform).toMatchObject(terraform);
    expect(stack["//"]).toMatchObject({ infra: (stackOf()["//"] as { readonly infra: object }).infra });
  });
});
