import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Checkout, checkout } from "../support/checkout";
import { infra } from "../support/infra";

const PLAN = join(__dirname, "..", "fixtures", "plans", "stateful-deletes.json");
const ORGANISATION = `name: equipweb
github: { owner: equipweb, ownerId: 148205917, repository: infra, repositoryId: 1043718265, subjects: immutable }
owner: platform
costCenter: cc-1000
teams: [platform]
accounts:
  development: { id: "111111111111" }
`;
const allowing = (type: string, stack = "*"): string =>
  `${ORGANISATION}confirmation:\n  label: ok to destroy\n  allowed:\n    - { type: "${type}", stack: "${stack}", because: nothing is lost }\n`;

describe("the rules of confirmation", () => {
  let tree: Checkout;
  let base: string;

  beforeAll(() => {
    tree = checkout();
    tree.write("catalogue/organisation.yaml", allowing("aws_eip"));
    base = tree.commit();
    tree.write("catalogue/organisation.yaml", allowing("*"));
    tree.commit();
  });
  afterAll(() => rmSync(tree.folder, { recursive: true, force: true }));

  /** What may be destroyed without a confirmation. */
  const allowed = (...words: readonly string[]): readonly string[] => {
    const { code, stdout, stderr } = infra(["report", "--json", ...words], { root: tree.folder, cwd: tree.folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return JSON.parse(stdout).dangers.flatMap((danger: { readonly allowed: boolean; readonly address: string }) =>
      danger.allowed ? [danger.address] : [],
    );
  };

  it("are those of the commit that is named: no change allows itself", () => {
    for (const ref of [base, "HEAD^1"]) expect(allowed(PLAN, "--rules", ref)).toEqual(["aws_eip.gateway"]);
    expect(allowed(PLAN, "--rules", "HEAD")).toHaveLength(10);
  });

  it("of the catalogue do not hold for plans of another project unless they are asked for", () => {
    expect(allowed(PLAN)).toEqual([]);
    expect(allowed(PLAN, "--allow", "aws_kms_key")).toEqual(["aws_kms_key.data"]);
    expect(allowed(PLAN, "--rules", base, "--allow", "aws_kms_key")).toEqual(["aws_eip.gateway", "aws_kms_key.data"]);
  });

  it.each([
    ["that cannot be read", "confirmation: ["],
    ["that will not do", allowing("aws_eip").replace("because", "why")],
    ["of a stack of another name", allowing("aws_*", "prod-*")],
    ["of a catalogue without any", ORGANISATION],
  ])("%s allow nothing", (_, text) => {
    tree.write("catalogue/organisation.yaml", text);
    const ref = tree.commit();
    expect(allowed(PLAN, "--rules", ref)).toEqual([]);
  });

  it.each(["no-such-branch", "--output=x", "HEAD^9", ""])("of no commit, %j, are refused", (ref) => {
    expect(infra(["report", PLAN, `--rules=${ref}`], { root: tree.folder })).toEqual({
      code: 2,
      stdout: "",
      stderr: `there is no commit "${ref}" to take the rules of confirmation from. Fetch it, or leave --rules out.\n`,
    });
  });

  it("are the work tree's for the plans of this repository", () => {
    const index = { format: 1, mode: "offline", stacks: [] as object[] };
    const noPlans = infra(["report", "--json"], { root: tree.folder });
    expect(noPlans).toEqual({
      code: 2,
      stdout: "",
      stderr: "there are no plans in .infra/plans. Make them first: npx infra plan\n",
    });
    const stack = { id: "dev-data", status: "planned", dependencies: [], stubs: [], notes: [] };
    index.stacks.push({
      ...stack,
      files: { plan: "plans/dev-data.json" },
      labels: { network: "dev", source: "catalogue/data.yaml" },
    });
    tree.write(".infra/plans/index.json", JSON.stringify(index));
    tree.write(".infra/plans/dev-data.json", readFileSync(PLAN, "utf8"));
    tree.write("catalogue/organisation.yaml", allowing("aws_eip", "dev-*"));
    expect(allowed()).toEqual(["aws_eip.gateway"]);
    expect(infra(["report"], { root: tree.folder }).stdout).toContain(
      "## Plan for <code>dev</code>: 1 of 1 stack changes",
    );
  });
});
