/**
 * What Terraform calls to create, change and delete resources of each type that stacks here are made of. Reading is not in
 * it: every plan reads all of them. A type that is missing is one that no deployment may touch.
 *
 * Source: the Service Authorization Reference for the actions, and for which of them each resource calls the AWS provider
 * 5.100.0. Not tried on an AWS account.
 */
export const APPLY_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  ...addresses(),
  ...traffic(),
  ...edge(),
  ...apis(),
  ...deliveries(),
  ...compute(),
  ...data(),
  ...identity(),
};

/** The AWS service of an action: `ec2` of `ec2:CreateVpc`. */
export const serviceOf = (action: string): string => action.slice(0, action.indexOf(":"));

function addresses(): Record<string, readonly string[]> {
  const tags = ["ec2:CreateTags", "ec2:DeleteTags"];
  const firewallRules = [
    "ec2:AuthorizeSecurityGroupEgress",
    "ec2:AuthorizeSecurityGroupIngress",
    "ec2:ModifySecurityGroupRules",
    "ec2:RevokeSecurityGroupEgress",
    "ec2:RevokeSecurityGroupIngress",
    ...tags,
  ];
  const routes = ["ec2:CreateRoute", "ec2:DeleteRoute", "ec2:ReplaceRoute"];
  return {
    aws_default_network_acl: [
      "ec2:CreateNetworkAclEntry",
      "ec2:DeleteNetworkAclEntry",
      "ec2:ReplaceNetworkAclAssociation",
      ...tags,
    ],
    aws_default_route_table: [...routes, ...tags],
    aws_default_security_group: firewallRules,
    aws_egress_only_internet_gateway: [
      "ec2:CreateEgressOnlyInternetGateway",
      "ec2:DeleteEgressOnlyInternetGateway",
      ...tags,
    ],
    aws_eip: ["ec2:AllocateAddress", "ec2:DisassociateAddress", "ec2:ReleaseAddress", ...tags],
    aws_flow_log: ["ec2:CreateFlowLogs", "ec2:DeleteFlowLogs", ...tags],
    aws_internet_gateway: [
      "ec2:AttachInternetGateway",
      "ec2:CreateInternetGateway",
      "ec2:DeleteInternetGateway",
      "ec2:DetachInternetGateway",
      ...tags,
    ],
    aws_nat_gateway: ["ec2:CreateNatGateway", "ec2:DeleteNatGateway", ...tags],
    aws_route: routes,
    aws_route_table: ["ec2:CreateRouteTable", "ec2:DeleteRouteTable", ...routes, ...tags],
    aws_route_table_association: [
      "ec2:AssociateRouteTable",
      "ec2:DisassociateRouteTable",
      "ec2:ReplaceRouteTableAssociation",
    ],
    aws_security_group: ["ec2:CreateSecurityGroup", "ec2:DeleteSecurityGroup", ...firewallRules],
    aws_subnet: [
      "ec2:AssociateSubnetCidrBlock",
      "ec2:CreateSubnet",
      "ec2:DeleteSubnet",
      "ec2:DisassociateSubnetCidrBlock",
      "ec2:ModifySubnetAttribute",
      ...tags,
    ],
    aws_vpc: [
      "ec2:AssociateVpcCidrBlock",
      "ec2:CreateVpc",
      "ec2:DeleteVpc",
      "ec2:DisassociateVpcCidrBlock",
      "ec2:ModifyVpcAttribute",
      ...tags,
    ],
    // Private names of an interface endpoint are a hosted zone of AWS, which is joined to the VPC in the caller's name.
    aws_vpc_endpoint: [
      "ec2:CreateVpcEndpoint",
      "ec2:DeleteVpcEndpoints",
      "ec2:ModifyVpcEndpoint",
      "route53:AssociateVPCWithHostedZone",
      ...tags,
    ],
    aws_vpc_security_group_egress_rule: firewallRules,
    aws_vpc_security_group_ingress_rule: firewallRules,
  };
}

