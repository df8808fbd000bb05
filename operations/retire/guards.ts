/**
 * What AWS and GitHub do not destroy at once, or not alone, by the type of the resource. Source: the providers' documentation of
 * each type.
 */
const GUARDS: Readonly<Record<string, string>> = {
  aws_backup_vault: "A backup vault that holds recovery points is not destroyed: delete them, or let them expire.",
  aws_cloudwatch_log_group: "A log group goes with all its events: export first what has to be kept.",
  aws_cognito_user_pool: "A user pool whose deletion protection is on is not destroyed.",
  aws_db_instance:
    "A database whose deletion protection is on is not destroyed: switch it off by a change of its own first.",
  aws_dynamodb_table:
    "A table whose deletion protection is on is not destroyed: switch it off by a change of its own first.",
  aws_ecr_repository: "An image repository that holds images is not destroyed: delete its images first.",
  aws_kms_key: "A key is disabled at once, and deleted after its waiting time; until then it can be brought back.",
  aws_lb:
    "A load balancer whose deletion protection is on is not destroyed: switch it off by a change of its own first.",
  aws_rds_cluster:
    "A cluster whose deletion protection is on is not destroyed: switch it off by a change of its own first.",
  aws_route53_zone: "A zone that holds other records than its own is not destroyed.",
  aws_s3_bucket: "A bucket that is not empty is not destroyed: empty it first, all versions too.",
  aws_secretsmanager_secret: "A secret can be brought back for some days, and its name is taken until then.",
  github_branch:
    "A branch goes with the commits that no other branch has: merge first what has to be kept, and make main the default branch, as GitHub keeps the default one.",
  github_repository: "A repository is archived, not deleted: everybody who could read it can go on reading it.",
};

/** What to know before resources of these types are destroyed, a sentence each. */
export const guardsOf = (types: Iterable<string>): readonly string[] =>
  [...new Set(types)].sort().flatMap((type) => (Object.hasOwn(GUARDS, type) ? [GUARDS[type] as string] : []));
