import { CreateRepositoryCommand, DescribeRepositoriesCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { CreateBucketCommand, DeleteObjectCommand, HeadBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { settingsFor } from "../../adapters/aws/connection";
import { s3Client } from "../../adapters/aws/s3-client";
import { readIfExists } from "../../adapters/files";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import { stateKeyArn } from "../../model/state";
import { scratchOf } from "../../operations/plan/scratch";
import { readSynthesizedStacks } from "../../operations/plan/synthesized-stack";
import type { JsonObject } from "../../terraform-json/json";
import { type EmulatedNetwork, emulatedNetwork } from "../support/emulated-network";

const MINUTE = 60_000;
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const [WEB, OTHER, REPOSITORY] = ["tiny-web", "tiny-web-of-somebody-else", "dev/tiny"];

let network: EmulatedNetwork;

/** A stack of the network, as cdktf writes it. */
function configuration(id: string, resource: JsonObject, more: JsonObject = {}, labels: JsonObject = {}): JsonObject {
  const { name, state, account, source, region } = network.network;
  return {
    "//": { infra: { kind: "tiny", network: name, environment: "dev", source, ...labels } },
    terraform: {
      backend: {
        s3: { ...state, key: id, encrypt: true, kms_key_id: stateKeyArn(network.network), use_lockfile: true },
      },
      required_version: "~> 1.11",
      required_providers: { aws: { source: "aws", version: "5.100.0" } },
    },
    provider: { aws: [{ region, allowed_account_ids: [account.id] }] },
    resource,
    ...more,
  };
}

function write(stacks: Readonly<Record<string, JsonObject>>): void {
  const manifest = Object.keys(stacks).map((id) => [
    id,
    {
      name: id,
      constructPath: id,
      dependencies: [],
      synthesizedStackPath: `stacks/${id}/cdk.tf.json`,
      workingDirectory: `stacks/${id}`,
    },
  ]);
  for (const [id, stack] of Object.entries(stacks))
    network.checkout.write(`tiny/stacks/${id}/cdk.tf.json`, JSON.stringify(stack));
  network.checkout.write("tiny/manifest.json", JSON.stringify({ stacks: Object.fromEntries(manifest) }));
}

/** Applies every stack, upstreams first. */
async function apply(...ids: readonly string[]): Promise<void> {
  const { folder } = network.checkout;
  const output = `${folder}/tiny`;
  const mode = { kind: "endpoint", url: network.url } as const;
  const stacks = await readSynthesizedStacks((path) => readIfExists(`${output}/${path}`));
  await withTerraform(
    { root: folder, output, folder: `${folder}/.infra`, mode, note: () => undefined },
    async (terraform) => {
      for (const id of ids) {
        const stack = stacks.find((one) => one.id === id);
        if (!stack) throw new Error(id);
        const planned = await terraform.planToApply(stack, scratchOf(stack, mode, new Map()).files);
        if (!planned.ok) throw new Error(planned.error);
        const applied = await terraform.apply(stack, planned.saved);
        if (!applied.ok) throw new Error(applied.error);
      }
    },
  );
}

const destroy = (...words: readonly string[]) =>
  network.infra(["destroy", ...words, "--from", "tiny", "--endpoint", network.url]);

const isThere = (Bucket: string): Promise<boolean> =>
  network.s3.send(new HeadBucketCommand({ Bucket })).then(
    () => true,
    () => false,
  );

beforeAll(async () => {
  network = await emulatedNetwork("dev");
  const { state, region } = network.network;
  write({
    "dev-app-tiny": configuration(
      "dev-app-tiny",
      {
        aws_s3_bucket: { web: { bucket: WEB } },
        aws_s3_bucket_versioning: {
          web: { bucket: "${aws_s3_bucket.web.id}", versioning_configuration: { status: "Enabled" } },
        },
        aws_s3_object: { stage: { bucket: "${aws_s3_bucket.web.id}", key: "stage.json", content: "{}" } },
        aws_ecr_repository: { images: { name: REPOSITORY } },
      },
      { output: { bucket: { value: "${aws_s3_bucket.web.id}" } } },
    ),
    "dev-deployer-tiny": configuration(
      "dev-deployer-tiny",
      {
        aws_cloudwatch_log_group: {
          log: { name: "/dev/${data.terraform_remote_state.dev-app-tiny.outputs.bucket}" },
        },
      },
      {
        data: {
          terraform_remote_state: { "dev-app-tiny": { backend: "s3", config: { ...state, key: "dev-app-tiny" } } },
        },
      },
    ),
    "prd-app-tiny": configuration("prd-app-tiny", {}, {}, { environment: "prd", production: true }),
    "dev-tiny": configuration("dev-tiny", {}, {}, { environment: null }),
  });
  await apply("dev-app-tiny", "dev-deployer-tiny");
  // What is in them by now, and what is beside them.
  const { s3 } = network;
  for (const Body of ["one", "two"]) await s3.send(new PutObjectCommand({ Bucket: WEB, Key: "releases/a", Body }));
  await s3.send(new DeleteObjectCommand({ Bucket: WEB, Key: "releases/a" }));
  const elsewhere = s3Client({ endpoint: network.url }, region);
  await elsewhere.send(
    new CreateBucketCommand({
      Bucket: OTHER,
      CreateBucketConfiguration: { LocationConstraint: region as "eu-west-1" },
    }),
  );
  await elsewhere.send(new PutObjectCommand({ Bucket: OTHER, Key: "a", Body: "a" }));
  elsewhere.destroy();
  const ecr = new ECRClient(settingsFor({ endpoint: network.url }, region));
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, layers: [] });
  await ecr.send(new PutImageCommand({ repositoryName: REPOSITORY, imageManifest, imageTag: "1" }));
  await ecr.send(new CreateRepositoryCommand({ repositoryName: "dev/others" }));
  ecr.destroy();
}, 5 * MINUTE);

