import { ignoresOf, isWithin } from "../../../operations/drift/ignored-attributes";
import type { AttributeChange } from "../../../operations/report/attributes/attribute-changes";
import type { JsonObject } from "../../../terraform-json/json";
import { ABSENT, aChange, attribute, value } from "../report/changes";
import { anIgnore } from "./support";

const TODAY = "2026-03-02";
const BUCKET = aChange("update", "aws_s3_bucket.reports");
const stackWith = (resource: JsonObject) => ({ id: "dev-data", configuration: { resource } });
const changed = (path: string, fields: Partial<AttributeChange> = {}) =>
  attribute(path, value("a"), value("b"), fields);

describe("an attribute", () => {
  it.each([
    ["itself", "tags", "tags", true],
    ["an item inside", "tags.Owner", "tags", true],
    ["an item of a list", "ingress[0].from_port", "ingress", true],
    ["another that begins alike", "tags_extra", "tags", false],
    ["what is around it", "tags", "tags.Owner", false],
    ["a key that is written in brackets", "tags.Owner", 'tags["Owner"]', true],
    ["a key with blanks", 'tags["a b"]', 'tags["a b"]', true],
    ["all that fits a star", 'setting[name="insights"].value', "setting[*].value", true],
    ["what repeats it", "tags_all.Owner", "tags.Owner", true],
    ["what repeats another one", "tags_all.Team", "tags.Owner", false],
    ["a text with the signs of patterns", "a+b", "a+b", true],
    ["a dot that is none", "tagsXOwner", "tags.Owner", false],
  ])("is, or is not, what a pattern names: %s", (_, path, pattern, expected) => {
    expect(isWithin(path, pattern)).toBe(expected);
  });
});

describe("what differs", () => {
  const service = stackWith({
    aws_ecs_service: { orders: { lifecycle: { ignore_changes: ["desired_count", "${task_definition}"] } } },
    aws_s3_bucket: { reports: { lifecycle: [{ ignore_changes: "all" }] } },
  });
  const ecs = aChange("update", "aws_ecs_service.orders");

  it.each([
    ["is ignored by its configuration", service, ecs, changed("desired_count"), { kind: "configuration" }],
    ["is ignored as a reference", service, ecs, changed("task_definition"), { kind: "configuration" }],
    ["is ignored as everything is", service, BUCKET, changed("tags.Owner"), { kind: "configuration" }],
    [
      "is one instance of several",
      service,
      { ...ecs, address: "aws_ecs_service.orders[0]" },
      changed("desired_count"),
      { kind: "configuration" },
    ],
    ["is another attribute", service, ecs, changed("launch_type"), undefined],
    [
      "is of another resource",
      service,
      { ...ecs, address: "aws_ecs_service.users" },
      changed("desired_count"),
      undefined,
    ],
    [
      "is of a module, whose configuration is not read",
      service,
      { ...ecs, address: "module.x.aws_ecs_service.orders" },
      changed("desired_count"),
      undefined,
    ],
    ["is nothing on both sides", stackWith({}), BUCKET, attribute("tags", ABSENT, value({})), { kind: "same-meaning" }],
    [
      "is null for an empty text",
      stackWith({}),
      BUCKET,
      attribute("policy", value(null), value("")),
      { kind: "same-meaning" },
    ],
    [
      "is false for nothing, which means something",
      stackWith({}),
      BUCKET,
      attribute("x", ABSENT, value(false)),
      undefined,
    ],
    ["is only formatted", stackWith({}), BUCKET, changed("policy", { only: "formatting" }), { kind: "same-meaning" }],
    [
      "is only in another order, which may mean something",
      stackWith({}),
      BUCKET,
      changed("list", { only: "order" }),
      undefined,
    ],
  ])("%s", (_, stack, change, attribute, expected) => {
    expect(ignoresOf(stack, [], TODAY)(change, attribute)).toEqual(expected);
  });

  it("is a setting of a bucket that a resource of its own manages", () => {
    const bucket = { bucket: "${aws_s3_bucket.reports.id}" };
    const stack = stackWith({ aws_s3_bucket_versioning: { "reports-versions": bucket, other: { bucket: "x" } } });
    const ignores = ignoresOf(stack, [], TODAY);
    const by = { kind: "managed-elsewhere", address: "aws_s3_bucket_versioning.reports-versions" };
    expect(ignores(BUCKET, changed("versioning[0].enabled"))).toEqual(by);
    // Nobody manages it: somebody set it by hand.
    expect(ignores(BUCKET, changed("policy"))).toBeUndefined();
    expect(ignores({ ...BUCKET, address: "aws_s3_bucket.archive" }, changed("versioning[0].enabled"))).toBeUndefined();
  });

  it.each([
    ["the type and the attribute", { path: "tags" }, true],
    ["the type, with a star", { type: "aws_s3_*" }, true],
    ["another type", { type: "aws_sqs_queue" }, false],
    ["another attribute", { path: "policy" }, false],
    ["another stack", { stacks: "main-*" }, false],
    ["the stack", { stacks: "dev-?ata" }, true],
    ["its last day", { until: TODAY }, true],
    ["the day after its last", { until: "2026-03-01" }, false],
  ])("is ignored by the catalogue's list, or not: %s", (_, fields, expected) => {
    const entry = anIgnore(fields);
    const ignored = ignoresOf(stackWith({}), [entry], TODAY)(BUCKET, changed("tags.Owner"));
    expect(ignored).toEqual(expected ? { kind: "catalogue", entry } : undefined);
  });

  it("is a resource that is gone: ignored as a whole alone", () => {
    const gone = aChange("delete", "aws_s3_bucket.reports");
    const [whole, part] = [anIgnore(), anIgnore({ path: "*" })];
    expect(ignoresOf(stackWith({}), [part, whole], TODAY)(gone)).toEqual({ kind: "catalogue", entry: whole });
    expect(ignoresOf(stackWith({}), [part], TODAY)(gone)).toBeUndefined();
    expect(ignoresOf(service, [], TODAY)(gone)).toBeUndefined();
  });
});
