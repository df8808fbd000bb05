import { IssueLabel } from "@cdktf/provider-github/lib/issue-label";
import { Construct } from "constructs";

/** A label on issues and pull requests. */
export interface Label {
  readonly name: string;
  /** Six hexadecimal digits. */
  readonly color: string;
  readonly description: string;
}

export interface LabelsProps {
  /** A reference to the repository's name. */
  readonly repository: string;
  readonly labels: readonly Label[];
}

/** Labels that have to be there. Others stay, and one that is there already is taken over by the provider. */
export class Labels extends Construct {
  constructor(scope: Construct, id: string, { repository, labels }: LabelsProps) {
    super(scope, id);
    for (const { name, color, description } of labels)
      new IssueLabel(this, name, { repository, name, color, description });
  }
}
