import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { arnOf, type Place } from "../../aws/arn";
import { DeadLetters } from "../api/dead-letters";
import type { Statement } from "../iam/policy-document";
import { ServiceRole } from "../iam/service-role";
import type { RolePlace } from "./deployment-group";
import { APP_PIPELINE } from "./pipeline-names";

export interface PackageTriggerProps {
  /** Name of the rule, of the queue and of the alarm. */
  readonly name: string;
  readonly place: Place;
  readonly packages: { readonly bucket: string; readonly key: string };
  readonly pipelineArn: string;
  readonly role: RolePlace;
  /** Topic that is told when a package started nothing. */
  readonly alarmTopicArn: string;
}

/**
 * Starts a pipeline with the very version of a package that was handed in. What EventBridge could not do within a day lies
 * in a queue, and somebody is told.
 */
export class PackageTrigger extends Construct {
  constructor(scope: Construct, id: string, props: PackageTriggerProps) {
    super(scope, id);
    const { name, place, packages, pipelineArn } = props;
    const rule = new CloudwatchEventRule(this, "rule", {
      name,
      description: `A package was handed in: ${packages.bucket}/${packages.key}`,
      eventPattern: JSON.stringify(isHandedIn(packages)),
    });
    const deadLetters = new DeadLetters(this, "dead-letters", {
      name,
      place,
      allow: [rulePutsDeadLetters(name, place)],
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: pipelineArn,
      roleArn: this.createRole(props).arn,
      inputTransformer: { inputPaths: { version: "$.detail.object.version-id" }, inputTemplate: THIS_VERSION },
      deadLetterConfig: { arn: deadLetters.arn },
    });
    this.createAlarm(props);
  }

  private createRole({ place, pipelineArn, role }: PackageTriggerProps): ServiceRole {
    return new ServiceRole(this, "role", {
      ...role,
      service: "events.amazonaws.com",
      accountId: place.accountId,
      allow: [{ sid: "StartPipeline", actions: ["codepipeline:StartPipelineExecution"], resources: [pipelineArn] }],
    });
  }

  private createAlarm({ name, alarmTopicArn }: PackageTriggerProps): void {
    new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: `A package was handed in, and the pipeline was not started. Read the queue ${name}, which says why, and hand the package in again.`,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: name },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      // A queue that nobody uses reports nothing.
      treatMissingData: "notBreaching",
      alarmActions: [alarmTopicArn],
      okActions: [alarmTopicArn],
    });
  }
}

/** Source: EventBridge user guide, "Using dead-letter queues to process undelivered events", "Granting permissions". */
const rulePutsDeadLetters = (name: string, place: Place): Statement => ({
  sid: "RulePutsDeadLetters",
  actions: ["sqs:SendMessage"],
  resources: [arnOf(place, "sqs", name)],
  principals: { services: ["events.amazonaws.com"] },
  conditions: { ArnEquals: { "aws:SourceArn": arnOf(place, "events", `rule/${name}`) } },
});

/** Source: Amazon S3 user guide, "EventBridge event message structure". */
const isHandedIn = ({ bucket, key }: PackageTriggerProps["packages"]) => ({
  source: ["aws.s3"],
  "detail-type": ["Object Created"],
  detail: { bucket: { name: [bucket] }, object: { key: [key] } },
});

/** Source: CodePipeline user guide, "Connecting to Amazon S3 source actions with a source enabled for events". */
const THIS_VERSION = JSON.stringify({
  sourceRevisions: [
    { actionName: APP_PIPELINE.source.action, revisionType: "S3_OBJECT_VERSION_ID", revisionValue: "<version>" },
  ],
});
