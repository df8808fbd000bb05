import { toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import { reportOf } from "../../../../operations/report/report-of";
import { aPlan, fencedLines, planned, resource } from "../support";

const VPC = { value: "vpc-0a1b", stack: "dev-network", output: "vpc_id" };
const LONGER = { value: "vpc-0a1b2c", stack: "dev-other", output: "vpc_id" };
const HIDDEN = { value: "vpc-9z8y7x", stack: "dev-network", output: "vpc_id" };
const EMPTY = { value: "", stack: "dev-empty", output: "nothing" };

const plan = aPlan({
  resource_changes: [
    resource("aws_security_group.new", ["create"], {
      after: { vpc_id: "vpc-0a1b", other: "vpc-0a1b2c", arn: "arn:vpc/vpc-0a1b/*", name: "" },
    }),
    resource("aws_security_group.old", ["update"], {
      before: { vpc_id: "vpc-1111", policy: "x", secret: "old-one" },
      after: { vpc_id: "vpc-0a1b", policy: ["vpc-0a1b", { id: "vpc-0a1b2c" }], secret: "vpc-9z8y7x" },
      after_sensitive: { secret: true },
    }),
  ],
  output_changes: { vpc: { actions: ["create"], before: null, after: "vpc-0a1b" } },
});

describe("a placeholder", () => {
  const report = reportOf([{ ...planned("dev-data", plan), placeholders: [VPC, LONGER, HIDDEN, EMPTY] }]);

  it("is shown as what it stands for, whole, inside a text, and inside a value that is shown whole", () => {
    expect(fencedLines(toMarkdown(report))).toEqual([
      "! aws_security_group.old",
      '    policy: "x" → ["(known after dev-network is applied)",{"id":"(known after dev-other is applied)"}]',
      "    secret: (sensitive), changes",
      '    vpc_id: "vpc-1111" → (known after dev-network is applied)',
      "+ aws_security_group.new",
      '    arn: "arn:vpc/(known after dev-network is applied)/*"',
      '    name: ""',
      "    other: (known after dev-other is applied)",
      "    vpc_id: (known after dev-network is applied)",
      "+ vpc: (known after dev-network is applied)",
    ]);
  });

  it("is shown so where it is the name of an item, too", () => {
    const rules = (port: number) => [{ name: "other" }, { name: "vpc-0a1b", port }];
    const listed = aPlan({
      resource_changes: [resource("aws_x.y", ["update"], { before: { rules: rules(1) }, after: { rules: rules(2) } })],
    });
    expect(fencedLines(toMarkdown(reportOf([{ ...planned("dev-data", listed), placeholders: [VPC] }])))).toEqual([
      "! aws_x.y",
      '    rules[name="(known after dev-network is applied)"].port: 1 → 2',
    ]);
  });

  it("is shown so where Terraform made a number of it", () => {
    const team = { value: "912345678901234", stack: "github", output: "qa_team_id" };
    const reviewed = aPlan({
      resource_changes: [
        resource("github_repository_environment.prod", ["create"], {
          after: { reviewers: [{ teams: [912345678901234] }], wait_timer: 9123 },
        }),
      ],
    });
    expect(
      fencedLines(toMarkdown(reportOf([{ ...planned("github-orders", reviewed), placeholders: [team] }]))),
    ).toEqual([
      "+ github_repository_environment.prod",
      "    reviewers[0].teams[]: (known after github is applied)",
      "    wait_timer: 9123",
    ]);
  });

  it("keeps the output that it stands for", () => {
    expect(report.stacks[0]?.content?.outputs[0]?.attributes[0]?.after).toEqual({
      kind: "upstream",
      stack: "dev-network",
      output: "vpc_id",
    });
  });

  it("is a value like any other for a stack that was not planned with it", () => {
    expect(toMarkdown(reportOf([planned("dev-data", plan)]))).toContain('vpc_id: "vpc-1111" → "vpc-0a1b"');
  });
});
