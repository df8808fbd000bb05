const EVERY = ["Describe", "Get", "List"] as const;

/**
 * With which verbs the calls begin that read how a service is set up, for the services that stacks here are made of.
 * Source: Service Authorization Reference, actions of the access levels "List" and "Read".
 */
export const READ_VERBS: Readonly<Record<string, readonly ("BatchGet" | "Describe" | "Get" | "List")[]>> = {
  acm: EVERY,
  // Its one call is GET: IAM knows no cases.
  apigateway: ["Get"],
  "application-autoscaling": EVERY,
  cloudfront: EVERY,
  cloudtrail: EVERY,
  cloudwatch: EVERY,
  codebuild: ["BatchGet", "List"],
  codedeploy: ["BatchGet", "Get", "List"],
  codepipeline: ["Get", "List"],
  ec2: EVERY,
  ecr: EVERY,
  ecs: EVERY,
  elasticloadbalancing: ["Describe", "Get"],
  events: ["Describe", "List"],
  iam: ["Get", "List"],
  kms: EVERY,
  lambda: ["Get", "List"],
  logs: EVERY,
  route53: ["Get", "List"],
  s3: ["Get", "List"],
  secretsmanager: EVERY,
  servicediscovery: ["Get", "List"],
  sns: ["Get", "List"],
  sqs: ["Get", "List"],
  wafv2: EVERY,
};
