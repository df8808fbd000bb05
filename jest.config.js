/** One project per tier (see README, "Tests"); a tier is chosen with `--selectProjects`. */
const tier = (name, testMatch) => ({
  displayName: name,
  testEnvironment: "node",
  testMatch,
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.infra"],
  setupFiles: ["<rootDir>/stacks/creation-stack-traces.ts"],
});

module.exports = {
  projects: [
    tier("unit", ["<rootDir>/__tests__/**/*.test.ts"].concat("!<rootDir>/__tests__/terraform/**")),
    tier("terraform", ["<rootDir>/__tests__/terraform/**/*.test.ts"]),
  ],
  testTimeout: 20_000,
};
