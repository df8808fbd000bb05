/** A numbered step of the document that apps are built by: its flow, its number and its text. */
export interface FlowStep {
  readonly flow: string;
  readonly step: number;
  readonly text: string;
}

const flow = (name: string, ...texts: readonly string[]): readonly FlowStep[] =>
  texts.map((text, index) => ({ flow: name, step: index + 1, text }));

/** All of them, word for word, in the order of the document. */
export const FLOW_STEPS: readonly FlowStep[] = [
  ...flow(
    "App infrastructure, 1. User flow",
    "User requests an IP address for a DNS name.",
    "Route53 resolves the IP address from an alias record for the CloudFront distribution.",
    "User sends an HTTP request to CloudFront using the resolved IP address.",
    "CloudFront calls ViewerRequestFunction handling auth and basic redirects for static site urls.",
    "CloudFront forwards request to upstream S3 Web Bucket if requested file is not found in the cache.",
    "CloudFront logs request to S3 Logs Bucket.",
  ),
  ...flow(
    "App infrastructure, 2. User API flow",
    "User requests and IP address for a Api DNS name.",
    "Route53 resolves the IP address from an alias record for the API Gateway.",
    "User sends an HTTP request to API Gateway using the resolved IP address.",
    "API Gateway forwards the request to the Lambda function.",
  ),
  ...flow(
    "App infrastructure, 0. Shared resources",
    "ACM certificate for CloudFront.",
    "Route53 DNS zone for creating DNS records.",
  ),
  ...flow(
    "Deployer infrastructure, 1. Developer regular flow",
    "Developer pushes updates to a GitHub repository.",
    "GitHub Actions triggers the `: deploy` workflow when code update conditions are met.",
  ),
  ...flow(
    "Deployer infrastructure, 2. Developer dev flow",
    "Developer builds code locally and deploys it to `dev` environment using the `make` commands.",
  ),
  ...flow(
    "Deployer infrastructure, 3. Release flow",
    "Manager triggers the `: release` workflow to create the latest release and deploy it to the production environment.",
  ),
  ...flow(
    "Deployer infrastructure, 4. Continuous deployment flow",
    "_[Conditional]_ GitHub Actions release Deployer image to ECR if its code was updated.",
    "GitHub Actions uploads release package to S3 Source Bucket.",
    "CodePipeline detects the new release package and triggers the deployment pipeline.",
    "_[Conditional]_ CodePipeline waits for the deployment approval (`prd` environment only).",
    "CodePipeline runs CodeBuild Deploy project.",
    "CodeDeploy deploys the release package to the target environments.",
  ),
  ...flow("Deployer infrastructure, 0. Shared resources", "IAM OIDCProvider for GitHub."),
];
