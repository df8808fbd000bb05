/** A request of a viewer, as CloudFront gets it. */
export interface ViewerRequest {
  /** @default "GET" */
  readonly method?: string;
  readonly host: string;
  /** As the viewer wrote it, with the query string, if any: `/order?table=4`. */
  readonly target: string;
  /**
   * More headers; a name may stand there more than once.
   * @default - none
   */
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** A value of a header or a parameter. */
export interface EdgeValue {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

export type EdgeValues = Readonly<Record<string, EdgeValue>>;

/**
 * What a function of CloudFront is called with. Source: CloudFront Developer Guide, "CloudFront Functions event structure"
 * (functions-event-structure.html). Names and values of a query string, and the path, are handed over as they were written.
 */
export interface EdgeEvent {
  readonly version: "1.0";
  readonly context: { readonly eventType: "viewer-request" };
  readonly viewer: { readonly ip: string };
  readonly request: EdgeRequest;
}

export interface EdgeRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: EdgeValues;
  readonly headers: EdgeValues;
  readonly cookies: EdgeValues;
}

/** What CloudFront makes of a request before it calls the function. */
export function edgeEvent({ method = "GET", host, target, headers = [] }: ViewerRequest): EdgeEvent {
  const mark = target.indexOf("?");
  const [uri, query] = mark < 0 ? [target, ""] : [target.slice(0, mark), target.slice(mark + 1)];
  const all: readonly Pair[] = [["host", host], ...headers.map(([name, value]): Pair => [name.toLowerCase(), value])];
  const cookies = all.filter(([name]) => name === "cookie").flatMap(([, value]) => value.split(/; */));
  return {
    version: "1.0",
    context: { eventType: "viewer-request" },
    viewer: { ip: "198.51.100.11" },
    request: {
      method,
      uri,
      querystring: collapsed(query.split("&").filter(Boolean).map(pairIn)),
      headers: collapsed(all.filter(([name]) => name !== "cookie")),
      cookies: collapsed(cookies.filter(Boolean).map(pairIn)),
    },
  };
}

type Pair = readonly [name: string, value: string];

function pairIn(text: string): Pair {
  const mark = text.indexOf("=");
  return mark < 0 ? [text, ""] : [text.slice(0, mark), text.slice(mark + 1)];
}

/** Those of the same name become one, which has all their values. */
function collapsed(pairs: readonly Pair[]): EdgeValues {
  const byName = new Map<string, string[]>();
  for (const [name, value] of pairs) byName.set(name, [...(byName.get(name) ?? []), value]);
  return Object.fromEntries(
    [...byName].map(([name, values]) => [
      name,
      { value: values[0] ?? "", ...(values.length > 1 && { multiValue: values.map((value) => ({ value })) }) },
    ]),
  );
}
