import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { AlarmTopic } from "../../.gen/modules/alarm-topic";
import { shipSources } from "../../stacks/adopted-module";

/** Synthesizes a stack with the module, and returns where it stands and what it says of the module. */
function synthesizeIn(outdir: string) {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "test");
  new LocalBackend(stack, { path: "test.tfstate" });
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const topic = new AlarmTopic(stack, "topic", {
    name: "dev-alarms",
    accountId: "111111111111",
    kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/6f1c0b3e",
    skipAssetCreationFromLocalModules: true,
  });
  shipSources(topic, "alarm-topic");
  app.synth();
  const folder = join(outdir, "stacks", "test");
  return { folder, ...JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")).module.topic };
}

describe("an adopted Terraform module", () => {
  const outdir = mkdtempSync(join(tmpdir(), "adopted-module-"));
  afterAll(() => rmSync(outdir, { recursive: true }));
  const { folder, source } = synthesizeIn(outdir);

  test("is shipped unchanged beside the stack that uses it", () => {
    expect(readFileSync(join(folder, source, "main.tf"))).toEqual(readFileSync("modules/alarm-topic/main.tf"));
  });

  test("lies under a hash of its contents, so that the same sources give the same stack anywhere", () => {
    expect(source).toMatch(/^\.\/assets\/alarm-topic-sources\/[0-9A-F]{32}$/);
    const elsewhere = mkdtempSync(join(tmpdir(), "adopted-module-"));
    const home = process.cwd();
    try {
      process.chdir(tmpdir());
      expect(synthesizeIn(elsewhere).source).toBe(source);
    } finally {
      process.chdir(home);
      rmSync(elsewhere, { recursive: true });
    }
  });
});
