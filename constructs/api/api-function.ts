import { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Construct } from "constructs";
import type { EncryptedLogGroup } from "../logs/encrypted-log-group";
import { PLACEHOLDER_KEY } from "./app-keys";
import { HANDLER, placeholderCode } from "./placeholder-code";

/**
 * Seconds after which Lambda ends a call that is not answered: shortly before API Gateway gives up on it, at 30 seconds, so
 * that the function's own log tells (API Gateway developer guide, "Quotas for HTTP APIs").
 */
export const FUNCTION_TIMEOUT_SECONDS = 29;

/** S3 takes ten tags an object, and the bucket has them all (Amazon S3 user guide, "Categorizing your objects using tags"). */
const WITHOUT_TAGS = { defaultTags: { tags: {} } };

export interface ApiFunctionProps {
  /** At most 64 letters, digits, hyphens and underscores. */
  readonly name: string;
  /** What it is for; shown in the console. */
  readonly description: string;
  /** Name of the alias that callers ask: the version that is live. */
  readonly alias: string;
  /** Name of the bucket that its code lies in. */
  readonly codeBucket: string;
  /** A role of its own, which may do what `functionPermissions` says. */
  readonly roleArn: string;
  readonly logs: EncryptedLogGroup;
  /** ARN of the queue in which Lambda puts events that it failed. */
  readonly deadLettersArn: string;
  /** In MiB, 128 to 10,240; its share of a CPU grows with it. */
  readonly memory: number;
  /** How many calls it answers at once, at most; they are kept free for it. */
  readonly concurrency: number;
  /** Plain settings, by the name of the environment variable: nobody keeps them secret. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * A function behind an API, and the alias that stands for its live version. Terraform makes it with a placeholder as its code;
 * what code it has, and which version is live, is then decided by deployments, and no plan takes that back.
 *
 * Changed settings make a new version of the code that was deployed last, which the next deployment makes live: a version
 * never changes once it is published (AWS Lambda developer guide, "Manage Lambda function versions").
 */
export class ApiFunction extends Construct {
  readonly name: string;
  readonly alias: { readonly name: string; readonly invokeArn: string };

  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id);
    const lambda = this.createFunction(props, this.createPlaceholder(props));
    const alias = new LambdaAlias(this, "alias", {
      name: props.alias,
      description: "The version that is live",
      functionName: lambda.functionName,
      functionVersion: lambda.version,
      lifecycle: { ignoreChanges: ["function_version", "routing_config"] },
    });
    this.name = lambda.functionName;
    this.alias = { name: alias.name, invokeArn: alias.invokeArn };
  }

  private createPlaceholder({ codeBucket }: ApiFunctionProps): S3Object {
    return new S3Object(this, "placeholder", {
      bucket: codeBucket,
      key: PLACEHOLDER_KEY,
      contentBase64: placeholderCode(),
      contentType: "application/zip",
      cacheControl: "no-store",
      overrideProvider: WITHOUT_TAGS,
    });
  }

  private createFunction(props: ApiFunctionProps, code: S3Object): LambdaFunction {
    const { name, description, roleArn, logs, deadLettersArn, memory, concurrency, variables } = props;
    return new LambdaFunction(this, "Resource", {
      functionName: name,
      description,
      role: roleArn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: HANDLER,
      s3Bucket: code.bucket,
      s3Key: code.key,
      publish: true,
      memorySize: memory,
      timeout: FUNCTION_TIMEOUT_SECONDS,
      reservedConcurrentExecutions: concurrency,
      environment: { variables: { ...variables } },
      loggingConfig: { logFormat: "JSON", logGroup: logs.name, applicationLogLevel: "INFO", systemLogLevel: "INFO" },
      tracingConfig: { mode: "Active" },
      deadLetterConfig: { targetArn: deadLettersArn },
      lifecycle: { ignoreChanges: ["s3_bucket", "s3_key", "s3_object_version", "source_code_hash"] },
    });
  }
}
