import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";

/** Two years, in seconds: as long as browsers ask of those that they know without a visit (hstspreload.org). */
const TWO_YEARS = 63_072_000;

/**
 * A page loads its own code and nobody else's, and speaks to its own host, and to one place more. Styles may stand in the page,
 * as frameworks write them there.
 *
 * @param api Where it may call to, as the header writes it: `https://portal-api.dev.example.com`, or `https:` for any place.
 */
export const contentPolicy = (api: string): string =>
  [
    "default-src 'self'",
    "base-uri 'self'",
    `connect-src 'self' ${api}`,
    "font-src 'self' data:",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data: https:",
    "object-src 'none'",
    "style-src 'self' 'unsafe-inline'",
  ].join("; ");

/** Which API a site speaks to is a setting of each site: any over HTTPS. */
export const SITE_CONTENT_POLICY = contentPolicy("https:");

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
