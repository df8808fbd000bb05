/**
 * Calls that read what people and programs put into AWS, and not how AWS is set up. AWS's own policy `ReadOnlyAccess`
 * allows most of them. The code of any pull request runs while it is planned, so that what its role can read, anyone who
 * may open a pull request can read.
 *
 * Among them are those that hand out something to read with: start scripts of machines, keys of tunnels, credentials of
 * S3 Access Grants and of the artefacts of pipelines, the hash of the password of sites; and what a firewall saw of visitors: addresses, headers, cookies.
 *
 * By service, so that it can be compared with the Service Authorization Reference. Objects in S3 and decryption are not in
 * it: states are exempt from these.
 */
export const DENIED_READS: readonly string[] = [
  "athena:GetQueryResults",
  "cloudfront-keyvaluestore:GetKey",
  "cloudfront-keyvaluestore:ListKeys",
  "cloudtrail:GetQueryResults",
  "codeartifact:GetAuthorizationToken",
  "codeartifact:GetPackageVersionAsset",
  "codecommit:GetFile",
  "codecommit:GitPull",
  "codepipeline:GetJobDetails",
  "codepipeline:GetThirdPartyJobDetails",
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ec2:GetConsoleOutput",
  "ec2:GetConsoleScreenshot",
  "ec2:GetLaunchTemplateData",
  "ec2:GetPasswordData",
  "ec2:GetVpnConnectionDeviceSampleConfiguration",
  "ecr:BatchGetImage",
  "ecr:GetAuthorizationToken",
  "ecr:GetDownloadUrlForLayer",
  "kinesis:GetRecords",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogRecord",
  "logs:GetQueryResults",
  "logs:StartLiveTail",
  "logs:StartQuery",
  "logs:Unmask",
  "rds:DownloadCompleteDBLogFile",
  "rds:DownloadDBLogFilePortion",
  "s3:GetDataAccess",
  "secretsmanager:BatchGetSecretValue",
  "secretsmanager:GetSecretValue",
  "sqs:ReceiveMessage",
  "ssm:GetParameter",
  "ssm:GetParameterHistory",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "wafv2:GetRateBasedStatementManagedKeys",
  "wafv2:GetSampledRequests",
  "xray:BatchGetTraces",
];

/** Calls that read objects in S3, in whatever version. */
export const OBJECT_READS: readonly string[] = [
  "s3:GetObject",
  "s3:GetObjectTorrent",
  "s3:GetObjectVersion",
  "s3:GetObjectVersionTorrent",
];