function traffic(): Record<string, readonly string[]> {
  const tags = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"];
  return {
    aws_acm_certificate: [
      "acm:AddTagsToCertificate",
      "acm:DeleteCertificate",
      "acm:RemoveTagsFromCertificate",
      "acm:RequestCertificate",
      "acm:UpdateCertificateOptions",
    ],
    // Waits, and changes nothing.
    aws_acm_certificate_validation: [],
    aws_lb: [
      "elasticloadbalancing:CreateLoadBalancer",
      "elasticloadbalancing:DeleteLoadBalancer",
      "elasticloadbalancing:ModifyLoadBalancerAttributes",
      "elasticloadbalancing:SetIpAddressType",
      "elasticloadbalancing:SetSecurityGroups",
      "elasticloadbalancing:SetSubnets",
      ...tags,
    ],
    aws_lb_listener: [
      "elasticloadbalancing:CreateListener",
      "elasticloadbalancing:DeleteListener",
      "elasticloadbalancing:ModifyListener",
      "elasticloadbalancing:ModifyListenerAttributes",
      ...tags,
    ],
    aws_lb_listener_certificate: [
      "elasticloadbalancing:AddListenerCertificates",
      "elasticloadbalancing:RemoveListenerCertificates",
    ],
    aws_lb_listener_rule: [
      "elasticloadbalancing:CreateRule",
      "elasticloadbalancing:DeleteRule",
      "elasticloadbalancing:ModifyRule",
      "elasticloadbalancing:SetRulePriorities",
      ...tags,
    ],
    aws_lb_target_group: [
      "elasticloadbalancing:CreateTargetGroup",
      "elasticloadbalancing:DeleteTargetGroup",
      "elasticloadbalancing:ModifyTargetGroup",
      "elasticloadbalancing:ModifyTargetGroupAttributes",
      ...tags,
    ],
    aws_route53_record: ["route53:ChangeResourceRecordSets"],
    aws_route53_zone: [
      "route53:ChangeTagsForResource",
      "route53:CreateHostedZone",
      "route53:DeleteHostedZone",
      "route53:UpdateHostedZoneComment",
    ],
  };
}

function edge(): Record<string, readonly string[]> {
  return {
    aws_cloudfront_distribution: [
      "cloudfront:CreateDistribution",
      "cloudfront:DeleteDistribution",
      "cloudfront:TagResource",
      "cloudfront:UntagResource",
      "cloudfront:UpdateDistribution",
    ],
    aws_cloudfront_function: [
      "cloudfront:CreateFunction",
      "cloudfront:DeleteFunction",
      "cloudfront:PublishFunction",
      "cloudfront:UpdateFunction",
    ],
    aws_cloudfront_key_value_store: [
      "cloudfront:CreateKeyValueStore",
      "cloudfront:DeleteKeyValueStore",
      "cloudfront:UpdateKeyValueStore",
    ],
    aws_cloudfront_origin_access_control: [
      "cloudfront:CreateOriginAccessControl",
      "cloudfront:DeleteOriginAccessControl",
      "cloudfront:UpdateOriginAccessControl",
    ],
    aws_cloudfront_response_headers_policy: [
      "cloudfront:CreateResponseHeadersPolicy",
      "cloudfront:DeleteResponseHeadersPolicy",
      "cloudfront:UpdateResponseHeadersPolicy",
    ],
    aws_cloudwatch_log_delivery: [
      "logs:CreateDelivery",
      "logs:DeleteDelivery",
      "logs:TagResource",
      "logs:UntagResource",
      "logs:UpdateDeliveryConfiguration",
    ],
    aws_cloudwatch_log_delivery_destination: [
      "logs:DeleteDeliveryDestination",
      "logs:PutDeliveryDestination",
      "logs:TagResource",
      "logs:UntagResource",
    ],
    // CloudFront asks besides whether the caller may have this distribution logged (CloudFront guide, "Configure standard logging (v2)").
    aws_cloudwatch_log_delivery_source: [
      "cloudfront:AllowVendedLogDeliveryForResource",
      "logs:DeleteDeliverySource",
      "logs:PutDeliverySource",
      "logs:TagResource",
      "logs:UntagResource",
    ],
    aws_wafv2_web_acl: [
      "wafv2:CreateWebACL",
      "wafv2:DeleteWebACL",
      "wafv2:TagResource",
      "wafv2:UntagResource",
      "wafv2:UpdateWebACL",
    ],
    // Logs go to a bucket by the older kind of delivery, which WAF makes in the caller's name (WAF guide, "Permissions to publish logs to Amazon S3").
    aws_wafv2_web_acl_logging_configuration: [
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "wafv2:DeleteLoggingConfiguration",
      "wafv2:PutLoggingConfiguration",
    ],
  };
}

