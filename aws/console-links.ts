/**
 * Where the console of AWS shows a resource, by its type. What stands in braces is an attribute, or `region`; of
 * `{arn:last}` the part behind the last slash. Only types are here that have a page of their own.
 * Source: the addresses that the console itself links to.
 */
export const CONSOLE_LINKS: Readonly<Record<string, string>> = {
  aws_acm_certificate: "https://{region}.console.aws.amazon.com/acm/home?region={region}#/certificates/{arn:last}",
  aws_apigatewayv2_api: "https://{region}.console.aws.amazon.com/apigateway/main/api-detail?api={id}&region={region}",
  aws_apigatewayv2_domain_name:
    "https://{region}.console.aws.amazon.com/apigateway/main/publish/domain-names?domain={domain_name}&region={region}",
  aws_cloudfront_distribution: "https://console.aws.amazon.com/cloudfront/v4/home#/distributions/{id}",
  aws_cloudfront_function: "https://console.aws.amazon.com/cloudfront/v4/home#/functions/{name}",
  aws_cloudwatch_event_rule:
    "https://{region}.console.aws.amazon.com/events/home?region={region}#/eventbus/{event_bus_name}/rules/{name}",
  aws_cloudwatch_log_group:
    "https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}#logsV2:log-groups/log-group/{name:twice}",
  aws_cloudwatch_metric_alarm:
    "https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}#alarmsV2:alarm/{alarm_name}",
  aws_codebuild_project:
    "https://{region}.console.aws.amazon.com/codesuite/codebuild/projects/{name}/history?region={region}",
  aws_codedeploy_app:
    "https://{region}.console.aws.amazon.com/codesuite/codedeploy/applications/{name}?region={region}",
  aws_codepipeline:
    "https://{region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/{name}/view?region={region}",
  aws_db_instance: "https://{region}.console.aws.amazon.com/rds/home?region={region}#database:id={identifier}",
  aws_dynamodb_table: "https://{region}.console.aws.amazon.com/dynamodbv2/home?region={region}#table?name={name}",
  aws_ecr_repository:
    "https://{region}.console.aws.amazon.com/ecr/repositories/private/{registry_id}/{name}?region={region}",
  aws_ecs_cluster: "https://{region}.console.aws.amazon.com/ecs/v2/clusters/{name}/services?region={region}",
  aws_ecs_service:
    "https://{region}.console.aws.amazon.com/ecs/v2/clusters/{cluster:last}/services/{name}/health?region={region}",
  aws_ecs_task_definition:
    "https://{region}.console.aws.amazon.com/ecs/v2/task-definitions/{family}/{revision}/containers?region={region}",
  aws_iam_policy: "https://console.aws.amazon.com/iam/home#/policies/details/{arn}",
  aws_iam_role: "https://console.aws.amazon.com/iam/home#/roles/details/{name}",
  aws_iam_user: "https://console.aws.amazon.com/iam/home#/users/details/{name}",
  aws_instance: "https://{region}.console.aws.amazon.com/ec2/home?region={region}#InstanceDetails:instanceId={id}",
  aws_internet_gateway:
    "https://{region}.console.aws.amazon.com/vpcconsole/home?region={region}#InternetGateway:internetGatewayId={id}",
  aws_kms_key: "https://{region}.console.aws.amazon.com/kms/home?region={region}#/kms/keys/{key_id}",
  aws_lambda_function: "https://{region}.console.aws.amazon.com/lambda/home?region={region}#/functions/{function_name}",
  aws_lb: "https://{region}.console.aws.amazon.com/ec2/home?region={region}#LoadBalancer:loadBalancerArn={arn}",
  aws_lb_target_group:
    "https://{region}.console.aws.amazon.com/ec2/home?region={region}#TargetGroup:targetGroupArn={arn}",
  aws_nat_gateway:
    "https://{region}.console.aws.amazon.com/vpcconsole/home?region={region}#NatGatewayDetails:natGatewayId={id}",
  aws_route53_zone: "https://console.aws.amazon.com/route53/v2/hostedzones#ListRecordSets/{zone_id}",
  aws_route_table:
    "https://{region}.console.aws.amazon.com/vpcconsole/home?region={region}#RouteTableDetails:RouteTableId={id}",
  aws_s3_bucket: "https://{region}.console.aws.amazon.com/s3/buckets/{bucket}?region={region}",
  aws_secretsmanager_secret:
    "https://{region}.console.aws.amazon.com/secretsmanager/secret?name={name}&region={region}",
  aws_security_group: "https://{region}.console.aws.amazon.com/ec2/home?region={region}#SecurityGroup:groupId={id}",
  aws_sns_topic: "https://{region}.console.aws.amazon.com/sns/v3/home?region={region}#/topic/{arn}",
  aws_sqs_queue: "https://{region}.console.aws.amazon.com/sqs/v3/home?region={region}#/queues/{url}",
  aws_ssm_parameter:
    "https://{region}.console.aws.amazon.com/systems-manager/parameters/{name}/description?region={region}",
  aws_subnet: "https://{region}.console.aws.amazon.com/vpcconsole/home?region={region}#SubnetDetails:subnetId={id}",
  aws_vpc: "https://{region}.console.aws.amazon.com/vpcconsole/home?region={region}#VpcDetails:VpcId={id}",
  aws_vpc_endpoint:
    "https://{region}.console.aws.amazon.com/vpcconsole/home?region={region}#EndpointDetails:vpcEndpointId={id}",
};
