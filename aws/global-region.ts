/**
 * The region in which AWS keeps what belongs to its services without regions: certificates and web ACLs of CloudFront, and
 * the delivery of its logs. Source: CloudFront developer guide, "Requirements for using SSL/TLS certificates with CloudFront",
 * "Configure standard logging (v2)"; WAF developer guide, "Using AWS WAF with Amazon CloudFront".
 */
export const GLOBAL_REGION = "us-east-1";
