const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/**
 * The API of the customers' portal, as Lambda calls it behind an HTTP API.
 * Source: API Gateway Developer Guide, "AWS Lambda proxy integrations for HTTP APIs", payload format version 2.0.
 */
exports.handler = async ({ rawPath, requestContext }) => answer(requestContext.http.method, rawPath);

const ROUTES = new Map([
  ["/health", () => ({ status: "ok" })],
  ["/version", () => RELEASE],
]);

function answer(method, path) {
  const route = ROUTES.get(path);
  if (route === undefined) return json(404, { error: "There is nothing at this address." }, method);
  if (method !== "GET" && method !== "HEAD")
    return json(405, { error: "Only GET and HEAD are answered here." }, method, { allow: "GET, HEAD" });
  return json(200, route(), method);
}

function json(statusCode, value, method, headers = {}) {
  return {
    statusCode,
    headers: {
      "content-type": "application/json",
      // What runs may change with the next request.
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...headers,
    },
    body: method === "HEAD" ? "" : JSON.stringify(value),
  };
}

/** Which version this is: its package says so, in a file beside this one. */
const RELEASE = JSON.parse(readFileSync(join(__dirname, "release.json"), "utf8"));
