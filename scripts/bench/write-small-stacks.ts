/** Writes a number of small stacks that plan without AWS into a folder: `write-small-stacks.ts COUNT FOLDER`. */
import "../../stacks/creation-stack-traces";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { App, LocalBackend, TerraformStack } from "cdktf";

const [count = "1", outdir = "cdktf.out"] = process.argv.slice(2);

const app = new App({ outdir });
for (let index = 0; index < Number(count); index++) {
  const stack = new TerraformStack(app, `small-${index}`);
  new LocalBackend(stack, { path: "terraform.tfstate" });
  new AwsProvider(stack, "aws", {
    region: "eu-west-1",
    accessKey: "dummy",
    secretKey: "dummy",
    skipCredentialsValidation: true,
    skipMetadataApiCheck: "true",
    skipRequestingAccountId: true,
  });
  new SqsQueue(stack, "queue", { name: stack.node.id });
  new SnsTopic(stack, "topic", { name: stack.node.id });
}
app.synth();
