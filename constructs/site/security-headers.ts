import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";

/** Two years, in seconds: as long as browsers ask of those that they know without a visit (hstspreload.org). */
const TWO_YEARS = 63_072_000;

/**
 * A page loads its own code and nobody else's, and speaks to any API over HTTPS: which one is a setting of each site. Styles
 * may stand in the page, as frameworks write them there.
 */
export const SITE_CONTENT_POLICY = [
  "default-src 'self'",
  "base-uri 'self'",
  "connect-src 'self' https:",
  "font-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self' data: https:",
  "object-src 'none'",
  "style-src 'self' 'unsafe-inline'",
].join("; ");

export interface SecurityHeadersProps {
  /** Unique in the account; at most 128 characters. */
  readonly name: string;
  /** What it is for; shown in the console. */
  readonly comment: string;
  /**
   * What pages may load, as the header `Content-Security-Policy` writes it.
   * @default SITE_CONTENT_POLICY
   */
  readonly contentPolicy?: string;
}

/** The headers by which browsers protect visitors, in every answer; they win over what an object says. */
export class SecurityHeaders extends Construct {
  readonly policyId: string;

  constructor(scope: Construct, id: string, { name, comment, contentPolicy }: SecurityHeadersProps) {
    super(scope, id);
    this.policyId = new CloudfrontResponseHeadersPolicy(this, "Resource", {
      name,
      comment,
      securityHeadersConfig: {
        contentSecurityPolicy: { contentSecurityPolicy: contentPolicy ?? SITE_CONTENT_POLICY, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
        strictTransportSecurity: {
          accessControlMaxAgeSec: TWO_YEARS,
          includeSubdomains: true,
          preload: true,
          override: true,
        },
      },
    }).id;
  }
}
