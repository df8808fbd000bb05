/** What is written down of each call, by the name that it has in the log. */
const FIELDS = {
  requestId: "requestId",
  time: "requestTime",
  ip: "identity.sourceIp",
  domain: "domainName",
  method: "httpMethod",
  path: "path",
  protocol: "protocol",
  status: "status",
  bytes: "responseLength",
  latency: "responseLatency",
  integrationStatus: "integrationStatus",
  integrationLatency: "integrationLatency",
  integrationRequestId: "integration.requestId",
  integrationError: "integrationErrorMessage",
  error: "error.message",
} as const;

/**
 * A line of JSON for each call, in the language of API Gateway. Neither what stands behind the `?` of an address nor any header:
 * both may hold what lets people in. `integrationRequestId` finds the same call in the function's own log.
 * Source: API Gateway developer guide, "Customize HTTP API access logs".
 */
export const ACCESS_LOG_FORMAT = JSON.stringify(
  Object.fromEntries(Object.entries(FIELDS).map(([name, variable]) => [name, `$context.${variable}`])),
);
