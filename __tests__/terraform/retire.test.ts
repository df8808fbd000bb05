import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { App } from "cdktf";
import { s3Client } from "../../adapters/aws/s3-client";
import { stateBucket } from "../../adapters/aws/state-bucket";
import { readIfExists } from "../../adapters/files";
import { planFiles } from "../../adapters/terraform/plan-store";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import { leftBehind } from "../../cli/vanished";
import type { Retirement } from "../../model/retirements";
import { DATA_LEAVES_WHEN_IT_RETIRES } from "../../operations/plan/leaving-data";
import { planStacks } from "../../operations/plan/planner";
import { findingsOf } from "../../operations/plan/policy-findings";
import { readSynthesizedStacks, type SynthesizedStack } from "../../operations/plan/synthesized-stack";
import { statePlaces, vanishedStacks } from "../../operations/plan/vanished";
import { BaseStack, type Outputs, TELL_FINDINGS } from "../../stacks/base-stack";
import { Contract } from "../../stacks/contract";
import { RetiringStack } from "../../stacks/retiring-stack";
import { type Moto, startMoto } from "../support/moto";
import { aNetwork } from "../support/organisation";
import { terraformIn } from "../support/terraform";

const MINUTE = 60_000;
const network = aNetwork();
const queues = new Contract({ queueArn: "string" });

/** What a service reads. */
class Upstream extends BaseStack {
  readonly outputs: Outputs<{ queueArn: "string" }>;

  constructor(app: App) {
    super(app, "dev-queues", { network, kind: "queues", source: "catalogue/networks/dev.yaml" });
    const queue = new SqsQueue(this, "queue", { name: "dev-orders" });
    this.outputs = this.publish(queues, { queueArn: queue.arn });
  }
}

/** Two log groups, of which Terraform may destroy one, and what another stack handed over. */
class Service extends BaseStack {
  constructor(app: App, upstream: Upstream, fields: { readonly name?: string; readonly without?: "guarded" } = {}) {
    super(app, "dev-service-orders", { network, kind: "service", source: "catalogue/services/orders.yaml" });
    const { queueArn } = this.read(upstream.outputs);
    const { name = "/dev/orders/guarded", without } = fields;
    new CloudwatchLogGroup(this, "open", { name: "/dev/orders/open", tags: { queue: queueArn } });
    if (without) return;
    new CloudwatchLogGroup(this, "guarded", { name, lifecycle: { preventDestroy: true } });
  }
}

const retirement = (fields: Partial<Retirement> = {}): Retirement => ({
  stack: "dev-service-orders",
  reads: ["dev-queues"],
  reason: "orders are taken elsewhere now",
  owner: "backend",
  backup: "arn:aws:s3:::equipweb-backups/orders",
  until: "2027-01-31",
  source: "catalogue/retiring/dev-service-orders.yaml",
  at: { file: "catalogue/retiring/dev-service-orders.yaml", line: 1, column: 1 },
  ...fields,
});

