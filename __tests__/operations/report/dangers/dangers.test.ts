import { confirmationOf, dangersOf } from "../../../../operations/report/dangers/dangers";
import { plain } from "../../../../operations/report/markdown/safe-text";
import { reportOf } from "../../../../operations/report/report-of";
import { ABSENT, aChange, aReport, aStack, attribute, value } from "../changes";
import { FIXTURES, planned, reportOfPlan } from "../support";

const unprotects = { attributes: [attribute("deletion_protection", value(true), value(false))] };

describe("dangersOf", () => {
  it("gives what holds data first, then by kind, stack and address, each with why and in words", () => {
    const report = aReport(
      aStack("b", [
        aChange("update", "aws_lb.x", unprotects),
        aChange("update", "aws_db_instance.x", unprotects),
        aChange("create", "aws_sns_topic.new", { attributes: [attribute("force_destroy", ABSENT, value(true))] }),
        aChange("update", "aws_sns_topic.same", { attributes: [attribute("name", value("a"), value("b"))] }),
        aChange("read", "data.aws_vpc.x", { type: "aws_vpc", isData: true }),
        aChange("forget", "aws_sns_topic.x"),
        aChange("unknown", "aws_sns_topic.y"),
        aChange("delete", "aws_sns_topic.b"),
        aChange("delete", "aws_sns_topic.a"),
        aChange("import", "aws_s3_bucket.x"),
        aChange("move", "aws_s3_bucket.y"),
      ]),
      aStack("a", [
        aChange("delete", "aws_sns_topic.c"),
        aChange("replace", "aws_s3_bucket.x", { previousAddress: "aws_s3_bucket.y", replacePaths: ["bucket"] }),
        aChange("replace-and-forget", "aws_sns_topic.z"),
        aChange("delete", "aws_sqs_queue.x (deposed 00000001)", { type: "aws_sqs_queue", deposed: true }),
      ]),
    );
    const told = dangersOf(report).map(({ stack, kind, change, isStateful, reason }) => [
      kind,
      stack,
      change.address,
      isStateful,
      plain(reason),
    ]);
    expect(told).toEqual([
      [
        "delete",
        "a",
        "aws_sqs_queue.x (deposed 00000001)",
        true,
        "it holds messages; an earlier replacement left it over",
      ],
      [
        "replace",
        "a",
        "aws_s3_bucket.x",
        true,
        "it holds data; bucket cannot be changed in place; the old one is destroyed first; moved from aws_s3_bucket.y",
      ],
      ["unprotect", "b", "aws_db_instance.x", true, "deletion_protection: true → false, so it can be deleted"],
      ["unknown", "b", "aws_sns_topic.y", false, 'Terraform calls it ["archive"]'],
      ["delete", "a", "aws_sns_topic.c", false, "Terraform gives no reason"],
      ["delete", "b", "aws_sns_topic.a", false, "Terraform gives no reason"],
      ["delete", "b", "aws_sns_topic.b", false, "Terraform gives no reason"],
      ["replace-and-forget", "a", "aws_sns_topic.z", false, "the old one stays, and Terraform no longer manages it"],
      ["forget", "b", "aws_sns_topic.x", false, "it stays as it is, and Terraform no longer manages it"],
      ["unprotect", "b", "aws_lb.x", false, "deletion_protection: true → false, so it can be deleted"],
    ]);
  });

  it("says of a protection whose value is not known yet what it may mean", () => {
    const attributes = [
      attribute("force_destroy", value(false), { kind: "unknown" }),
      attribute("object_lock_enabled", value(true), value(false)),
    ];
    const [danger] = dangersOf(aReport(aStack("a", [aChange("update", "aws_s3_bucket.x", { attributes })])));
    expect(plain(danger?.reason ?? [])).toBe(
      "force_destroy: false → (known after apply), which may mean that it can be deleted with all that it holds; " +
        "object_lock_enabled: true → false, so what it holds can be deleted",
    );
  });

  it("counts what Terraform refused to destroy as a danger", () => {
    const report = reportOfPlan("prevented-destroy");
    expect(report.stacks.map(({ state }) => state)).toEqual(["failed"]);
    expect(dangersOf(report).map(({ kind, change }) => [kind, change.address])).toEqual([
      ["delete", "terraform_data.queue"],
      ["replace", "terraform_data.database"],
    ]);
  });

  it.each(FIXTURES)("misses none of %s", (name) => {
    const { stacks } = reportOfPlan(name);
    const expected = stacks
      .flatMap(({ content }) => content?.changes ?? [])
      .filter(({ actions }) => actions.length === 0 || actions.some((word) => /delete|forget|archive/.test(word)));
    const found = dangersOf({ stacks }).filter(({ kind }) => kind !== "unprotect");
    expect(found.map(({ change }) => change.address).sort()).toEqual(expected.map(({ address }) => address).sort());
  });

  it("gives the same order whatever the order of the stacks", () => {
    const stacks = FIXTURES.map((name) => planned(name, name));
    expect(dangersOf(reportOf([...stacks].reverse()))).toEqual(dangersOf(reportOf(stacks)));
  });
});

describe("confirmationOf", () => {
  it("names the dangers that no rule allows", () => {
    const report = aReport(aStack("dev", [aChange("delete", "aws_sns_topic.x"), aChange("delete", "aws_sqs_queue.x")]));
    const dangers = dangersOf(report, [{ type: "aws_sns_*", stack: "dev" }]);
    expect(dangers.map(({ change, isAllowed }) => [change.address, isAllowed])).toEqual([
      ["aws_sqs_queue.x", false],
      ["aws_sns_topic.x", true],
    ]);
    expect(confirmationOf(dangers)).toEqual([dangers[0]]);
  });
});
