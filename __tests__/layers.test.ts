import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..");

/** What the linter says of a file that does not exist, as if it did. */
function lint(path: string, text: string): { readonly fails: boolean; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(
    join(ROOT, "node_modules", ".bin", "biome"),
    ["lint", `--stdin-file-path=${path}`, "--only=style/noRestrictedImports"],
    { cwd: ROOT, input: text, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  return { fails: status !== 0, output: stdout + stderr };
}

const importing = (from: string): string => `import { x } from "${from}";\nexport const y = x;\n`;

describe("imports run one way", () => {
  it.each([
    ["aws/planted.ts", "../model/organisation"],
    ["model/planted.ts", "../stacks/base-stack"],
    ["model/checks/planted.ts", "../../operations/graph"],
    ["constructs/network/planted.ts", "../../model/organisation"],
    ["constructs/network/planted.ts", "../../stacks"],
    ["policies/planted.ts", "../constructs/network/vpc"],
    ["stacks/planted.ts", "../operations/plan/planner"],
    ["operations/plan/planted.ts", "../../adapters/terraform/terraform"],
    ["operations/plan/planted.ts", "../../stacks/index"],
    ["adapters/terraform/planted.ts", "../../cli/main"],
  ])("%s may not import %s", (path, from) => {
    const { fails, output } = lint(path, importing(from));
    expect(output).toContain("Imports run one way");
    expect(fails).toBe(true);
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
    expect(lint(path, importing(from))).toMatchObject({ fails: false });
  });

  it.each(["constructs/planted.ts", "stacks/planted.ts", "__tests__/planted.test.ts"])(
    "%s may not load a provider through its index",
    (path) => {
      const { fails, output } = lint(path, importing("@cdktf/provider-aws"));
      expect(output).toContain("Import by path");
      expect(fails).toBe(true);
      expect(lint(path, importing("@cdktf/provider-github")).fails).toBe(true);
      expect(lint(path, importing("@cdktf/provider-aws/lib/vpc"))).toMatchObject({ fails: false });
    },
  );
});
