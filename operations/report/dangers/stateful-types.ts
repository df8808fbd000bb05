/** What is lost with a resource of this type and brought back by nothing, as a clause; undefined when nothing is. */
export const whatIsLost = (type: string): string | undefined => LOST.get(type);

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * What holds something that its configuration does not, by what is lost with it. Left out on purpose: what can be made
 * again as it was, although it takes time, such as certificates of ACM, roles, load balancers, and topics.
 */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  "it holds data": words(`
    aws_athena_database aws_cloudfront_key_value_store aws_cloudtrail_event_data_store aws_codecommit_repository aws_connect_instance
    aws_customerprofiles_domain aws_db_instance aws_docdb_cluster aws_docdbelastic_cluster aws_dsql_cluster
    aws_dynamodb_global_table aws_dynamodb_table aws_dynamodb_table_item aws_dynamodb_table_replica aws_ebs_volume
    aws_efs_file_system aws_eks_cluster aws_elasticache_cluster aws_elasticache_global_replication_group
    aws_elasticache_replication_group aws_elasticache_serverless_cache aws_elasticsearch_domain aws_emr_cluster
    aws_fsx_lustre_file_system aws_fsx_ontap_file_system aws_fsx_ontap_storage_virtual_machine aws_fsx_ontap_volume
    aws_fsx_openzfs_file_system aws_fsx_openzfs_volume aws_fsx_windows_file_system aws_glue_catalog_database
    aws_glue_catalog_table aws_grafana_workspace aws_instance aws_kendra_index aws_keyspaces_keyspace
    aws_keyspaces_table aws_kinesis_stream aws_kinesis_video_stream aws_lightsail_bucket aws_lightsail_database
    aws_lightsail_disk aws_lightsail_instance aws_memorydb_cluster aws_mq_broker aws_msk_cluster
    aws_msk_serverless_cluster aws_neptune_cluster aws_neptunegraph_graph aws_opensearch_domain
    aws_opensearchserverless_collection aws_prometheus_workspace aws_qldb_ledger aws_rds_cluster aws_rds_global_cluster
    aws_docdb_global_cluster aws_neptune_global_cluster aws_redshift_cluster aws_redshiftserverless_namespace
    aws_s3_bucket aws_s3_bucket_object aws_s3_directory_bucket aws_s3_object aws_s3tables_namespace aws_s3tables_table
    aws_s3tables_table_bucket aws_sagemaker_domain aws_sagemaker_feature_group aws_sagemaker_notebook_instance
    aws_simpledb_domain aws_spot_instance_request aws_storagegateway_gateway aws_timestreaminfluxdb_db_instance
    aws_timestreamwrite_database aws_timestreamwrite_table aws_workspaces_workspace
    azurerm_cosmosdb_account azurerm_cosmosdb_cassandra_keyspace azurerm_cosmosdb_gremlin_database
    azurerm_cosmosdb_mongo_collection azurerm_cosmosdb_mongo_database azurerm_cosmosdb_sql_container
    azurerm_cosmosdb_sql_database azurerm_cosmosdb_table azurerm_eventhub azurerm_kubernetes_cluster
    azurerm_kusto_cluster azurerm_kusto_database azurerm_linux_virtual_machine azurerm_log_analytics_workspace
    azurerm_managed_disk azurerm_managed_redis azurerm_mssql_database azurerm_mssql_managed_database
    azurerm_mssql_managed_instance azurerm_mssql_server azurerm_mysql_flexible_database azurerm_mysql_flexible_server
    azurerm_netapp_volume azurerm_postgresql_flexible_server azurerm_postgresql_flexible_server_database
    azurerm_redis_cache azurerm_search_service azurerm_storage_account azurerm_storage_blob azurerm_storage_container
    azurerm_storage_queue azurerm_storage_share azurerm_storage_table azurerm_virtual_machine
    azurerm_windows_virtual_machine
    cloudflare_r2_bucket digitalocean_database_cluster digitalocean_volume hcloud_volume
    google_alloydb_cluster google_alloydb_instance google_bigquery_dataset google_bigquery_table
    google_bigtable_instance google_bigtable_table google_compute_disk google_compute_instance
    google_compute_region_disk google_container_cluster google_filestore_instance google_firestore_database
    google_redis_cluster google_redis_instance google_spanner_database google_spanner_instance google_sql_database
    google_sql_database_instance google_storage_bucket google_storage_bucket_object
    kubernetes_namespace kubernetes_namespace_v1 kubernetes_persistent_volume kubernetes_persistent_volume_claim
    kubernetes_persistent_volume_claim_v1 kubernetes_persistent_volume_v1 kubernetes_stateful_set
    kubernetes_stateful_set_v1 mongodbatlas_advanced_cluster mongodbatlas_cluster mysql_database postgresql_database
    vault_mount`),
  "it holds backups": words(`
    aws_ami aws_ami_copy aws_ami_from_instance aws_backup_logically_air_gapped_vault aws_backup_vault
    aws_db_cluster_snapshot aws_db_snapshot aws_db_snapshot_copy aws_ebs_snapshot aws_ebs_snapshot_copy
    aws_fsx_backup aws_glacier_vault aws_memorydb_snapshot aws_neptune_cluster_snapshot
    aws_rds_cluster_snapshot_copy aws_redshift_cluster_snapshot aws_redshiftserverless_snapshot
    azurerm_data_protection_backup_vault azurerm_recovery_services_vault azurerm_snapshot google_compute_snapshot
    google_compute_image`),
  "it holds images and packages": words(`
    aws_codeartifact_domain aws_codeartifact_repository aws_ecr_repository aws_ecrpublic_repository
    azurerm_container_registry google_artifact_registry_repository`),
  "its versions are lost, with the code that was deployed to it": words("aws_lambda_function aws_lambda_layer_version"),
  "it holds logs": words("aws_cloudwatch_log_group aws_cloudwatch_log_stream google_logging_project_bucket_config"),
  "it holds messages": words(`
    aws_cloudwatch_event_archive aws_sqs_queue azurerm_servicebus_namespace azurerm_servicebus_queue
    google_pubsub_subscription google_pubsub_topic`),
  "what it encrypts cannot be read without it": words(`
    aws_cloudhsm_v2_cluster aws_kms_external_key aws_kms_key aws_kms_replica_external_key aws_kms_replica_key
    aws_paymentcryptography_key azurerm_key_vault azurerm_key_vault_key google_kms_crypto_key google_kms_key_ring`),
  "it holds a secret": words(`
    aws_acmpca_certificate_authority aws_iam_access_key aws_secretsmanager_secret aws_secretsmanager_secret_version
    aws_ssm_parameter azurerm_key_vault_certificate azurerm_key_vault_secret google_secret_manager_secret
    google_secret_manager_secret_version google_service_account_key kubernetes_secret kubernetes_secret_v1
    random_password tls_private_key`),
  "what is made from its value changes too": words(`
    random_bytes random_id random_integer random_pet random_shuffle random_string random_uuid`),
  "it holds users": words(`
    aws_cognito_identity_pool aws_cognito_user aws_cognito_user_pool aws_directory_service_directory
    aws_identitystore_group aws_identitystore_user`),
  "its address is given back": words(`
    aws_eip azurerm_public_ip azurerm_public_ip_prefix google_compute_address google_compute_global_address
    aws_lightsail_static_ip hcloud_floating_ip`),
  "its phone number is given back": words("aws_connect_phone_number aws_pinpointsmsvoicev2_phone_number"),
  "its records and its name servers are lost": words(`
    aws_route53_zone azurerm_dns_zone azurerm_private_dns_zone cloudflare_zone google_dns_managed_zone`),
  "the domain is given back": words("aws_route53domains_domain aws_route53domains_registered_domain"),
  "everything in it goes with it": words(`
    aws_cloudformation_stack aws_organizations_account azurerm_resource_group github_organization_project
    github_repository google_project`),
};

const LOST: ReadonlyMap<string, string> = new Map(
  Object.entries(TYPES).flatMap(([lost, types]) => types.map((type) => [type, lost] as const)),
);

/** All types that are known to hold something. */
export const STATEFUL_TYPES: readonly string[] = [...LOST.keys()];
