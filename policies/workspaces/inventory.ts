import { placeOf } from "../stack-place";
import { textIn } from "../value";
import type { Resource, StackView } from "../view/stack-view";

/** Something of a workspace that has a name which others could use. */
export interface Owned {
  readonly address: string;
  /** Its name, as other stacks would write it. */
  readonly name: string;
  /** Its ARN, and those of what is inside of it; in place of an account or a region that is not known stands `*`. */
  readonly arns: readonly string[];
}

type Arns = (name: string, account: string, region: string, resource: Resource) => readonly string[];

const inRegion =
  (service: string, prefix: string, ...more: readonly string[]): Arns =>
  (name, account, region) =>
    ["", ...more].map((rest) => `arn:aws:${service}:${region}:${account}:${prefix}${name}${rest}`);

/** Which attribute names a thing, and what its ARN looks like. Source: AWS service authorization reference. */
const NAMED: Readonly<Record<string, readonly [attribute: string, arns: Arns]>> = {
  aws_cloudwatch_log_group: ["name", inRegion("logs", "log-group:", ":*")],
  aws_dynamodb_table: ["name", inRegion("dynamodb", "table/", "/*")],
  aws_ecr_repository: ["name", inRegion("ecr", "repository/")],
  aws_iam_role: ["name", (name, account, _, { values }) => [roleArn(account, textIn(values.path) ?? "/", name)]],
  aws_kms_alias: ["name", inRegion("kms", "")],
  aws_s3_bucket: ["bucket", (name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]],
  // AWS adds six characters to the name of a secret.
  aws_secretsmanager_secret: [
    "name",
    (name, account, region) => [`arn:aws:secretsmanager:${region}:${account}:secret:${name}-??????`],
  ],
  aws_security_group: ["name", () => []],
  aws_sns_topic: ["name", inRegion("sns", "")],
  aws_sqs_queue: ["name", inRegion("sqs", "")],
  aws_ssm_parameter: ["name", (name, ...at) => inRegion("ssm", "parameter/")(name.replace(/^\//, ""), ...at)],
};

const roleArn = (account: string, path: string, name: string): string => `arn:aws:iam::${account}:role${path}${name}`;

/** What a stack has that others could name. */
export const ownedBy = (view: StackView): readonly Owned[] =>
  view.resources.flatMap((resource) => {
    const [attribute, arns] = NAMED[resource.type] ?? [];
    const name = attribute && textIn(resource.values[attribute]);
    if (!name || !arns) return [];
    const { account = "*", region = "*" } = placeOf(view, resource);
    return [{ address: resource.address, name, arns: arns(name, account, region, resource) }];
  });