afterAll(() => network?.stop());

it.each<[string, readonly string[], string]>([
  [
    "production",
    ["prd-app-tiny", "--yes", "prd-app-tiny"],
    "prd-app-tiny is production. It leaves by an approved plan alone: npx infra retire (docs/runbooks/retire.md).\nNothing was destroyed.\n",
  ],
  [
    "a stack that is no stack",
    ["dev-app-tyni", "--yes", "dev-app-tyni"],
    'there is no stack "dev-app-tyni". Did you mean "dev-app-tiny"?\nNothing was destroyed.\n',
  ],
  [
    "a stack that another deployed stack reads",
    ["dev-app-tiny", "--yes", "dev-app-tiny"],
    "dev-deployer-tiny is deployed, and reads dev-app-tiny. Destroy it, too, or first.\nNothing was destroyed.\n",
  ],
  [
    "what nobody typed, without a terminal",
    ["dev-deployer-tiny"],
    "there is no terminal on which ids could be typed. Name them: --yes dev-deployer-tiny\n",
  ],
  [
    "another id than that of a stack that goes",
    ["dev-deployer-tiny", "--yes", "dev-deployer-tyni"],
    '--yes "dev-deployer-tyni" is none of the stacks that are named. Nothing was destroyed.\n',
  ],
])(
  "refuses %s",
  async (_, words, message) => {
    const { code, stdout, stderr } = await destroy(...words);
    expect([code, stdout, stderr.replace(/^providers come from .*\n/m, "")]).toEqual([2, "", message]);
    expect(await isThere(WEB)).toBe(true);
  },
  2 * MINUTE,
);

const GOES = `dev-deployer-tiny: 1 resource goes, with all that they hold
  aws_cloudwatch_log_group.log: it holds logs
dev-app-tiny: 4 resources go, with all that they hold
  aws_ecr_repository.images: it holds images and packages
  aws_s3_bucket.web: it holds data
  aws_s3_object.stage: it holds data
  and 1 resource that can be made again
`;

it(
  "shows what goes, and destroys nothing when it is only asked that",
  async () => {
    const { code, stdout } = await destroy("dev-app-tiny", "dev-deployer-tiny", "--dry-run");
    expect([code, stdout, await isThere(WEB)]).toEqual([0, GOES, true]);
  },
  2 * MINUTE,
);

it(
  "destroys stacks, what reads before what is read, with what is in their buckets and in no others",
  async () => {
    const names = ["dev-app-tiny", "dev-deployer-tiny"];
    const { code, stdout, stderr } = await destroy(...names, ...names.flatMap((id) => ["--yes", id]));
    expect([code, stdout, stderr.split("\n").filter((line) => line.startsWith("dev-"))]).toEqual([
      0,
      `${GOES}Destroyed: dev-deployer-tiny, dev-app-tiny. The catalogue still declares them: the next deployment of dev makes them again.\n`,
      [
        "dev-deployer-tiny: planning what goes",
        "dev-app-tiny: planning what goes",
        "dev-deployer-tiny: destroying",
        "dev-deployer-tiny: destroyed",
        `dev-app-tiny: took 1 image out of the repository ${REPOSITORY}`,
        `dev-app-tiny: took 4 versions out of the bucket ${WEB}`,
        "dev-app-tiny: destroying",
        "dev-app-tiny: destroyed",
      ],
    ]);
    const ecr = new ECRClient(settingsFor({ endpoint: network.url }, network.network.region));
    const { repositories = [] } = await ecr.send(new DescribeRepositoriesCommand({}));
    ecr.destroy();
    expect([
      await isThere(WEB),
      await isThere(OTHER),
      repositories.map(({ repositoryName }) => repositoryName),
    ]).toEqual([false, true, ["dev/others"]]);
    const again = await destroy(...names, ...names.flatMap((id) => ["--yes", id]));
    expect([again.code, again.stdout]).toEqual([0, "dev-deployer-tiny, dev-app-tiny: nothing is left.\n"]);
  },
  3 * MINUTE,
);
