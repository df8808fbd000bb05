import { recordOf } from "../../operations/report/history/record";
import type { HtmlOptions } from "../../operations/report/html/to-html";
import type { StackResult } from "../../operations/report/read/stack-result";
import type { Report } from "../../operations/report/report";
import { reportOf } from "../../operations/report/report-of";
import { aPlan, planned, resource } from "../operations/report/support";

const policy = (actions: readonly string[], resource: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Read", Effect: "Allow", Action: actions, Resource: resource }],
  });

const tags = (version: string) => ({ Name: "orders", Version: version, Owner: "backend" });

const TEMPLATE = Array.from({ length: 24 }, (_, index) => `server-${index}: listen ${8000 + index};`);

/** A service with an update of each kind that people read often. */
const service = (name: string) =>
  aPlan({
    terraform_version: "1.14.0",
    timestamp: "2026-03-02T09:30:00Z",
    resource_changes: [
      resource(`aws_ecs_service.${name}`, ["update"], {
        before: { desired_count: 2, health_check_grace_period_seconds: 30, tags: tags("1.8.0") },
        after: { desired_count: 4, health_check_grace_period_seconds: 60, tags: tags("1.9.0") },
      }),
      {
        ...resource(`aws_iam_role_policy.${name}`, ["update"], {
          before: { policy: policy(["s3:GetObject"], `arn:aws:s3:::${name}-files/*`) },
          after: { policy: policy(["s3:GetObject", "s3:PutObject"], `arn:aws:s3:::${name}-files/*`) },
        }),
        type: "aws_iam_role_policy",
      },
      resource(`aws_cloudwatch_log_group.${name}`, ["update"], {
        before: { retention_in_days: 14 },
        after: { retention_in_days: 30 },
      }),
      resource(`aws_s3_object.nginx_${name}`, ["update"], {
        before: { content: TEMPLATE.join("\n") },
        after: {
          content: TEMPLATE.map((line, index) => (index === 11 ? "server-11: listen 9011 ssl;" : line)).join("\n"),
        },
      }),
      ...["alarm", "dashboard"].map((kind) =>
        resource(`aws_cloudwatch_metric_${kind}.${name}`, ["update"], {
          before: { tags: tags("1.8.0") },
          after: { tags: tags("1.9.0") },
        }),
      ),
      ...["blue", "green", "canary"].map((color) =>
        resource(`aws_lb_target_group.${name}["${color}"]`, ["create"], {
          after: { port: 8080, protocol: "HTTP", vpc_id: "vpc-0a1b2c3d" },
          after_unknown: { arn: true, id: true },
        }),
      ),
      resource(`aws_ssm_parameter.${name}_token`, ["update"], {
        before: { value: "old", tier: "Standard" },
        after: { value: "new", tier: "Advanced" },
        before_sensitive: { value: true },
        after_sensitive: { value: true },
      }),
    ],
    output_changes: {
      service_arn: { actions: ["create"], before: null, after_unknown: true },
      queue_url: { actions: ["update"], before: "https://sqs/old", after: "https://sqs/new" },
    },
  });

const STACKS: readonly StackResult[] = [
  { ...planned("main-data", "aws-service"), source: "catalogue/environments/main.yaml" },
  {
    ...planned("main-service-orders", service("orders")),
    source: "catalogue/services/orders.yaml",
    waitsFor: ["main-data"],
    notes: ["Import blocks were left out: they can be planned against real states alone."],
  },
  { ...planned("main-service-invoices", service("invoices")), source: "catalogue/services/invoices.yaml" },
  planned("main-network", "every-change"),
  planned("main-platform", "drift"),
  {
    id: "main-service-users",
    status: "failed",
    error: `\u001b[31m╷\u001b[0m
│ Error: Unsupported attribute
│
│   on cdk.tf.json line 40, in resource.aws_ecs_service.users:
│   40: "cluster": "\${data.terraform_remote_state.main-platform.outputs.cluster_arn}"
│
│ This object does not have an attribute named "cluster_arn".
╵
`,
  },
  { id: "main-service-legacy", status: "vanished" },
  planned("main-secrets", "secrets"),
  planned("main-checks", "failed-check-only"),
  planned("main-actions", "hand-made/action-invocations"),
  planned("main-later", "hand-made/deferred"),
  planned("main-dns", "no-changes"),
  planned("main-registry", "empty"),
  { id: "main-budgets", status: "unaffected" },
];

/** A report as a reviewer gets one: several stacks, with something of every kind. */
export const sampleReport = (): Report => reportOf(STACKS);

const COMMIT = "3f9c1e7a5b2d4c6e8f0a1b3c5d7e9f1a2b4c6d8e";

/** What is known of its run. */
export const sampleContext = (): HtmlOptions => ({
  facts: {
    branch: "main",
    commit: COMMIT,
    base: "9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a2f1e0d",
    run: { id: 1234567890, attempt: 1, url: "https://github.example/acme/infra/actions/runs/1234567890/attempts/1" },
  },
  confirmation: {
    state: "needed",
    how: ["add the label ", { quoted: "confirm: destroy" }, " after this plan was made"],
  },
  allowed: [{ type: "aws_sqs_*" }],
  previous: recordOf(reportOf(STACKS.slice(0, 1)), { commit: "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567" }),
});
