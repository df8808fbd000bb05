import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..");

/** What the linter says of a file, under the project's own rules, that stands in a folder and imports something. */
function lint(path: string, from: string): string {
  const folder = mkdtempSync(join(tmpdir(), "layers-"));
  try {
    cpSync(join(ROOT, "biome.json"), join(folder, "biome.json"));
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `import { x } from "${from}";\nexport const y = x;\n`);
    const { stdout, stderr, status } = spawnSync(
      join(ROOT, "node_modules", ".bin", "biome"),
      ["lint", "--vcs-enabled=false", "--max-diagnostics=none", "--only=style/noRestrictedImports", "."],
      { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
    );
    return status === 0 ? "passes" : stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("imports run one way", () => {
  it.each([
    ["aws/planted.ts", "../model/organisation"],
    ["model/planted.ts", "../stacks/base-stack"],
    ["model/checks/planted.ts", "../../operations/run-when-ready"],
    ["constructs/network/planted.ts", "../../model/organisation"],
    ["constructs/network/planted.ts", "../../stacks"],
    ["policies/planted.ts", "../constructs/network/vpc"],
    ["stacks/planted.ts", "../operations/plan/planner"],
    ["operations/plan/planted.ts", "../../adapters/terraform/terraform"],
    ["operations/plan/planted.ts", "../../stacks/index"],
    ["adapters/terraform/planted.ts", "../../cli/main"],
    ["runtime/edge/planted.js", "../../operations/sites/entry"],
  ])("%s may not import %s", (path, from) => {
    expect(lint(path, from)).toContain("Imports run one way");
  });

  it.each([
    ["model/planted.ts", "../aws/quotas"],
    ["constructs/network/planted.ts", "../../aws/arn"],
    ["stacks/planted.ts", "../model/organisation"],
    ["stacks/planted.ts", "../constructs/network/vpc"],
    ["operations/plan/planted.ts", "../../model/graph"],
    ["adapters/terraform/planted.ts", "../../operations/plan/planner"],
    ["cli/planted.ts", "../adapters/terraform/terraform"],
  ])("%s may import %s", (path, from) => {
    expect(lint(path, from)).toBe("passes");
  });
});

describe("providers are imported by path", () => {
  it.each(["constructs/planted.ts", "stacks/planted.ts", "__tests__/planted.test.ts"])("in %s", (path) => {
    expect(lint(path, "@cdktf/provider-aws")).toContain("Import by path");
    expect(lint(path, "@cdktf/provider-github")).toContain("Import by path");
    expect(lint(path, "@cdktf/provider-aws/lib/vpc")).toBe("passes");
  });
});
