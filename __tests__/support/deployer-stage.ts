import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CreateApplicationCommand, CreateDeploymentGroupCommand } from "@aws-sdk/client-codedeploy";
import { CreateAliasCommand, CreateFunctionCommand, GetAliasCommand, GetFunctionCommand } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { unzipSync, zipSync } from "fflate";
import { served as servedBy } from "../../adapters/served";
import { type PackageParts, packageOf } from "../../operations/apps/package";
import { type Aws, awsClients } from "../../runtime/deployer/aws";
import { deploy } from "../../runtime/deployer/deploy";
import type { Patience } from "../../runtime/deployer/patience";
import type { Settings } from "../../runtime/deployer/settings";
import { startEdgeOf } from "./edge-of-emulator";
import type { Edge } from "./edge-server";
import { newKeyValueStore } from "./emulated-edge";
import { type Moto, startMoto } from "./moto";

const REGION = "eu-west-1";
const ALARM = "dev-app-portal-function-errors";

/** A stage of an app on an emulator, as its stacks make it: nothing was deployed yet. */
export interface DeployerStage {
  readonly moto: Moto;
  readonly aws: Aws;
  readonly settings: Omit<Settings, "folder">;
  readonly edge: Edge;
  /** Unpacks a package as CodeBuild does; the folder goes when the stage stops. */
  unpack(parts: PackageParts): string;
  /** Deploys what lies in a folder, and answers what was said. */
  deploy(folder: string, aws?: Aws, patience?: Partial<Patience>): Promise<readonly string[]>;
  /** What visitors get. */
  served(): Promise<ServedApp>;
  /** Sets the alarm that the deployment group watches. */
  alarm(state: "OK" | "ALARM"): Promise<void>;
  /** Keys in the web bucket, sorted. */
  keys(): Promise<readonly string[]>;
  textAt(key: string): Promise<string>;
  stop(): Promise<void>;
}

export interface ServedApp {
  /** What the site says of itself: its version, or the status that it answers. */
  readonly site: string | number;
  /** Its first page. */
  readonly page: string;
  /** The version in the code that the alias leads to. */
  readonly api: string;
  /** The version of the function that the alias leads to. */
  readonly alias: string;
}

/** The builds of an app, one a version. */
export const partsOf = (version: string, more: Partial<PackageParts> = {}): PackageParts => ({
  app: "portal",
  version,
  commit: version.replace(/\D/g, "").padEnd(40, "a"),
  web: [
    { path: "index.html", bytes: Buffer.from(`<h1>Portal ${version}</h1>`) },
    { path: "assets/app-5F3KX2YA.js", bytes: Buffer.from("export {};") },
    { path: "about.html", bytes: Buffer.from("<h1>About</h1>") },
  ],
  api: [{ path: "index.mjs", bytes: Buffer.from(`export const handler = async () => "${version}";`) }],
  ...more,
});

/** So quick that a test does not wait for it. */
export const HASTE: Patience = {
  pause: 10,
  limit: 20_000,
  now: Date.now,
  wait: (ms) => new Promise((done) => setTimeout(done, Math.min(ms, 20))),
};

