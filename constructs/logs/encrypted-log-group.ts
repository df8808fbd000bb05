import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { LogRetentionDays } from "../../aws/log-retention";

export interface EncryptedLogGroupProps {
  /** Begins with a slash: `/dev/flow-log`. */
  readonly name: string;
  readonly retentionDays: LogRetentionDays;
  /** Its policy must let CloudWatch Logs use it for a group of this name. */
  readonly keyArn: string;
}

/** A log group that is encrypted with a customer-managed key and forgets after a while. */
export class EncryptedLogGroup extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, retentionDays, keyArn }: EncryptedLogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "Resource", { name, retentionInDays: retentionDays, kmsKeyId: keyArn });
    this.name = group.name;
    this.arn = group.arn;
  }
}
