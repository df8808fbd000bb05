import { Linter } from "eslint";
import esx from "eslint-plugin-es-x";

/**
 * What the runtime cloudfront-js-2.0 has beyond ECMAScript 5.1, among what the function could want: rules of the plug-in
 * es-x that are off. All its other rules are on, so a feature that is in no list is an error.
 * Source: CloudFront Developer Guide, "JavaScript runtime 2.0 features for CloudFront Functions"
 * (functions-javascript-runtime-20.html). njs 0.7.9 lacks some of what it lists, such as `replaceAll`: left out here.
 */
const FEATURES = [
  "array-of",
  "array-prototype-copywithin",
  "array-prototype-fill",
  "array-prototype-find",
  "array-prototype-findindex",
  "array-prototype-includes",
  "arrow-functions",
  "async-functions",
  "block-scoped-variables",
  "exponential-operators",
  "global-this",
  // Only `import … from` of modules that are built in; see RESTRICTED.
  "modules",
  "number-isinteger",
  "number-isnan",
  "number-isfinite",
  "object-assign",
  "object-entries",
  "object-values",
  "promise",
  "promise-all-settled",
  "regexp-named-capture-groups",
  "rest-parameters",
  "string-prototype-codepointat",
  "string-prototype-endswith",
  "string-prototype-includes",
  "string-prototype-padstart-padend",
  "string-prototype-repeat",
  "string-prototype-startswith",
  "string-prototype-trimstart-trimend",
  "template-literals",
];

/** Methods of iterators, which es-x takes those of arrays for that have the same name. */
const LIKE_OF_ARRAYS = ["every", "filter", "find", "foreach", "map", "reduce", "some"];

/** What the grammar allows and CloudFront does not: functions have no exports, and `await` stands for itself. */
const RESTRICTED = [
  { selector: "ExportNamedDeclaration, ExportDefaultDeclaration, ExportAllDeclaration", message: "exports something" },
  { selector: "ImportDeclaration[source.value!=/^(cloudfront|crypto)$/]", message: "imports another module" },
  { selector: "ImportSpecifier, ImportNamespaceSpecifier", message: "imports by name" },
  { selector: "CallExpression > AwaitExpression.arguments", message: "awaits among arguments" },
  { selector: "ArrowFunctionExpression[async=true], FunctionExpression[async=true]", message: "has an async closure" },
  { selector: "AwaitExpression AwaitExpression", message: "awaits within an await" },
  { selector: "NewExpression[callee.name=Function]", message: "makes code of text" },
  // The patterns of CloudFront's engine are Perl's.
  { selector: "Literal[regex.pattern=/[$]/]", message: "has a $, which matches before a last line end, too" },
];

const ALLOWED = [...FEATURES, ...LIKE_OF_ARRAYS.map((method) => `iterator-prototype-${method}`)];

const config: Linter.Config = {
  languageOptions: {
    ecmaVersion: 2021,
    sourceType: "module",
    globals: { Buffer: "readonly", console: "readonly" },
  },
  linterOptions: { noInlineConfig: true },
  plugins: { "es-x": esx },
  // Of a value whose type the code does not say, a method counts as what its name says.
  settings: { "es-x": { aggressive: true } },
  rules: {
    ...esx.configs["flat/restrict-to-es5"].rules,
    ...Object.fromEntries(ALLOWED.map((feature) => [`es-x/no-${feature}`, "off"])),
    "no-undef": "error",
    "no-eval": "error",
    "no-restricted-syntax": ["error", ...RESTRICTED],
  },
};

/** What CloudFront's engine would not take of a function's code: one line each, sorted by place. */
export function complaintsAbout(code: string): readonly string[] {
  return new Linter()
    .verify(code, config, "viewer-request.js")
    .map(({ line, ruleId, message }) => `line ${line}: ${message} (${ruleId})`);
}

/** Features that the plug-in does not know, as they are misspelt or have another name by now. */
export const unknownFeatures = (): readonly string[] =>
  ALLOWED.filter((feature) => !(`no-${feature}` in (esx.rules ?? {})));
