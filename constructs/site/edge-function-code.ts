import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What differs from one distribution to the next. Nothing of it is secret: everybody who may read the function sees it. */
export interface EdgeFunctionOptions {
  /** `password`: only who knows the password in the key-value store, under the key `auth`, gets anything at all. */
  readonly access: "public" | "password";
}

/** Most bytes of a function's code. Source: CloudFront quotas, "Quotas on CloudFront Functions"; it cannot be raised. */
export const LONGEST_FUNCTION = 10_240;

const SOURCE = join(__dirname, "..", "..", "runtime", "edge", "viewer-request.js");

/** The line of the source that the options are written into. */
const CONSTANT = /^const ACCESS = "\w+";$/m;

/**
 * The code of the function that CloudFront runs on each request of a viewer, as it is shipped: one source for all of them, in
 * the language of the runtime `cloudfront-js-2.0`.
 *
 * @throws Error when it has more bytes than CloudFront takes, or when Terraform would read a part of it as its own language.
 */
export function edgeFunctionCode(
  { access }: EdgeFunctionOptions,
  source: string = readFileSync(SOURCE, "utf8"),
): string {
  if (!CONSTANT.test(source)) throw new Error("the edge function has no line for its options: const ACCESS = …");
  const code = source.replace(CONSTANT, `const ACCESS = ${JSON.stringify(access)};`);
  const bytes = Buffer.byteLength(code);
  if (bytes > LONGEST_FUNCTION)
    throw new Error(
      `the edge function has ${bytes} bytes, and CloudFront takes ${LONGEST_FUNCTION}. Shorten runtime/edge/viewer-request.js.`,
    );
  if (/[$%]\{/.test(code))
    throw new Error("the edge function has ${ or %{, which Terraform would replace. Write it with + instead.");
  return code;
}