/** Each test goes on from where the one before left. */
describe("a stack that leaves", () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "retire-")));
  let moto: Moto;
  let client: S3Client;

  beforeAll(async () => {
    moto = await startMoto(network.account.id);
    const { bucket: Bucket, region } = network.state;
    client = s3Client({ endpoint: moto.url }, region);
    await client.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
  }, 2 * MINUTE);

  afterAll(async () => {
    client?.destroy();
    await moto?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  async function planned(build: (app: App) => void, id: string) {
    const output = mkdtempSync(join(root, "synthesized-"));
    const folder = mkdtempSync(join(root, "infra-"));
    const app = new App({ outdir: output, context: { [TELL_FINDINGS]: true } });
    build(app);
    app.synth();
    const stacks = await readSynthesizedStacks((path) => readIfExists(join(output, path)));
    const mode = { kind: "endpoint", url: moto.url } as const;
    const index = await withTerraform(
      { root: process.cwd(), output, folder, mode, note: () => undefined },
      (terraform) =>
        planStacks(
          stacks,
          { mode, selected: new Set([id]), parallel: 1 },
          { terraform, store: planFiles(folder), progress: () => undefined, judge: findingsOf },
        ),
    );
    const [plan] = index.stacks;
    if (!plan) throw new Error(`${id} was not planned`);
    const leaving = (plan.findings ?? []).filter(({ rule }) => rule === DATA_LEAVES_WHEN_IT_RETIRES);
    const apply = async () =>
      (await terraformIn(join(folder, "scratch", id), moto.environment)).run("apply", "-auto-approve", "tfplan");
    return { stacks, plan, apply, leaving };
  }

  const living = (fields?: ConstructorParameters<typeof Service>[2]) => (app: App) => {
    new Service(app, new Upstream(app), fields);
  };

  const left = async (stacks: readonly SynthesizedStack[]) => {
    const [place] = statePlaces(stacks);
    if (!place) throw new Error("no stack keeps a state");
    return vanishedStacks(stacks, place, stateBucket({ endpoint: moto.url }, place));
  };

  test(
    "was there once",
    async () => {
      const upstream = await planned(living(), "dev-queues");
      expect(await upstream.apply()).toContain("1 added");
      const service = await planned(living(), "dev-service-orders");
      expect(service.plan).toMatchObject({ status: "planned", applicable: true, counts: { create: 2 } });
      expect(await service.apply()).toContain("2 added");
      expect(await left(service.stacks)).toEqual([]);
    },
    3 * MINUTE,
  );

  test(
    "is guarded while it is declared: Terraform refuses to replace what it must not destroy",
    async () => {
      const { plan } = await planned(living({ name: "/dev/orders/renamed" }), "dev-service-orders");
      expect(plan).toMatchObject({ status: "failed", error: expect.stringContaining("prevent_destroy") });
    },
    3 * MINUTE,
  );

  test(
    "loses that guard with its declaration: what holds data is then refused by its name, unless it retires",
    async () => {
      const refused = await planned(living({ without: "guarded" }), "dev-service-orders");
      expect(refused.plan).toMatchObject({ status: "planned", counts: { delete: 1 } });
      expect(refused.leaving).toEqual([
        expect.objectContaining({ address: "aws_cloudwatch_log_group.guarded", answer: "violation" }),
      ]);
      expect(refused.leaving[0]).not.toHaveProperty("waiver");

      const allowed = await planned((app) => {
        const service = new Service(app, new Upstream(app), { without: "guarded" });
        service.markRetiring(retirement({ addresses: ["aws_cloudwatch_log_group.guarded"] }));
      }, "dev-service-orders");
      expect(allowed.leaving).toEqual([
        expect.objectContaining({
          address: "aws_cloudwatch_log_group.guarded",
          waiver: expect.objectContaining({ owner: "backend", expires: "2027-01-31" }),
        }),
      ]);
    },
    3 * MINUTE,
  );

  test(
    "is found by its state when it is declared no longer",
    async () => {
      const { stacks } = await planned((app) => void new Upstream(app), "dev-queues");
      expect(await left(stacks)).toEqual([
        expect.objectContaining({
          id: "dev-service-orders",
          status: "vanished",
          labels: { kind: "vanished", network: "dev", source: "" },
          notes: ["Its state holds aws_cloudwatch_log_group.guarded, aws_cloudwatch_log_group.open."],
          findings: [expect.objectContaining({ stack: "dev-service-orders", answer: "violation" })],
        }),
      ]);
    },
    MINUTE,
  );

  test(
    "is found by the command for whoever asks for its network or for it, and never without AWS",
    async () => {
      const { stacks } = await planned((app) => void new Upstream(app), "dev-queues");
      const asked = { offline: false, endpoint: moto.url };
      const ids = async (options: object) => (await leftBehind(stacks, { ...asked, ...options })).map(({ id }) => id);
      expect(await ids({})).toEqual(["dev-service-orders"]);
      expect(await ids({ branch: ["dev"], stack: ["dev-service-*"] })).toEqual(["dev-service-orders"]);
      expect(await ids({ branch: ["main"] })).toEqual([]);
      expect(await ids({ offline: true })).toEqual([]);
      const moved = stacks.map((stack) => ({
        ...stack,
        configuration: JSON.parse(stack.text.replaceAll(network.state.bucket, "not-made-yet")),
      }));
      expect(await leftBehind(moved, asked)).toEqual([]);
      await expect(leftBehind(stacks, { ...asked, endpoint: "http://127.0.0.1:1" })).rejects.toThrow(
        `could not list the states in the bucket ${network.state.bucket}`,
      );
    },
    3 * MINUTE,
  );

  test(
    "is destroyed by its own plan when it retires, although it reads nothing any more, and its state is then empty",
    async () => {
      const { plan, leaving, apply, stacks } = await planned((app) => {
        new Upstream(app);
        new RetiringStack(app, network, retirement(), "equipweb");
      }, "dev-service-orders");
      expect(plan).toMatchObject({
        status: "planned",
        applicable: true,
        dependencies: [],
        counts: { create: 0, update: 0, delete: 2 },
      });
      expect(leaving.map(({ address, waiver }) => [address, waiver?.reason])).toEqual([
        ["aws_cloudwatch_log_group.guarded", "orders are taken elsewhere now"],
        ["aws_cloudwatch_log_group.open", "orders are taken elsewhere now"],
      ]);
      expect(await apply()).toContain("2 destroyed");
      expect(await left(stacks.filter(({ id }) => id === "dev-queues"))).toEqual([]);
    },
    3 * MINUTE,
  );

  test(
    "is no longer missed: without its file, nothing of it is left to find, and with it, nothing to do",
    async () => {
      const { plan } = await planned(
        (app) => void new RetiringStack(app, network, retirement(), "equipweb"),
        "dev-service-orders",
      );
      expect(plan).toMatchObject({ status: "planned", hasChanges: false });
    },
    MINUTE,
  );
});