export async function deployerStage(): Promise<DeployerStage> {
  const moto = await startMoto("111111111111");
  const aws = awsClients(REGION, moto.url);
  const names = { bucket: "acme-dev-app-portal-web", function: "dev-app-portal-api", deployer: "dev-deployer-portal" };
  await query(moto.url, "iam", { Action: "CreateRole", RoleName: "api", AssumeRolePolicyDocument: "{}" });
  await aws.s3.send(
    new CreateBucketCommand({ Bucket: names.bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  await aws.lambda.send(
    new CreateFunctionCommand({
      FunctionName: names.function,
      Role: "arn:aws:iam::111111111111:role/api",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zipSync({ "release.json": Buffer.from('{"version":"none"}') }) },
      Publish: true,
    }),
  );
  await aws.lambda.send(new CreateAliasCommand({ FunctionName: names.function, Name: "live", FunctionVersion: "1" }));
  const group = { applicationName: names.deployer, deploymentGroupName: "api" };
  await aws.codeDeploy.send(
    new CreateApplicationCommand({ applicationName: names.deployer, computePlatform: "Lambda" }),
  );
  await aws.codeDeploy.send(
    new CreateDeploymentGroupCommand({
      ...group,
      serviceRoleArn: "arn:aws:iam::111111111111:role/codedeploy",
      alarmConfiguration: { enabled: true, alarms: [{ name: ALARM }] },
      autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
    }),
  );
  const keyValueStoreArn = await newKeyValueStore(moto.url, "dev-app-portal");
  const settings = {
    ...{ app: "portal", stage: "dev", siteHost: "portal.dev.example.com", apiHost: "portal-api.dev.example.com" },
    ...{ webBucket: names.bucket, functionName: names.function, functionAlias: "live", keyValueStoreArn },
    ...{
      deploymentApplication: names.deployer,
      deploymentGroup: "api",
      buildId: "dev-deployer-portal:1",
      region: REGION,
    },
  };
  const edge = await startEdgeOf({ endpoint: moto.url, bucket: names.bucket, keyValueStoreArn });
  const folders: string[] = [];
  const alarm = (state: string) =>
    query(moto.url, "monitoring", {
      Action: "SetAlarmState",
      AlarmName: ALARM,
      StateValue: state,
      StateReason: "test",
    });
  await query(moto.url, "monitoring", {
    ...{ Action: "PutMetricAlarm", AlarmName: ALARM, MetricName: "Errors", Namespace: "AWS/Lambda", Statistic: "Sum" },
    ...{ Period: "60", EvaluationPeriods: "1", Threshold: "1", ComparisonOperator: "GreaterThanThreshold" },
  });
  await alarm("OK");

  /** Of the code that a version of the function has, by the package that it came in. */
  async function codeVersion(FunctionVersion: string): Promise<string> {
    const { Configuration } = await aws.lambda.send(
      new GetFunctionCommand({ FunctionName: names.function, Qualifier: FunctionVersion }),
    );
    const digest = Buffer.from(Configuration?.CodeSha256 ?? "", "base64").toString("hex");
    try {
      const Key = `functions/${digest}.zip`;
      const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: names.bucket, Key }));
      const files = unzipSync((await Body?.transformToByteArray()) ?? new Uint8Array());
      return JSON.parse(Buffer.from(files["release.json"] ?? []).toString()).version;
    } catch (error) {
      if ((error as Error).name === "NoSuchKey") return "none";
      throw error;
    }
  }

  return {
    moto,
    aws,
    settings,
    edge,
    alarm: (state) => alarm(state),
    unpack(parts) {
      const folder = mkdtempSync(join(tmpdir(), "package-"));
      folders.push(folder);
      for (const [path, bytes] of Object.entries(unzipSync(packageOf(parts).bytes))) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), bytes);
      }
      return folder;
    },
    async deploy(folder, by = aws, patience = {}) {
      const lines: string[] = [];
      await deploy({ ...settings, folder }, by, { ...HASTE, ...patience }, (line) => lines.push(line));
      return lines;
    },
    async served() {
      const sites = servedBy({ through: edge.url });
      const get = async (path: string) => {
        const { status, bytes } = await sites.get(settings.siteHost, path);
        return { status, text: Buffer.from(bytes).toString() };
      };
      const [config, page] = [await get("/config.json"), await get("/")];
      const { FunctionVersion = "" } = await aws.lambda.send(
        new GetAliasCommand({ FunctionName: settings.functionName, Name: "live" }),
      );
      return {
        site: config.status === 200 ? JSON.parse(config.text).version : config.status,
        page: page.text,
        api: await codeVersion(FunctionVersion),
        alias: FunctionVersion,
      };
    },
    async keys() {
      const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: names.bucket }));
      return Contents.map(({ Key }) => String(Key)).sort();
    },
    async textAt(Key) {
      const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: names.bucket, Key }));
      return (await Body?.transformToString()) ?? "";
    },
    async stop() {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      await edge.stop();
      await moto.stop();
    },
  };
}

/** A call of a protocol for which no client of ours is installed. */
async function query(url: string, service: string, words: Readonly<Record<string, string>>): Promise<void> {
  const credential = `AWS4-HMAC-SHA256 Credential=dummy/20260101/${REGION}/${service}/aws4_request`;
  const body = new URLSearchParams({
    ...words,
    ...("AlarmName" in words ? { Version: "2010-08-01" } : { Version: "2010-05-08" }),
  });
  const answer = await fetch(url, { method: "POST", headers: { authorization: credential }, body });
  if (!answer.ok) throw new Error(`${words.Action}: ${await answer.text()}`);
}
