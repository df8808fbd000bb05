import type { AttributeChange } from "../../../../operations/report/attributes/attribute-changes";
import { isNoise, mayNotChange, splitNoise } from "../../../../operations/report/groups/noise";
import { noiseGroups } from "../../../../operations/report/groups/noise-groups";
import { ABSENT, aChange, aReport, aStack, attribute, SENSITIVE, UNKNOWN, value } from "../changes";

const one = value(1);
const two = value(2);
const at = (path: string, fields: Partial<AttributeChange> = {}) => attribute(path, one, two, fields);

const update = (attributes: readonly AttributeChange[], address = "aws_x.a") =>
  aChange("update", address, { attributes });

describe("splitNoise", () => {
  it.each<[string, boolean, AttributeChange]>([
    ["a tag", true, at("tags.Version")],
    ["a tag in brackets", true, at('tags["a b"]')],
    ["all tags", true, at("tags")],
    ["a tag of the provider's", true, at("tags_all.Version")],
    ["a label", true, at("labels.version")],
    ["a label of Google's", true, at("terraform_labels.version")],
    ["a label of Kubernetes", true, at("metadata[0].labels.version")],
    ["a tag of what a launch template makes", true, at("tag_specifications[0].tags.Version")],
    ["a description", true, at("description")],
    ["a description inside", true, at("ingress[0].description")],
    ["what is only formatted in another way", true, at("policy", { only: "formatting" })],
    ["what only has another order", true, at("cidr_blocks", { only: "order" })],
    ["a sensitive tag", true, attribute("tags.Secret", SENSITIVE, SENSITIVE)],
    ["any other attribute", false, at("name")],
    ["one that only begins like it", false, at("tagsoup")],
    ["one further inside", false, at("spec[0].template[0].metadata[0].labels.app")],
    [
      "a description inside a document",
      false,
      at("policy.description", { inside: { path: "policy", format: "json" } }),
    ],
    ["what becomes sensitive", false, at("tags.Secret", { only: "marking" })],
    ["a tag that forces a replacement", false, at("tags.Version", { forcesReplacement: true })],
    ["a description that forces a replacement", false, at("description", { forcesReplacement: true })],
    ["a protection", false, attribute("deletion_protection", value(true), value(false))],
    ["a protection that is formatted", true, at("deletion_protection", { only: "formatting" })],
  ])("takes %s for noise: %j", (_, expected, change) => {
    expect(splitNoise(update([change]))).toEqual(
      expected ? { rest: [], noise: [change], mirrors: [] } : { rest: [change], noise: [], mirrors: [] },
    );
    expect(isNoise(update([change]))).toBe(expected);
  });

  it("tells what only repeats a tag, and loses none", () => {
    const attributes = [
      at("tags.Version"),
      at("tags_all.Version"),
      at("tags_all.Team"),
      attribute("tags_all.Owner", ABSENT, one),
      attribute("tags.Owner", ABSENT, two),
      at("labels.a"),
      at("effective_labels.a"),
      at("name"),
    ];
    const [version, versionAgain, team, ownerAll, owner, label, labelAgain, name] = attributes;
    expect(splitNoise(update(attributes))).toEqual({
      rest: [name],
      noise: [version, team, ownerAll, owner, label],
      mirrors: [versionAgain, labelAgain],
    });
  });
});

describe("isNoise", () => {
  it("is no change that does more, or nothing at all", () => {
    const attributes = [at("tags.Version")];
    expect(isNoise(update([...attributes, at("name")]))).toBe(false);
    expect(isNoise(update([]))).toBe(false);
    expect(isNoise(aChange("create", "aws_x.a", { attributes }))).toBe(false);
    expect(isNoise(aChange("update", "aws_x.a", { attributes, importId: one }))).toBe(false);
    expect(isNoise(aChange("update", "aws_x.a", { attributes, previousAddress: "aws_x.b" }))).toBe(false);
  });
});

describe("mayNotChange", () => {
  const unknown = attribute("arn", value("a"), UNKNOWN);
  it.each([
    ["an update to unknown values alone", update([unknown, unknown]), true],
    ["an update to a known one as well", update([unknown, at("name")]), false],
    ["an update of nothing that is shown", update([]), false],
    ["anything else", aChange("create", "aws_x.a", { attributes: [unknown] }), false],
  ])("says it of %s: %j", (_, change, expected) => {
    expect(mayNotChange(change)).toBe(expected);
  });
});

describe("noiseGroups", () => {
  it("puts equal noise together, of any type and stack, and leaves everything else out", () => {
    const version = [at("tags.Version"), at("tags_all.Version")];
    const report = aReport(
      aStack("dev", [
        update(version, "aws_x.a"),
        update([at("description")], "aws_x.b"),
        update([at("tags.Version"), at("name")], "aws_x.c"),
      ]),
      aStack("prod", [update(version, "aws_y.a"), aChange("delete", "aws_x.d")]),
    );
    expect(noiseGroups(report)).toEqual([
      {
        attributes: [at("tags.Version")],
        at: [
          { stack: "dev", address: "aws_x.a" },
          { stack: "prod", address: "aws_y.a" },
        ],
      },
      { attributes: [at("description")], at: [{ stack: "dev", address: "aws_x.b" }] },
    ]);
  });
});