function apis(): Record<string, readonly string[]> {
  // API Gateway knows no other calls than those of HTTP; what they are made on tells them apart. Tags are put and deleted.
  const writes = ["apigateway:DELETE", "apigateway:PATCH", "apigateway:POST"];
  const tagged = [...writes, "apigateway:PUT"];
  const tags = ["lambda:TagResource", "lambda:UntagResource"];
  return {
    aws_apigatewayv2_api: tagged,
    aws_apigatewayv2_api_mapping: writes,
    aws_apigatewayv2_domain_name: tagged,
    aws_apigatewayv2_integration: writes,
    aws_apigatewayv2_route: writes,
    // The log of who called is delivered in the caller's name (API Gateway guide, "Configure logging for HTTP APIs").
    aws_apigatewayv2_stage: [
      ...tagged,
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:PutResourcePolicy",
      "logs:UpdateLogDelivery",
    ],
    aws_lambda_alias: ["lambda:CreateAlias", "lambda:DeleteAlias", "lambda:UpdateAlias"],
    // Lambda fetches the code in the caller's name (Lambda guide, "Deploying Lambda functions as .zip file archives").
    aws_lambda_function: [
      "lambda:CreateFunction",
      "lambda:DeleteFunction",
      "lambda:DeleteFunctionConcurrency",
      "lambda:PublishVersion",
      "lambda:PutFunctionConcurrency",
      "lambda:UpdateFunctionCode",
      "lambda:UpdateFunctionConfiguration",
      ...tags,
      "s3:GetObject",
    ],
    aws_lambda_function_event_invoke_config: [
      "lambda:DeleteFunctionEventInvokeConfig",
      "lambda:PutFunctionEventInvokeConfig",
    ],
    aws_lambda_permission: ["lambda:AddPermission", "lambda:RemovePermission"],
    aws_sqs_queue: ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
    aws_sqs_queue_policy: ["sqs:SetQueueAttributes"],
  };
}

function deliveries(): Record<string, readonly string[]> {
  const ofCodeDeploy = ["codedeploy:TagResource", "codedeploy:UntagResource"];
  return {
    aws_cloudwatch_event_rule: ["events:DeleteRule", "events:PutRule", "events:TagResource", "events:UntagResource"],
    aws_cloudwatch_event_target: ["events:PutTargets", "events:RemoveTargets"],
    // Its tags are part of it.
    aws_codebuild_project: ["codebuild:CreateProject", "codebuild:DeleteProject", "codebuild:UpdateProject"],
    aws_codedeploy_app: [
      "codedeploy:CreateApplication",
      "codedeploy:DeleteApplication",
      "codedeploy:UpdateApplication",
      ...ofCodeDeploy,
    ],
    aws_codedeploy_deployment_group: [
      "codedeploy:CreateDeploymentGroup",
      "codedeploy:DeleteDeploymentGroup",
      "codedeploy:UpdateDeploymentGroup",
      ...ofCodeDeploy,
    ],
    aws_codepipeline: [
      "codepipeline:CreatePipeline",
      "codepipeline:DeletePipeline",
      "codepipeline:TagResource",
      "codepipeline:UntagResource",
      "codepipeline:UpdatePipeline",
    ],
  };
}

