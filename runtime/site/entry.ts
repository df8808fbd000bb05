/** Most bytes of a value in CloudFront's key-value store. Source: CloudFront quotas, "Quotas on key value stores". */
export const LONGEST_ENTRY = 1024;

/** Where the edge function answers a site's settings and version. */
export const CONFIG_PATH = "/config.json";
