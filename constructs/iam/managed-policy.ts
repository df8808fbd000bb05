import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { POLICY_SIZES } from "../../aws/policy-sizes";
import { policyDocument, type Statement } from "./policy-document";

export interface ManagedPolicyProps {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  /** What it is for; shown in the console. */
  readonly description: string;
  readonly statements: readonly Statement[];
}

/**
 * A policy that roles are given, or bounded by.
 *
 * @throws Error when it is longer than IAM takes. What is known only after the apply counts as it stands in the configuration.
 */
export class ManagedPolicy extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, path, description, statements }: ManagedPolicyProps) {
    super(scope, id);
    const policy = policyDocument(statements);
    if (policy.length > POLICY_SIZES.managed)
      throw new Error(
        `the policy ${name} has ${policy.length} characters, and IAM takes ${POLICY_SIZES.managed}; make two policies of it`,
      );
    this.arn = new IamPolicy(this, "Resource", { name, path, description, policy }).arn;
  }
}
