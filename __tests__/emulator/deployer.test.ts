import {
  type GetDeploymentCommandOutput,
  ListDeploymentsCommand,
  StopDeploymentCommand,
} from "@aws-sdk/client-codedeploy";
import { ListVersionsByFunctionCommand, UpdateAliasCommand } from "@aws-sdk/client-lambda";
import { keyValueStore } from "../../adapters/aws/key-value-store";
import { awsClients } from "../../runtime/deployer/aws";
import { startProxy } from "../support/cutting-proxy";
import { type DeployerStage, deployerStage, partsOf } from "../support/deployer-stage";

let stage: DeployerStage;

beforeAll(async () => {
  stage = await deployerStage();
});
afterAll(() => stage?.stop());

it("deploys site and API of a version, says each step on a line, and changes nothing when it is run again", async () => {
  const folder = stage.unpack(partsOf("1.0.0"));
  const said = await stage.deploy(folder);
  expect(
    said.map((line) => line.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<id>").replace(/\b[0-9a-f]{12}\b/g, "<release>")),
  ).toEqual([
    `verified: portal 1.0.0, commit 100${"a".repeat(37)}; 4 files are what its manifest says. Deploying to dev`,
    "version 1.0.0: recorded",
    "uploaded: 3 of 3 files of the site; the others were there",
    "published: version 2 of the function dev-app-portal-api",
    "CodeDeploy: the deployment <id> leads dev-app-portal-api:live from version 1 to 2",
    "CodeDeploy: the deployment <id> is Created",
    "CodeDeploy: the deployment <id> is InProgress",
    "CodeDeploy: the deployment <id> is Succeeded",
    "site: switched to the release <release>",
    `served: portal 1.0.0, commit 100${"a".repeat(37)} at https://portal.dev.example.com and https://portal-api.dev.example.com`,
  ]);
  expect(await stage.served()).toEqual({ site: "1.0.0", page: "<h1>Portal 1.0.0</h1>", api: "1.0.0", alias: "2" });
  const keys = await stage.keys();
  expect(await stage.deploy(folder)).toEqual(
    expect.arrayContaining([
      "version 1.0.0: recorded before, with the same bytes",
      "the alias live of dev-app-portal-api leads to version 2 already",
    ]),
  );
  expect(await stage.keys()).toEqual(keys);
});

it("takes the next version, and uploads nothing twice", async () => {
  const folder = stage.unpack(partsOf("1.1.0"));
  await stage.deploy(folder);
  expect(await stage.served()).toEqual({ site: "1.1.0", page: "<h1>Portal 1.1.0</h1>", api: "1.1.0", alias: "3" });
  expect(JSON.parse(await stage.textAt("versions/1.1.0.json"))).toMatchObject({ app: "portal", version: "1.1.0" });
});

it("refuses a version that exists with other bytes, and changes nothing", async () => {
  const [before, keys] = [await stage.served(), await stage.keys()];
  const other = partsOf("1.1.0", { api: [{ path: "index.mjs", bytes: Buffer.from("export const handler = 1;") }] });
  await expect(stage.deploy(stage.unpack(other))).rejects.toThrow(
    "version 1.1.0 of portal exists with other bytes (versions/1.1.0.json), and is not replaced. Give what you built another version.",
  );
  expect([await stage.served(), await stage.keys()]).toEqual([before, keys]);
});

it("says that an alarm took it back, and leaves the site as it was", async () => {
  const before = await stage.served();
  await stage.alarm("ALARM");
  const failure = await stage.deploy(stage.unpack(partsOf("1.2.0"))).catch((error: Error) => error);
  await stage.alarm("OK");
  expect(String(failure).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<id>")).toBe(
    'DeployError: the deployment <id> was stopped: ALARM_ACTIVE: One or more alarms have been activated according to the Amazon CloudWatch metrics you selected: dev-app-portal-function-errors. It was rolled back by <id>: the alias live leads to version 3 again. The site was not switched. See the alarms and the log of dev-app-portal-api, and deploy a version that cures it. If the alarm was on before this began, it stops every deployment: docs/runbooks/app-deployment.md, "An alarm is on already", says how to go on.',
  );
  expect(await stage.served()).toEqual(before);
});

it("waits for a roll-back that CodeDeploy names a moment late", async () => {
  const aws = awsClients(stage.settings.region, stage.moto.url);
  let looks = 0;
  aws.codeDeploy.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const { deploymentInfo } = answer.output as GetDeploymentCommandOutput;
      if (deploymentInfo?.rollbackInfo && ++looks === 1) deploymentInfo.rollbackInfo = undefined;
      return answer;
    },
    { step: "initialize" },
  );
  await stage.alarm("ALARM");
  const failure = await stage.deploy(stage.unpack(partsOf("1.2.0")), aws).catch((error: Error) => error);
  await stage.alarm("OK");
  expect(String(failure)).toContain("It was rolled back by ");
});

