import { readFileSync } from "node:fs";
import { join } from "node:path";
import { edgeFunctionCode, LONGEST_FUNCTION } from "../../../constructs/site/edge-function-code";
import { one } from "../../../policies/examples";
import { judge } from "../../../policies/judge";
import { NETWORK_RULES } from "../../../policies/rules/network";
import { viewOfConfiguration } from "../../../policies/view/from-configuration";
import type { JsonObject } from "../../../terraform-json/json";
import { complaintsAbout, unknownFeatures } from "../../support/edge-language";

const SOURCE = readFileSync(join(__dirname, "..", "..", "..", "runtime", "edge", "viewer-request.js"), "utf8");
const ACCESS = ["public", "password"] as const;

describe.each(ACCESS)("the edge function of %s sites", (access) => {
  const code = edgeFunctionCode({ access });

  it("is the source with its options", () => {
    expect(code).toBe(SOURCE.replace('const ACCESS = "public";', `const ACCESS = "${access}";`));
    expect(code).toContain(`\nconst ACCESS = "${access}";\n`);
  });

  it("fits", () => {
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(LONGEST_FUNCTION);
  });

  it("is in the language of cloudfront-js-2.0", () => {
    expect(complaintsAbout(code)).toEqual([]);
  });

  it("breaks no rule of CloudFront functions", () => {
    const values = { code, name: "sites", runtime: "cloudfront-js-2.0", publish: true };
    const view = viewOfConfiguration("example", one("aws_cloudfront_function", values) as JsonObject);
    const rules = NETWORK_RULES.filter(({ types }) => types.includes("aws_cloudfront_function"));
    expect(rules.map(({ id }) => id)).toContain("cloudfront-function-parses");
    expect(judge(rules, view)).toEqual([]);
  });
});

describe("a source that cannot be shipped", () => {
  it.each([
    ["without a line for the options", "function handler() {}", "the edge function has no line for its options"],
    [
      "that is too long",
      `const ACCESS = "public";\n//${"é".repeat(5120)}`,
      "the edge function has 10267 bytes, and CloudFront takes 10240.",
    ],
    ["with a template", 'const ACCESS = "public";\nconst x = `${y}`;', "which Terraform would replace"],
    ["with a directive", 'const ACCESS = "public";\nconst x = "%{if}";', "which Terraform would replace"],
  ])("%s is refused", (_, source, message) => {
    expect(() => edgeFunctionCode({ access: "public" }, source)).toThrow(message);
  });
});

describe("the language of cloudfront-js-2.0", () => {
  it("is checked by rules that there are", () => {
    expect(unknownFeatures()).toEqual([]);
  });

  it.each([
    ["const a = async_ => async_ + 1; a(1);", []],
    [
      "async function f(...more) { const a = await g; return `x` + a ** 2 + more.map((b) => b); } const g = 1; f();",
      [],
    ],
    ['import a from "cloudfront"; a();', []],
    ['import a from "fs"; a();', ["imports another module"]],
    ['import { a } from "crypto"; a();', ["imports by name"]],
    ["export const a = 1;", ["exports something"]],
    ["const a = b?.c; const b = 1;", ["optional chaining"]],
    ["const a = b ?? 1; const b = 1;", ["nullish coalescing"]],
    ["let a = 1; a ??= 2;", ["logical assignment"]],
    ["const { a } = b; const b = 1;", ["destructuring"]],
    ["const a = [...b]; const b = [];", ["spread elements"]],
    ["const a = { ...b }; const b = {};", ["rest/spread properties"]],
    ["const b = 1; const a = { b };", ["property shorthands"]],
    ["function f(a = 1) { return a; }", ["default parameters"]],
    ["for (const a of [1]) a;", ["'for-of' statements"]],
    ["class A {}", ["class declarations"]],
    ["function* a() {}", ["generator function"]],
    ["try { a(); } catch { a(); } function a() {}", ["optional 'catch' binding"]],
    ["const a = async () => 1;", ["has an async closure"]],
    ["async function f() { g(await g()); } function g() {}", ["awaits among arguments"]],
    ["const a = new Map();", ["'Map'"]],
    ["const a = 1n;", ["BigInt"]],
    ["const a = new URL('x');", ["'URL' is not defined"]],
    ["setTimeout(1);", ["'setTimeout' is not defined"]],
    ["const a = fetch('x');", ["'fetch' is not defined"]],
    ["const a = require('crypto');", ["'require' is not defined"]],
    ["const a = process.env;", ["'process' is not defined"]],
    ["eval('1');", ["`eval` can be harmful"]],
    ["const a = 'x'.replaceAll('x', 'y');", ["replaceAll"]],
    ["const a = 'x'.at(0);", ["'String.prototype.at'"]],
    ["const a = Object.fromEntries([]);", ["Object.fromEntries"]],
    ["const a = Object.hasOwn({}, 'a');", ["Object.hasOwn"]],
    ["const a = /a/s;", ["RegExp 's' flag"]],
    ["const a = /a/u;", ["RegExp 'u' flag"]],
    ["const a = /(?<=a)b/;", ["lookbehind"]],
    ["const a = /^a$/;", ["has a $"]],
    ["const a = (1;", ["Parsing error"]],
    ["/* eslint-disable */ const a = b?.c; const b = 1;", ["has no effect", "optional chaining"]],
  ])("%s", (code, complaints) => {
    expect(complaintsAbout(code)).toEqual(complaints.map((words) => expect.stringContaining(words)));
  });
});
