// What CloudFront does first with every request to a site. The host picks the site's entry in the key-value store, and the
// entry picks the release that the files come from. Release and settings are one entry, so a switch is one write.
// Patterns are Perl's: `$` would match before a last line end, too, so none is used.
// Language: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
// Requests and answers: …/functions-event-structure.html, key-value store: …/functions-custom-methods.html
import cf from "cloudfront";
import crypto from "crypto";

const ACCESS = "public";

const store = cf.kvs();

// With the folder of its release, a file's key is shorter than the 1,024 bytes that S3 takes.
const LONGEST_PATH = 900;

async function handler(event) {
  const request = event.request;
  if (request.method !== "GET" && request.method !== "HEAD") {
    return refusal(request, 405, "Only GET and HEAD are answered here.", { allow: { value: "GET, HEAD" } });
  }
  const path = pathIn(request.uri);
  if (path === undefined) return refusal(request, 400, "This address is not valid.");
  if (ACCESS !== "public") {
    const locked = await withoutPassword(request);
    if (locked) return locked;
  }
  const host = hostOf(request);
  if (host === undefined) return refusal(request, 404, "There is no site at this address.");
  const stored = await storedUnder(host);
  if (stored.failed) return refusal(request, 503, "The settings of this site cannot be read. Try again in a minute.");
  if (stored.text === undefined) return refusal(request, 404, "There is no site at this address.");
  const entry = objectIn(stored.text);
  if (!isEntry(entry)) return damaged(request);
  return answer(request, path, entry);
}

function answer(request, path, entry) {
  if (path === "/config.json") {
    const config = Object.assign({}, entry.settings, { release: entry.release, commit: entry.commit });
    return made(request, 200, "application/json", JSON.stringify(config), {});
  }
  const pages = entry.pages || {};
  const target = ownText(pages.redirects, path);
  if (target !== undefined && target !== path) {
    // 301, as every client knows it: what 308 adds is for methods that do not pass. It is not to be remembered, as a
    // browser would keep it when the site is rolled back.
    if (!isOwnPath(target)) return damaged(request);
    const location = target + queryOf(request.querystring);
    return made(request, 301, "text/plain; charset=utf-8", "This page has moved.\n", { location: { value: location } });
  }
  const file = fileOf(path, pages.fallback);
  if (file === undefined) return damaged(request);
  // The password is for this function alone.
  delete request.headers.authorization;
  // The release is in the address, so what CloudFront remembers of one is never served of another.
  request.uri = "/releases/" + entry.release + file.split("/").map(encodeURIComponent).join("/");
  return request;
}

// The file behind a path; undefined when the entry names a page that is none.
function fileOf(path, fallback) {
  const last = path.slice(path.lastIndexOf("/") + 1);
  // Well-known addresses (RFC 8615) are files as they are, such as `apple-app-site-association`.
  if (last.includes(".") || path.startsWith("/.well-known/")) return path;
  if (fallback !== undefined) return typeof fallback === "string" && isOwnPath(fallback) ? pathIn(fallback) : undefined;
  return path + (last === "" ? "index.html" : ".html");
}

