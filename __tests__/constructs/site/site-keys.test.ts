import {
  LOCATION_KEY,
  NOT_FOUND_KEY,
  SHARED_PREFIXES,
  SITE_PREFIXES,
  WRITTEN_PREFIXES,
} from "../../../constructs/site/site-keys";
import * as keys from "../../../operations/sites/keys";

/** A key of each kind, as promotions and publishing name it. */
const USED = {
  releases: keys.fileKey("4f3a", "assets/app.js"),
  manifests: keys.manifestKey("4f3a"),
  builds: keys.buildKey("fix/1"),
  records: keys.recordKey("client", "amazingcafe.qro.equipweb.biz"),
  locks: keys.lockKey("client", "amazingcafe.qro.equipweb.biz"),
  errors: keys.NOT_FOUND_KEY,
};

describe("keys in the bucket of a place of sites", () => {
  test("begin as its policies say", () => {
    const begins = Object.entries(USED).map(([kind, key]) => [kind, key.slice(0, key.indexOf("/") + 1)]);
    expect(Object.fromEntries(begins)).toEqual(SITE_PREFIXES);
  });

  test("are the same where Terraform writes one", () => {
    expect([LOCATION_KEY, NOT_FOUND_KEY]).toEqual([keys.LOCATION_KEY, keys.NOT_FOUND_KEY]);
  });

  test("of locks are nobody else's, and what CloudFront says of errors nobody's but Terraform's", () => {
    expect(SHARED_PREFIXES).not.toContain(SITE_PREFIXES.locks);
    expect(WRITTEN_PREFIXES).not.toContain(SITE_PREFIXES.errors);
  });
});
