import { takesSnapshots } from "../parse/image-repositories";
import { isUnknown, textIn } from "../value";
import type { Resource, StackFacts } from "../view/stack-view";
import type { WitnessException } from "./exception";

const OWNER = { owner: "platform", expires: "2027-11-30" };

const isProduction = (_: Resource, { production }: StackFacts): boolean => production === true;
const isNotProduction = (resource: Resource, facts: StackFacts): boolean => !isProduction(resource, facts);

/** A bucket that others write their logs to, as its name says. */
const takesLogs = ({ values }: Resource): boolean =>
  /(^|-)(access-logs|audit|waf-logs)-|-logs-\d{12}$/.test(textIn(values.bucket) ?? "");

/** A bucket of releases of static sites or of apps, as its name says. */
const holdsReleases = (resource: Resource): boolean =>
  !takesLogs(resource) && /-(sites|app)-/.test(textIn(resource.values.bucket) ?? "");

/** A trust that names the repository of GitHub in the form that keeps when it is renamed: `repo:owner@1/name@2:`. */
const namesRepositoryById = ({ values }: Resource): boolean => {
  const { assume_role_policy: trust } = values;
  return /repo:[^@:"/]+@\d+\/[^@:"/]+@\d+:/.test(textIn(trust) ?? (isUnknown(trust) ? (trust.template ?? "") : ""));
};

/** A rule that lets port 80 in, and nothing else. */
const isPort80 = ({ values }: Resource): boolean => values.from_port === 80 && values.to_port === 80;

const isSetAndBelow =
  (attribute: string, limit: number) =>
  ({ values }: Resource): boolean =>
    typeof values[attribute] === "number" && values[attribute] < limit;

/**
 * What checkov wants, and is not done, by decision: each with its reason. Checks that a rule of ours makes too are waived
 * beside the resource instead (constructs/waive.ts).
 */
