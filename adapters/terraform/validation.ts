import { z } from "zod";

/** Something that `terraform validate` found. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /**
   * The block that it is about, as Terraform names it: `resource.aws_sqs_queue.orders`.
   * @default - it is about the stack as a whole
   */
  readonly context?: string;
}

const answerSchema = z.object({
  diagnostics: z.array(
    z.object({
      severity: z.enum(["error", "warning"]),
      summary: z.string(),
      detail: z.string().optional(),
      snippet: z.object({ context: z.string().nullish() }).nullish(),
    }),
  ),
});

/**
 * What `terraform validate -json` printed.
 *
 * @throws Error when it is something else.
 */
export function diagnosticsIn(text: string): readonly Diagnostic[] {
  return answerSchema.parse(JSON.parse(text)).diagnostics.map(({ severity, summary, detail = "", snippet }) => ({
    severity,
    summary,
    detail,
    ...(snippet?.context && { context: snippet.context }),
  }));
}