function compute(): Record<string, readonly string[]> {
  const tags = ["ecs:TagResource", "ecs:UntagResource"];
  return {
    aws_appautoscaling_policy: [
      "application-autoscaling:DeleteScalingPolicy",
      "application-autoscaling:PutScalingPolicy",
    ],
    aws_appautoscaling_target: [
      "application-autoscaling:DeregisterScalableTarget",
      "application-autoscaling:RegisterScalableTarget",
      "application-autoscaling:TagResource",
      "application-autoscaling:UntagResource",
    ],
    aws_ecr_lifecycle_policy: ["ecr:DeleteLifecyclePolicy", "ecr:PutLifecyclePolicy"],
    // ECR encrypts by a grant on the key, which whoever makes the repository gives it (ECR user guide, "Encryption at rest").
    aws_ecr_repository: [
      "ecr:CreateRepository",
      "ecr:DeleteRepository",
      "ecr:PutImageScanningConfiguration",
      "ecr:PutImageTagMutability",
      "ecr:TagResource",
      "ecr:UntagResource",
      "kms:CreateGrant",
      "kms:RetireGrant",
    ],
    aws_ecr_repository_policy: ["ecr:DeleteRepositoryPolicy", "ecr:SetRepositoryPolicy"],
    aws_ecs_cluster: [
      "ecs:CreateCluster",
      "ecs:DeleteCluster",
      "ecs:UpdateCluster",
      "ecs:UpdateClusterSettings",
      ...tags,
    ],
    aws_ecs_cluster_capacity_providers: ["ecs:PutClusterCapacityProviders"],
    aws_ecs_service: ["ecs:CreateService", "ecs:DeleteService", "ecs:UpdateService", ...tags],
    aws_ecs_task_definition: ["ecs:DeregisterTaskDefinition", "ecs:RegisterTaskDefinition", ...tags],
    aws_service_discovery_http_namespace: [
      "servicediscovery:CreateHttpNamespace",
      "servicediscovery:DeleteNamespace",
      "servicediscovery:TagResource",
      "servicediscovery:UntagResource",
      "servicediscovery:UpdateHttpNamespace",
    ],
  };
}

function data(): Record<string, readonly string[]> {
  return {
    aws_cloudwatch_log_group: [
      "logs:AssociateKmsKey",
      "logs:CreateLogGroup",
      "logs:DeleteLogGroup",
      "logs:DeleteRetentionPolicy",
      "logs:DisassociateKmsKey",
      "logs:PutRetentionPolicy",
      "logs:TagResource",
      "logs:UntagResource",
    ],
    aws_cloudwatch_metric_alarm: [
      "cloudwatch:DeleteAlarms",
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:TagResource",
      "cloudwatch:UntagResource",
    ],
    aws_kms_alias: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
    aws_kms_key: [
      "kms:CreateKey",
      "kms:EnableKeyRotation",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateKeyDescription",
    ],
    aws_s3_bucket: ["s3:CreateBucket", "s3:DeleteBucket", "s3:PutBucketTagging"],
    aws_s3_bucket_lifecycle_configuration: ["s3:PutLifecycleConfiguration"],
    aws_s3_bucket_logging: ["s3:PutBucketLogging"],
    aws_s3_bucket_notification: ["s3:PutBucketNotification"],
    aws_s3_bucket_ownership_controls: ["s3:PutBucketOwnershipControls"],
    aws_s3_bucket_policy: ["s3:DeleteBucketPolicy", "s3:PutBucketPolicy"],
    aws_s3_bucket_public_access_block: ["s3:PutBucketPublicAccessBlock"],
    aws_s3_bucket_server_side_encryption_configuration: ["s3:PutEncryptionConfiguration"],
    aws_s3_bucket_versioning: ["s3:PutBucketVersioning"],
    // Of a bucket that keeps versions, an object goes with all of them.
    aws_s3_object: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject"],
    // A secret with a key is made only if its maker may use the key, with or without a value: aws/key-trial.ts.
    aws_secretsmanager_secret: [
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "secretsmanager:CreateSecret",
      "secretsmanager:DeleteSecret",
      "secretsmanager:TagResource",
      "secretsmanager:UntagResource",
      "secretsmanager:UpdateSecret",
    ],
    aws_sns_topic: [
      "sns:CreateTopic",
      "sns:DeleteTopic",
      "sns:SetTopicAttributes",
      "sns:TagResource",
      "sns:UntagResource",
    ],
    aws_sns_topic_policy: ["sns:SetTopicAttributes"],
    aws_sns_topic_subscription: ["sns:SetSubscriptionAttributes", "sns:Subscribe", "sns:Unsubscribe"],
  };
}

function identity(): Record<string, readonly string[]> {
  return {
    aws_iam_policy: [
      "iam:CreatePolicy",
      "iam:CreatePolicyVersion",
      "iam:DeletePolicy",
      "iam:DeletePolicyVersion",
      "iam:TagPolicy",
      "iam:UntagPolicy",
    ],
    aws_iam_role: [
      "iam:CreateRole",
      "iam:DeleteRole",
      "iam:PassRole",
      "iam:PutRolePermissionsBoundary",
      "iam:TagRole",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
      "iam:UpdateRoleDescription",
    ],
    aws_iam_role_policy: ["iam:DeleteRolePolicy", "iam:PutRolePolicy"],
  };
}