export const CHECKOV_EXCEPTIONS: readonly WitnessException[] = [
  {
    ...OWNER,
    check: "CKV_AWS_18",
    type: "aws_s3_bucket",
    where: takesLogs,
    reason:
      "It is where access logs go. A bucket that logs to itself grows without end (AWS, 'Logging requests with server access logging').",
  },
  {
    ...OWNER,
    check: "CKV_AWS_145",
    type: "aws_s3_bucket",
    where: takesLogs,
    reason:
      "Load balancers and S3 deliver access logs only to buckets with SSE-S3 (AWS, 'Access logs for your Application Load Balancer', 'Enabling Amazon S3 server access logging').",
  },
  {
    ...OWNER,
    check: "CKV_AWS_145",
    type: "aws_s3_bucket",
    where: holdsReleases,
    reason:
      "What lies there is served to everybody, or says who released it. With SSE-S3, CloudFront and the stages of another account need no key (docs/adr/0017).",
  },
  {
    ...OWNER,
    check: "CKV_AWS_144",
    type: "aws_s3_bucket",
    reason:
      "Everything is kept in one region, by decision. Versions and prevent_destroy guard against mistakes; the loss of a region is not covered.",
  },
  {
    ...OWNER,
    check: "CKV2_AWS_62",
    type: "aws_s3_bucket",
    reason: "Nothing has to happen when an object arrives. A notification without a reader guards nothing.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_51",
    type: "aws_ecr_repository",
    where: takesSnapshots,
    reason:
      "Snapshots are overwritten by design, in repositories of their own from which production may not pull (docs/adr/0008).",
  },
  {
    ...OWNER,
    check: "CKV_AWS_150",
    type: "aws_lb",
    where: isNotProduction,
    reason:
      "Outside production an environment can be taken down without a manual step; the rule load-balancer-is-protected-in-production holds elsewhere.",
  },
  {
    ...OWNER,
    check: "CKV2_AWS_28",
    type: "aws_lb",
    where: ({ values }) => values.internal !== true,
    reason:
      "No web ACL is built yet: firewalls, dropped invalid headers and a fixed answer to strangers stand in front of the services. Decide again before the date.",
    expires: "2027-05-31",
  },
  {
    ...OWNER,
    check: "CKV_AWS_260",
    type: "aws_vpc_security_group_ingress_rule",
    where: isPort80,
    reason:
      "Port 80 of a public load balancer answers with a redirect to HTTPS and nothing else; the rule load-balancer-redirects-http sees to it.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_378",
    type: "aws_lb_target_group",
    reason:
      "TLS ends at the load balancer. Traffic to tasks stays in private subnets, between two security groups that name each other.",
  },
  {
    ...OWNER,
    check: "CKV2_AWS_71",
    type: "aws_acm_certificate",
    reason:
      "One certificate for each environment: services get a host name below it without another certificate. The key never leaves ACM.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_86",
    type: "aws_cloudfront_distribution",
    reason:
      "checkov 3.3 knows the older way of logging alone, which needs a bucket with access control lists. The rule cloudfront-writes-access-logs sees to standard logging v2.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_310",
    type: "aws_cloudfront_distribution",
    reason:
      "Everything is kept in one region, by decision, so there is no second origin. What was asked for lately is still served from the edge.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_374",
    type: "aws_cloudfront_distribution",
    reason: "Clients and their guests are wherever they are; no country is known from which none of them comes.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_68",
    type: "aws_cloudfront_distribution",
    where: isNotProduction,
    reason:
      "Outside production nobody but colleagues visits the sites, and nothing is lost when they do not answer; the rule cloudfront-has-web-acl-in-production holds elsewhere.",
  },
  {
    ...OWNER,
    check: "CKV2_AWS_47",
    type: "aws_cloudfront_distribution",
    reason:
      "The web ACL uses AWSManagedRulesKnownBadInputsRuleSet, which knows Log4j. The check also demands AWSManagedRulesAnonymousIpList, which refuses visitors behind a VPN and the runners of GitHub that read back what was promoted; the origin is a bucket, and runs no Java.",
  },
  {
    ...OWNER,
    check: "CKV2_AWS_38",
    type: "aws_route53_zone",
    reason:
      "DNSSEC needs a DS record at the registrar, by hand, and a wrong one takes the domain off the net. CAA records limit who may issue certificates. Decide again before the date.",
    expires: "2027-05-31",
  },
  {
    ...OWNER,
    check: "CKV2_AWS_39",
    type: "aws_route53_zone",
    reason:
      "Query logs of public zones can only be written in us-east-1 (AWS, 'Public DNS query logging'), and nobody reads them: the zones hold public names alone.",
  },
  {
    ...OWNER,
    check: "CKV2_AWS_57",
    type: "aws_secretsmanager_secret",
    reason:
      "The values come from others, who know no rotation function. Who rotates each one, and how often, is told in the runbook of secrets.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_117",
    type: "aws_lambda_function",
    where: ({ values }) => values.vpc_config === undefined,
    reason:
      "It calls nothing of the network, so nothing of the network should be in its reach; its role lets it write logs, traces and failed events alone. Whoever gives it a database decides again.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_173",
    type: "aws_lambda_function",
    reason:
      "Lambda encrypts variables with a key of its own. They are plain settings that stand in the catalogue; the rule function-variables-hold-no-secret and the check of the catalogue refuse others.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_272",
    type: "aws_lambda_function",
    reason:
      "Only the role of the Deployer can change the code. It compares the SHA-256 of what Lambda published with the manifest of the package, which a signature would tell nothing more of: who hands in packages would sign them.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_338",
    type: "aws_cloudwatch_log_group",
    where: isSetAndBelow("retention_in_days", 365),
    reason:
      "How long logs are kept is a decision for each kind of log, in the catalogue: outside production they help to find mistakes, and are data that must not be kept for long.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_393",
    type: "aws_iam_role",
    where: namesRepositoryById,
    reason:
      "checkov 3.3 knows only the old form of subjects, repo:owner/name. GitHub's immutable form holds the ids too, and is stricter; the rule oidc-trust-names-its-subject judges both.",
  },
  {
    ...OWNER,
    check: "CKV2_AWS_10",
    type: "aws_cloudtrail",
    reason:
      "The trail is kept for investigations, encrypted and validated, in its own bucket. What has to raise an alarm does so by EventBridge, in minutes and without a second copy.",
  },
  {
    ...OWNER,
    check: "CKV_AWS_252",
    type: "aws_cloudtrail",
    reason: "A message for each log file, every five minutes, has no reader. Alarms are raised by events instead.",
  },
];

/** A policy that is the most a role may be given, as its name says. */
const isBoundary = ({ values }: Resource): boolean => /-boundary$/.test(textIn(values.name) ?? "");

/** The same of plans: what checkov takes for missing because it is known only after the apply, or stands in another state. */
export const CHECKOV_EXCEPTIONS_IN_PLANS: readonly WitnessException[] = [
  ...["CKV_AWS_287", "CKV_AWS_288", "CKV_AWS_355"].map((check) => ({
    ...OWNER,
    check,
    type: "aws_iam_policy",
    where: isBoundary,
    reason:
      "A boundary gives nothing to anybody: it limits what policies may give. Reading what people and programs stored is denied to the roles that have this one, by name (aws/content-reads.ts).",
  })),
  {
    ...OWNER,
    check: "CKV_AWS_26",
    type: "aws_sns_topic",
    where: ({ values }) => isUnknown(values.kms_master_key_id),
    reason:
      "The topic has a key, whose ARN is known only after the apply. checkov takes that for none; the rule topic-is-encrypted sees the reference.",
  },
  {
    ...OWNER,
    check: "CKV2_AWS_23",
    type: "aws_route53_record",
    where: ({ values }) => values.alias !== undefined,
    reason:
      "The record is an alias of a load balancer in another stack, whose state checkov does not see. Contracts between stacks say that it is there (docs/adr/0004).",
  },
];
