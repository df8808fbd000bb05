import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, OpenAPIBackend } from "openapi-backend";

/** A request, as far as GitHub's description says what it may be. */
export interface DescribedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** Undefined when there is none. */
  readonly body: unknown;
}

/** GitHub's own OpenAPI description, as far as it is used. See `fixtures/github/make-description.js`. */
const DESCRIPTION = JSON.parse(
  readFileSync(join(__dirname, "..", "..", "fixtures", "github", "description.json"), "utf8"),
) as Document & {
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
};

/** One of GitHub's own examples, anew each time. */
export const example = (name: string): Record<string, unknown> =>
  structuredClone(DESCRIPTION.components.examples[name]?.value) as Record<string, unknown>;

const api = new OpenAPIBackend({
  definition: DESCRIPTION,
  quick: true,
  ajvOpts: { strict: false, logger: false },
  customizeAjv: (ajv) => {
    ajv.addFormat("uri", (text: string) => URL.canParse(text.replace(/\{[^}]*\}/g, "")));
    ajv.addFormat("date-time", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/);
    ajv.addFormat("email", /^[^@\s]+@[^@\s]+$/);
    return ajv;
  },
});
const ready = api.init();

/** Which operation a request is of, and how it is other than it may be. */
export async function checkedRequest(request: DescribedRequest): Promise<{
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly faults: string[];
}> {
  await ready;
  const told = `${request.method} ${request.path}`;
  const { body, headers, ...line } = request;
  const parsed = { ...line, headers: { ...headers }, ...(body !== undefined && { body }) };
  const operation = api.router.matchOperation(parsed);
  if (!operation?.operationId) return { operation: "", params: {}, faults: [`${told}: GitHub has no such route`] };
  const { errors } = api.validateRequest(parsed, operation);
  const { params } = api.router.parseRequest(parsed, operation);
  return {
    operation: operation.operationId,
    params: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, decodeURIComponent(String(value))]),
    ),
    faults: (errors ?? []).map(({ instancePath, message }) => `${told}: ${instancePath} ${message}`),
  };
}

/** How an answer is other than GitHub's would be. Errors that an operation does not list have the form of all others. */
export async function answerFaults(operation: string, status: number, answer: unknown): Promise<readonly string[]> {
  await ready;
  const described = api.router.getOperation(operation)?.responses ?? {};
  const told = `the answer ${status} to ${operation}`;
  if (!(String(status) in described)) {
    const { message } = (answer ?? {}) as { readonly message?: unknown };
    return status >= 400 && typeof message === "string" ? [] : [`${told}: GitHub gives none such`];
  }
  if (status === 204) return answer === undefined ? [] : [`${told}: it has no content`];
  const { errors } = api.validateResponse(answer, operation, status);
  return (errors ?? []).map(({ instancePath, message }) => `${told}: ${instancePath} ${message}`);
}
