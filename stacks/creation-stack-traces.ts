/**
 * Switches off the creation stack traces of tokens, which make building fifteen times slower.
 * Must be imported before any stack is built, so both composition roots import it first.
 * `INFRA_CREATION_STACKS=1` keeps the traces: an error about an unresolvable token then names the line that made it.
 *
 * The one deep import of cdktf: version 0.21 has no switch for it (hashicorp/terraform-cdk#3892).
 */
import traces = require("cdktf/lib/tokens/private/stack-trace");

if (process.env.INFRA_CREATION_STACKS !== "1") {
  (traces as { captureStackTrace: () => string[] }).captureStackTrace = () => [];
}
