import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRepositoryCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { CreateBucketCommand, PutBucketVersioningCommand, type S3Client } from "@aws-sdk/client-s3";
import { settingsFor } from "../../adapters/aws/connection";
import { s3Client } from "../../adapters/aws/s3-client";
import type { AppStage } from "../../model/apps";
import { readCatalogue } from "../../model/catalogue";
import { type Moto, startMoto } from "./moto";
import { type PipelineStory, type ScriptedPipeline, scriptedPipeline } from "./scripted-pipeline";
import { type FrontAnswer, type SiteFront, startFront } from "./site-front";

/** What an app is handed in to: an emulator of its account, whose CodePipeline is scripted, and whoever serves it. */
export interface AppWorld {
  /** What `--endpoint` takes. */
  readonly url: string;
  /** What `--through` takes. */
  readonly front: SiteFront;
  /** A copy of the catalogue, whose stages have the image that is in the emulator. */
  readonly catalogue: string;
  readonly stage: AppStage;
  readonly s3: S3Client;
  /** Tells from now on how the pipeline goes; seconds are counted from here, by the clock of this machine. */
  tell(story: (versionId: string) => PipelineStory["executions"]): void;
  stop(): Promise<void>;
}

/** A manifest of an image, which is all that ECR keeps besides its layers. */
const IMAGE = JSON.stringify({ schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", layers: [] });

export async function appWorld(app: string, stageName: string): Promise<AppWorld> {
  const stage = stageIn(join(__dirname, "..", "..", "catalogue"), app, stageName);
  const moto = await startMoto(stage.accountId);
  const s3 = s3Client({ endpoint: moto.url }, stage.region);
  const { sourceBucket: Bucket, imageRepository } = stage.deployer;
  const CreateBucketConfiguration = { LocationConstraint: stage.region as "eu-west-1" };
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  const digest = await pushed(moto, stage.region, imageRepository);
  const folder = mkdtempSync(join(tmpdir(), "app-world-"));
  const catalogue = catalogueWith(folder, app, digest);
  const pipelines: ScriptedPipeline[] = [];
  let [versionId, begun] = ["", Date.now()];
  const before = createServer((request, response) => {
    const target = String(request.headers["x-amz-target"] ?? "").startsWith("CodePipeline_")
      ? pipelines.at(-1)?.url
      : moto.url;
    passOn(request, response, target ?? moto.url, (id) => {
      versionId = id;
    });
  });
  await new Promise<void>((resolve) => before.listen(0, "127.0.0.1", resolve));
  const front = await startFront(() => undefined);
  const world: AppWorld = {
    url: `http://127.0.0.1:${(before.address() as AddressInfo).port}`,
    front,
    catalogue,
    stage: stageIn(catalogue, app, stageName),
    s3,
    tell(story) {
      begun = Date.now();
      executions = story;
    },
    async stop() {
      s3.destroy();
      before.close();
      before.closeAllConnections();
      await Promise.all([front.stop(), moto.stop(), ...pipelines.map((pipeline) => pipeline.close())]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  let executions: (versionId: string) => PipelineStory["executions"] = () => [];
  const story: PipelineStory = {
    name: stage.deployer.stackId,
    get executions() {
      return executions(versionId);
    },
  };
  pipelines.push(await scriptedPipeline(story, () => (Date.now() - begun) / 1000));
  return world;
}

const stageIn = (catalogue: string, app: string, name: string): AppStage => {
  const stages = readCatalogue(catalogue).apps.find((one) => one.name === app)?.stages ?? [];
  const stage = stages.find(({ environment }) => environment.name === name);
  if (!stage) throw new Error(`the catalogue has no stage ${name} of ${app}`);
  return stage;
};

async function pushed(moto: Moto, region: string, repositoryName: string): Promise<string> {
  const client = new ECRClient(settingsFor({ endpoint: moto.url }, region));
  await client.send(new CreateRepositoryCommand({ repositoryName }));
  const request = new PutImageCommand({ repositoryName, imageManifest: IMAGE, imageTag: "1" });
  const { image } = await client.send(request);
  client.destroy();
  return image?.imageId?.imageDigest ?? "";
}

function catalogueWith(folder: string, app: string, digest: string): string {
  const catalogue = join(folder, "catalogue");
  mkdirSync(catalogue);
  cpSync(join(__dirname, "..", "..", "catalogue"), catalogue, { recursive: true });
  const file = join(catalogue, "apps", `${app}.yaml`);
  writeFileSync(file, readFileSync(file, "utf8").replace(/sha256:[0-9a-f]{64}/g, digest));
  return catalogue;
}

/** What stands before the emulator only looks at which version of an object was written. */
function passOn(request: IncomingMessage, response: ServerResponse, to: string, wrote: (versionId: string) => void) {
  const { method, url, headers } = request;
  const asked = ask(`${to}${url}`, { method, headers, agent: false }, (answered) => {
    const id = answered.headers["x-amz-version-id"];
    if (method === "PUT" && typeof id === "string") wrote(id);
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
  }).on("error", () => response.destroy());
  request.pipe(asked);
}

/** What the hosts of a stage answer when they serve a version. */
export const serving =
  ({ site, api }: AppStage, version: string, commit: string) =>
  (host: string, path: string): FrontAnswer => {
    const json = (value: object): FrontAnswer => ({
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(value),
    });
    const release = "a".repeat(64);
    if (host === api.host && path === "/version") return json({ version, commit });
    if (host === api.host && path === api.health) return json({ status: "ok" });
    if (host === site.host && path === "/config.json")
      return json({ apiUrl: `https://${api.host}/`, version, commit, release });
    if (host === site.host && path === "/")
      return { status: 200, headers: { "content-type": "text/html" }, body: "<h1>" };
    return { status: 404, body: "" };
  };