// The decoded path of an address; undefined when it could mean another file to S3, or to a browser, than it does here.
// CloudFront hands it over as the viewer wrote it, dots and escapes included.
function pathIn(uri) {
  if (typeof uri !== "string" || uri.length > LONGEST_PATH || uri.charAt(0) !== "/") return undefined;
  if (/[^!-~]|\/\/|\\|[?#]/.test(uri)) return undefined;
  // Escaped: control characters, per cent sign, dot, slash, backslash, line separators.
  if (/%(?:[01]|7f|25|2e|2f|5c|c2%[89]|e2%80%a[89])/i.test(uri)) return undefined;
  if (uri.split("/").some((part) => part === "." || part === "..")) return undefined;
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    return undefined;
  }
}

// A place on the same host: `//evil.example` and `/\evil.example` are other ones to a browser.
function isOwnPath(text) {
  return /^\/(?![/\\])/.test(text) && !/[^!-~]/.test(text);
}

// The host as entries are named, undefined when it cannot have one. A key without a dot is no site's, such as `auth`.
function hostOf(request) {
  const header = request.headers.host;
  const host = header ? header.value.toLowerCase().split(":")[0] : "";
  const name = host.endsWith(".") ? host.slice(0, -1) : host;
  if (name.length > 253 || /[^a-z0-9.-]/.test(name)) return undefined;
  const labels = name.split(".");
  return labels.length > 1 && !labels.includes("") ? name : undefined;
}

// A value of the store. Its `get` fails alike for a key that is missing and for a store that does not answer.
async function storedUnder(key) {
  try {
    const text = await store.get(key);
    return { text: text };
  } catch (error) {
    try {
      const there = await store.exists(key);
      return { failed: there };
    } catch (again) {
      return { failed: true };
    }
  }
}

function objectIn(text) {
  try {
    const value = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    return undefined;
  }
}

function isEntry(entry) {
  return (
    isObject(entry) &&
    isDigest(entry.release) &&
    typeof entry.commit === "string" &&
    isObject(entry.settings) &&
    (entry.pages === undefined || isObject(entry.pages))
  );
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isDigest(text) {
  return typeof text === "string" && text.length === 64 && !/[^0-9a-f]/.test(text);
}

// A text under a key of an object itself: `constructor` is none.
function ownText(object, key) {
  if (!isObject(object) || !Object.keys(object).includes(key)) return undefined;
  return typeof object[key] === "string" ? object[key] : "";
}

// CloudFront hands over names and values as the viewer wrote them, escapes included.
function queryOf(querystring) {
  const pairs = Object.keys(querystring).map((name) => {
    const values = querystring[name].multiValue || [querystring[name]];
    return values.map((one) => (one.value === "" ? name : name + "=" + one.value)).join("&");
  });
  return pairs.length === 0 ? "" : "?" + pairs.join("&").replace(/[^!-~]+/g, encodeURIComponent);
}

// Undefined when the request has the password of these sites. Without one in the store, nobody gets in.
async function withoutPassword(request) {
  const stored = await storedUnder("auth");
  const auth = stored.text === undefined ? undefined : objectIn(stored.text);
  if (!auth || typeof auth.salt !== "string" || auth.salt === "" || !isDigest(auth.sha256)) {
    return refusal(
      request,
      503,
      "These sites ask for a password, and none is set: run `infra site password` or `infra app password`."
    );
  }
  const header = request.headers.authorization;
  const given = /^basic +([a-z0-9+/]+=*)(?![\s\S])/i.exec(header ? header.value : "");
  const credentials = given ? Buffer.from(given[1], "base64").toString() : "";
  const hash = crypto.createHash("sha256").update(auth.salt + ":" + credentials);
  if (credentials.includes(":") && isSame(hash.digest("hex"), auth.sha256)) return undefined;
  const challenge = { value: 'Basic realm="Sites under test", charset="UTF-8"' };
  return refusal(request, 401, "These sites ask for a password.", { "www-authenticate": challenge });
}

// Takes as long for two texts that differ in the first character as for two that differ in the last.
function isSame(one, other) {
  const bytes = Buffer.from(one);
  const others = Buffer.from(other);
  let difference = bytes.length ^ others.length;
  for (let at = 0; at < bytes.length; at += 1) difference |= bytes[at] ^ others[at];
  return difference === 0;
}

function damaged(request) {
  return refusal(request, 500, "The settings of this site are damaged. Promote a version to it again.");
}

// CloudFront shows its own error page for no status of 400 or more that a function answers.
function refusal(request, status, text, headers) {
  return made(request, status, "text/plain; charset=utf-8", text + "\n", headers || {});
}

function made(request, status, type, body, headers) {
  const response = {
    statusCode: status,
    headers: Object.assign(
      {
        "content-type": { value: type },
        "cache-control": { value: "no-store" },
        "x-content-type-options": { value: "nosniff" },
      },
      headers
    ),
  };
  if (request.method !== "HEAD") response.body = { encoding: "text", data: body };
  return response;
}
