/**
 * Longest policies, in characters without white space.
 * Source: IAM User Guide, "IAM and AWS STS quotas" (IAM counts no white space; the inline policies of one identity count
 * together; a trust policy can be raised to 4,096 on request).
 */
export const POLICY_SIZES = {
  managed: 6144,
  inlineOfRole: 10_240,
  inlineOfGroup: 5120,
  inlineOfUser: 2048,
  trust: 2048,
} as const;
