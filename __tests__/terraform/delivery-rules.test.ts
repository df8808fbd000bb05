import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readIfExists } from "../../adapters/files";
import { planFiles } from "../../adapters/terraform/plan-store";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import { planStacks } from "../../operations/plan/planner";
import { readSynthesizedStacks } from "../../operations/plan/synthesized-stack";
import { judge, refusing } from "../../policies/judge";
import { RULES } from "../../policies/rules";
import { COMPUTE_RULES } from "../../policies/rules/compute";
import { viewOfPlan } from "../../policies/view/from-plan";
import type { JsonObject } from "../../terraform-json/json";
import type { Configuration } from "../policies/mutation";
import { DELIVERY } from "../policies/stacks/delivery";

const ROOT = join(__dirname, "..", "..");
const MINUTE = 60_000;

/** The stack as somebody would write it who sets nothing but what Terraform demands. */
function careless(): JsonObject {
  const configuration: Configuration = structuredClone(DELIVERY);
  const { resource } = configuration;
  for (const [type, ...attributes] of [
    ["aws_instance", "metadata_options", "root_block_device"],
    ["aws_launch_template", "metadata_options", "block_device_mappings"],
    ["aws_lambda_function", "tracing_config", "dead_letter_config"],
    ["aws_lambda_permission", "source_arn"],
    ["aws_cloudwatch_metric_alarm", "alarm_actions"],
    ["aws_budgets_budget", "notification"],
    ["aws_codepipeline", "pipeline_type", "execution_mode"],
    ["aws_codebuild_project", "logs_config"],
    ["aws_codedeploy_deployment_group", "auto_rollback_configuration", "alarm_configuration"],
    ["aws_ecs_service", "deployment_controller", "enable_ecs_managed_tags", "propagate_tags"],
  ] as const) {
    for (const values of Object.values<Configuration>(resource[type])) {
      for (const attribute of attributes) delete values[attribute];
    }
  }
  delete resource.aws_appautoscaling_policy;
  delete resource.aws_cloudwatch_log_group.strip;
  delete resource.aws_cloudwatch_log_group.orders.retention_in_days;
  delete resource.aws_cloudwatch_log_group.orders.kms_key_id;
  delete resource.aws_codepipeline.release.artifact_store[0].encryption_key;
  delete resource.aws_codepipeline.release.stage[0].action[0].configuration.PollForSourceChanges;
  resource.aws_codepipeline.release.stage.splice(2, 1);
  resource.aws_ecs_task_definition.orders.container_definitions = '[{"name":"orders","image":"orders"}]';
  resource.aws_ecs_cluster = { main: { name: "main" } };
  resource.aws_ecr_repository = { orders: { name: "orders" } };
  return configuration;
}

/** Plans made by the real Terraform: rules must see in them what they see in a configuration. */
describe("a plan of the delivery stack", () => {
  const folder = mkdtempSync(join(tmpdir(), "delivery-"));
  const output = join(folder, "cdktf.out");
  const mode = { kind: "offline" } as const;
  const plans = new Map<string, JsonObject>();

  beforeAll(async () => {
    const configurations = { sound: DELIVERY, careless: careless() };
    const stacks = Object.fromEntries(
      Object.keys(configurations).map((id) => {
        const workingDirectory = `stacks/${id}`;
        const place = { workingDirectory, synthesizedStackPath: `${workingDirectory}/cdk.tf.json` };
        return [id, { name: id, constructPath: id, dependencies: [], ...place }];
      }),
    );
    for (const [id, configuration] of Object.entries(configurations)) {
      mkdirSync(join(output, "stacks", id), { recursive: true });
      writeFileSync(join(output, "stacks", id, "cdk.tf.json"), JSON.stringify(configuration));
    }
    writeFileSync(join(output, "manifest.json"), JSON.stringify({ stacks }));
    const found = await readSynthesizedStacks((path) => readIfExists(join(output, path)));
    const store = {
      ...planFiles(folder),
      savePlan: async (id: string, json: string) => void plans.set(id, JSON.parse(json)),
    };
    const { stacks: planned } = await withTerraform({ root: ROOT, output, folder, mode, note: () => {} }, (terraform) =>
      planStacks(
        found,
        { mode, selected: new Set(found.map(({ id }) => id)), parallel: 2 },
        { terraform, store, progress: () => {} },
      ),
    );
    expect(planned.map(({ status }) => status)).toEqual(["planned", "planned"]);
  }, 5 * MINUTE);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const judged = (id: string) => {
    const plan = plans.get(id);
    if (!plan) throw new Error(`there is no plan of ${id}`);
    return viewOfPlan(id, plan, { kind: "delivery", production: true });
  };

  it("is refused by no rule when the stack is sound", () => {
    expect(refusing(judge(RULES, judged("sound")))).toEqual([]);
  });

  it("is refused by every rule that the stack violates", () => {
    const refused = refusing(judge(COMPUTE_RULES, judged("careless")));
    expect([...new Set(refused.map(({ rule }) => rule))]).toEqual([
      "alarm-tells-somebody",
      "budget-tells-somebody",
      "build-keeps-logs",
      "cluster-records-shells",
      "container-cannot-write-its-root",
      "container-has-a-health-check",
      "container-is-not-root",
      "container-logs-to-a-known-group",
      "deployment-group-rolls-back",
      "deployment-group-watches-alarms",
      "function-is-traced",
      "function-log-group-is-made-here",
      "function-loses-no-events",
      "function-permission-names-its-caller",
      "instance-metadata-needs-a-token",
      "instance-volumes-are-encrypted",
      "log-group-forgets",
      "log-group-has-a-key",
      "pipeline-artifacts-have-a-key",
      "pipeline-is-of-the-second-type",
      "pipeline-starts-by-events",
      "production-cluster-has-insights",
      "production-image-does-not-move",
      "production-pipeline-asks-once",
      "production-pulls-no-snapshots",
      "production-service-scales",
      "release-tags-never-change",
      "repository-expires-images",
      "repository-has-a-key",
      "repository-scans-images",
      "service-has-managed-tags",
      "service-passes-its-tags-on",
      "service-takes-back-failed-deployments",
    ]);
  });
});
