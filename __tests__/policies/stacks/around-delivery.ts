import type { JsonObject } from "../../../terraform-json/json";

const KEY = "arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000";
const TOPIC = "arn:aws:sns:eu-west-1:111111111111:alarms";

const role = (name: string) => `arn:aws:iam::111111111111:role/delivery/${name}`;

/** The functions, machines and budgets of the delivery stack: resources by type. */
export const AROUND: JsonObject = {
  aws_budgets_budget: {
    month: {
      name: "month",
      budget_type: "COST",
      limit_amount: "1000",
      limit_unit: "USD",
      time_unit: "MONTHLY",
      notification: [
        {
          comparison_operator: "GREATER_THAN",
          notification_type: "FORECASTED",
          threshold: 100,
          threshold_type: "PERCENTAGE",
          subscriber_sns_topic_arns: [TOPIC],
        },
      ],
    },
  },
  aws_lambda_function: {
    strip: {
      function_name: "strip",
      role: role("strip"),
      handler: "index.handler",
      runtime: "nodejs22.x",
      s3_bucket: "code",
      s3_key: "strip.zip",
      kms_key_arn: KEY,
      tracing_config: { mode: "Active" },
      dead_letter_config: { target_arn: "arn:aws:sqs:eu-west-1:111111111111:strip-failed" },
    },
  },
  aws_lambda_permission: {
    nightly: {
      action: "lambda:InvokeFunction",
      function_name: "${aws_lambda_function.strip.function_name}",
      principal: "events.amazonaws.com",
      source_arn: "arn:aws:events:eu-west-1:111111111111:rule/nightly",
    },
  },
  aws_lambda_function_url: {
    strip: { function_name: "${aws_lambda_function.strip.function_name}", authorization_type: "AWS_IAM" },
  },
  aws_launch_template: {
    host: {
      name: "host",
      image_id: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
      instance_type: "t3.small",
      metadata_options: { http_endpoint: "enabled", http_tokens: "required" },
      block_device_mappings: [{ device_name: "/dev/xvda", ebs: { encrypted: "true", kms_key_id: KEY } }],
      network_interfaces: [{ associate_public_ip_address: "false", security_groups: ["sg-1"] }],
    },
  },
  aws_instance: {
    host: {
      ami: "ami-00000000000000000",
      instance_type: "t3.small",
      subnet_id: "subnet-1",
      metadata_options: { http_tokens: "required" },
      root_block_device: { encrypted: true, kms_key_id: KEY },
      user_data: "#!/bin/sh\nTOKEN=$(aws secretsmanager get-secret-value --secret-id host)\n",
    },
  },
};
