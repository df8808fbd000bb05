/** GitHub's client, what its description is read with, and the Markdown parser ship as ES modules alone. */
const ES_MODULES = [
  "@octokit/|@apidevtools/json-schema-ref-parser|universal-user-agent|before-after-hook|content-type|fast-content-type-parse|json-with-bigint",
  "micromark|mdast-util-|unist-util-|decode-named-character-reference|character-entities|devlop|ccount|markdown-table",
  "escape-string-regexp|longest-streak|zwitch",
].join("|");

/** One project per tier (see README, "Tests"); a tier is chosen with `--selectProjects`. */
const tier = (displayName, folder, without = []) => ({
  displayName,
  testEnvironment: "node",
  testMatch: [`<rootDir>/${folder}/**/*.test.ts`],
  testPathIgnorePatterns: ["/node_modules/", ...without.map((folder) => `<rootDir>/${folder}/`)],
  transform: {
    "^.+\\.[cm]?[jt]s$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${ES_MODULES}))`],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.infra"],
  setupFiles: ["<rootDir>/stacks/creation-stack-traces.ts", "<rootDir>/__tests__/support/property-seed.ts"],
});

module.exports = {
  // Generous: a test that starts programs takes its time on a busy machine.
  testTimeout: 60_000,
  testSequencer: "<rootDir>/__tests__/support/longest-first.js",
  projects: [
    tier("unit", "__tests__", [
      "__tests__/terraform",
      "__tests__/emulator",
      "__tests__/browser",
      "__tests__/edge",
      "__tests__/witnesses",
    ]),
    tier("terraform", "__tests__/terraform"),
    tier("emulator", "__tests__/emulator"),
    tier("browser", "__tests__/browser"),
    tier("edge", "__tests__/edge"),
    tier("policies", "__tests__/witnesses"),
  ],
};
