import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudfrontKeyValueStore } from "@cdktf/provider-aws/lib/cloudfront-key-value-store";
import { Construct } from "constructs";
import { type EdgeFunctionOptions, edgeFunctionCode } from "./edge-function-code";

export interface EdgeFunctionProps extends EdgeFunctionOptions {
  /** Of the function and of its store; 1 to 64 letters, digits, hyphens and underscores. */
  readonly name: string;
  /** What it is for; shown in the console. */
  readonly comment: string;
  /**
   * Whether a plan that destroys or replaces the store fails, as long as it is declared: without its entries no site answers.
   * CloudFront itself deletes no store that a function uses.
   */
  readonly preventDestroy: boolean;
}

/**
 * The function that CloudFront runs on each request of a viewer, and the store in which it looks up which release a host
 * serves. Entries are written by promotions, never by Terraform: a site more is no resource more.
 */
export class EdgeFunction extends Construct {
  readonly arn: string;
  readonly storeArn: string;

  constructor(scope: Construct, id: string, { name, comment, access, preventDestroy }: EdgeFunctionProps) {
    super(scope, id);
    const store = new CloudfrontKeyValueStore(this, "store", {
      name,
      comment,
      ...(preventDestroy && { lifecycle: { preventDestroy } }),
    });
    this.storeArn = store.arn;
    this.arn = new CloudfrontFunction(this, "Resource", {
      name,
      comment,
      runtime: "cloudfront-js-2.0",
      code: edgeFunctionCode({ access }),
      publish: true,
      keyValueStoreAssociations: [store.arn],
    }).arn;
  }
}