it("says that somebody stopped it", async () => {
  const folder = stage.unpack(partsOf("1.3.0"));
  let stopped = false;
  const failure = await stage
    .deploy(folder, stage.aws, {
      wait: async () => {
        if (stopped) return;
        stopped = true;
        const { deployments = [] } = await stage.aws.codeDeploy.send(
          new ListDeploymentsCommand({
            applicationName: stage.settings.deploymentApplication,
            deploymentGroupName: stage.settings.deploymentGroup,
            includeOnlyStatuses: ["InProgress"],
          }),
        );
        await stage.aws.codeDeploy.send(new StopDeploymentCommand({ deploymentId: deployments[0] }));
      },
    })
    .catch((error: Error) => error);
  expect(String(failure).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<id>")).toBe(
    "DeployError: the deployment <id> was stopped: MANUAL_STOP: The deployment was stopped by a user. It was not taken back: the alias live leads to version 3. The site was not switched.",
  );
});

it("no longer waits for a deployment that does not end, and follows it in the next run", async () => {
  const folder = stage.unpack(partsOf("1.4.0"));
  let time = 0;
  const failure = await stage
    .deploy(folder, stage.aws, { limit: 60_000, now: () => (time += 120_000) })
    .catch((error: Error) => error);
  expect(String(failure)).toMatch(
    /^DeployError: the deployment \S+ did not end within 1 minutes, and goes on: it is Created\. See it in CodeDeploy; when it ended, retry/,
  );
  const said = await stage.deploy(folder);
  expect(said.filter((line) => line.includes("of an earlier run"))).toHaveLength(1);
  expect(said.filter((line) => line.includes("leads dev-app-portal-api:live from"))).toEqual([]);
  expect(await stage.served()).toMatchObject({ site: "1.4.0", api: "1.4.0" });
});

it("switches the site although others change the key-value store at the same time", async () => {
  const place = { keyValueStoreArn: stage.settings.keyValueStoreArn, madeBy: "the test" };
  const store = keyValueStore({ endpoint: stage.moto.url }, place);
  let interfered = 0;
  const aws = await startProxy(stage.moto.url, {
    onCall: (_, { method, path }) => {
      if (method !== "POST" || !path.includes("/key-value-stores/") || interfered++ > 1) return "pass";
      return "hold-before";
    },
  });
  const deploying = stage.deploy(stage.unpack(partsOf("1.5.0")), awsClients(stage.settings.region, aws.url));
  for (let n = 0; n < 2; n++) {
    await aws.held();
    const { etag } = await store.version();
    await store.write({ texts: new Map([["auth", `{"n":${n}}`]]), etag });
    aws.release();
  }
  await deploying;
  await aws.stop();
  expect(await stage.served()).toMatchObject({ site: "1.5.0", api: "1.5.0" });
  expect(await store.read("auth")).toBe('{"n":1}');
});

it("goes on while an alarm is on, once somebody led the alias to what the failed run published", async () => {
  const folder = stage.unpack(partsOf("1.2.1"));
  await stage.alarm("ALARM");
  await expect(stage.deploy(folder)).rejects.toThrow("ALARM_ACTIVE");
  const { functionName: FunctionName, functionAlias: Name } = stage.settings;
  const { Versions = [] } = await stage.aws.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
  const FunctionVersion = Versions.at(-1)?.Version;
  await stage.aws.lambda.send(new UpdateAliasCommand({ FunctionName, Name, FunctionVersion }));
  const said = await stage.deploy(folder);
  await stage.alarm("OK");
  expect(said).toContain(`the alias live of ${FunctionName} leads to version ${FunctionVersion} already`);
  expect(await stage.served()).toMatchObject({ site: "1.2.1", api: "1.2.1", alias: FunctionVersion });
});

it("does not take an alias for moved that still leads a part of the requests elsewhere", async () => {
  const folder = stage.unpack(partsOf("1.2.1"));
  const { functionName: FunctionName, functionAlias: Name } = stage.settings;
  const { alias } = await stage.served();
  const lead = (AdditionalVersionWeights: Record<string, number>) =>
    stage.aws.lambda.send(new UpdateAliasCommand({ FunctionName, Name, RoutingConfig: { AdditionalVersionWeights } }));
  await lead({ 3: 0.1 });
  const failure = await stage.deploy(folder).catch((error: Error) => error);
  await lead({});
  expect(String(failure)).toBe(
    `DeployError: the alias live of dev-app-portal-api leads to version ${alias}, and with a part of the requests to version 3 still: a deployment was stopped half way. Take that part away (aws lambda update-alias --function-name dev-app-portal-api --name live --routing-config AdditionalVersionWeights={}); then retry the stage in the pipeline.`,
  );
  expect(await stage.deploy(folder)).toContain(
    `the alias live of dev-app-portal-api leads to version ${alias} already`,
  );
});
