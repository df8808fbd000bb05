import { templateParts } from "../../terraform-json/expression";
import { at, isList, isObject, type Json, type JsonObject, objectAt } from "../../terraform-json/json";

/** An IAM policy of a stack, with something concrete for what is known only after the apply. */
export interface PolicyText {
  readonly stack: string;
  /** `aws_iam_role_policy.task_1A2B3C4D` */
  readonly address: string;
  readonly attribute: string;
  readonly text: string;
}

/** What the ARNs of resources look like, by type: a made-up one of each, in an account of nobody. */
const ARNS: Readonly<Record<string, string>> = {
  aws_cloudfront_distribution: "arn:aws:cloudfront::123456789012:distribution/EDFDVBD6EXAMPLE",
  aws_cloudfront_key_value_store:
    "arn:aws:cloudfront::123456789012:key-value-store/12345678-1234-1234-1234-123456789012",
  aws_cloudwatch_log_group: "arn:aws:logs:eu-west-1:123456789012:log-group:placeholder",
  aws_dynamodb_table: "arn:aws:dynamodb:eu-west-1:123456789012:table/placeholder",
  aws_codepipeline: "arn:aws:codepipeline:eu-west-1:123456789012:placeholder",
  aws_ecr_repository: "arn:aws:ecr:eu-west-1:123456789012:repository/placeholder",
  aws_ecs_cluster: "arn:aws:ecs:eu-west-1:123456789012:cluster/placeholder",
  aws_ecs_service: "arn:aws:ecs:eu-west-1:123456789012:service/placeholder/placeholder",
  aws_iam_openid_connect_provider: "arn:aws:iam::123456789012:oidc-provider/placeholder",
  aws_iam_policy: "arn:aws:iam::123456789012:policy/placeholder",
  aws_iam_role: "arn:aws:iam::123456789012:role/placeholder",
  aws_kms_key: "arn:aws:kms:eu-west-1:123456789012:key/12345678-1234-1234-1234-123456789012",
  aws_s3_bucket: "arn:aws:s3:::placeholder",
  aws_secretsmanager_secret: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:placeholder-aaaaaa",
  aws_sns_topic: "arn:aws:sns:eu-west-1:123456789012:placeholder",
  aws_sqs_queue: "arn:aws:sqs:eu-west-1:123456789012:placeholder",
};

const REFERENCE = /^(aws_\w+)\.([\w-]+)(?:\[[^\]]*\])?\.(\w+)$/;
const UPSTREAM = /^data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)$/;

/**
 * Every IAM policy of some stacks: each attribute of a resource that holds one as JSON.
 *
 * @throws Error when a policy names an ARN of a type that this file does not know: a made-up one of another form would be
 * judged instead.
 */
export function policyTextsIn(stacks: ReadonlyMap<string, JsonObject>): readonly PolicyText[] {
  return [...stacks].flatMap(([stack, configuration]) =>
    Object.entries(objectAt(configuration, "resource")).flatMap(([type, byName]) =>
      Object.entries(objectAt(byName)).flatMap(([name, body]) =>
        Object.entries(objectAt(body)).flatMap(([attribute, value]) =>
          isPolicy(value)
            ? [{ stack, address: `${type}.${name}`, attribute, text: concrete(value, configuration, stacks) }]
            : [],
        ),
      ),
    ),
  );
}

const isPolicy = (value: Json): value is string =>
  typeof value === "string" && /^\s*\{/.test(value) && /"Statement"\s*:/.test(value);

/** A text with made-up values for its expressions, of the right form where that matters. */
const concrete = (text: string, own: JsonObject, stacks: ReadonlyMap<string, JsonObject>): string =>
  templateParts(text)
    .map((part) => ("text" in part ? part.text : madeUp(part.expression.trim(), own, stacks)))
    .join("");

function madeUp(expression: string, own: JsonObject, stacks: ReadonlyMap<string, JsonObject>): string {
  const [, upstream, output] = UPSTREAM.exec(expression) ?? [];
  if (upstream !== undefined && output !== undefined) {
    const producer = stacks.get(stackRead(own, upstream)) ?? {};
    const value = at(producer, "output", output, "value");
    return typeof value === "string" ? concrete(value, producer, stacks) : "placeholder";
  }
  const [, type = "", , attribute] = REFERENCE.exec(expression) ?? [];
  if (attribute !== "arn") {
    if (/arn/i.test(expression)) throw new Error(`${expression} may be an ARN, and of what is not clear`);
    return "placeholder";
  }
  const arn = ARNS[type];
  if (arn === undefined)
    throw new Error(`what an ARN of ${type} looks like is not in policies/witness/policy-documents.ts`);
  return arn;
}

/** The stack whose state a data source reads: its key says it. */
function stackRead(own: JsonObject, name: string): string {
  const source = at(own, "data", "terraform_remote_state", name);
  const config = isObject(source) ? source.config : undefined;
  const key = at(isList(config) ? config[0] : config, "key");
  return typeof key === "string" ? key : name;
}
