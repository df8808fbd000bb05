import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type JsonObject, listOf } from "../../../terraform-json/json";
import { DELIVERY } from "./delivery";

/** As the real Terraform plans it: `fixtures/plans/policy-site.json` is its plan. */
const CASE = join(__dirname, "..", "..", "fixtures", "make-plans", "policy-site", "1.tf.json");

const planned: JsonObject = JSON.parse(readFileSync(CASE, "utf8"));

const [settings] = listOf(isObject(DELIVERY.provider) ? DELIVERY.provider.aws : undefined).filter(isObject);

/** A site of production: a bucket behind CloudFront with a function, a web ACL and an API. Nothing to object to. */
export const SITE: JsonObject = {
  "//": { infra: { kind: "site", network: "main", production: true, source: "catalogue/sites/app.yaml" } },
  terraform: DELIVERY.terraform ?? {},
  provider: { aws: [settings ?? {}, { ...settings, alias: "us_east_1", region: "us-east-1" }] },
  resource: planned.resource ?? {},
};
