import { parse } from "yaml";
import type { RetirementEntry } from "../../../model/entries/retirement";
import { retirementText, withAddresses } from "../../../operations/retire/retirement-text";

const entry = (fields: Partial<RetirementEntry> = {}): RetirementEntry => ({
  stack: "dev-registry",
  addresses: ["aws_ecr_repository.orders"],
  reads: [],
  reason: "orders are taken elsewhere now",
  owner: "backend",
  backup: "none",
  because: "images are built again from their commit",
  until: "2027-01-31",
  ...fields,
});

describe("the file of something that leaves", () => {
  it("names its schema, and says what was said", () => {
    const { addresses: _, ...whole } = entry({
      stack: "dev-service-orders",
      network: "dev",
      reads: ["dev-service-users"],
    });
    expect(retirementText(whole)).toBe(`# yaml-language-server: $schema=../schema/retirement.schema.json
stack: dev-service-orders
network: dev
reads: [ dev-service-users ]
reason: orders are taken elsewhere now
owner: backend
backup: none
because: images are built again from their commit
until: 2027-01-31
`);
  });

  it.each(["a: b # c", "- x", "yes", "'", '"', "{ }", "2027-01-31", "x".repeat(300), "ü: *x"])(
    "holds the reason %j as it was given",
    (reason) => {
      expect(parse(retirementText(entry({ reason })))).toMatchObject({ reason, until: "2027-01-31" });
    },
  );

  it("takes more addresses, each once, and keeps its comments", () => {
    const text = `${retirementText(entry())}# why: a ticket\n`;
    const more = withAddresses(text, entry({ addresses: ["aws_ecr_repository.orders", 'aws_s3_bucket.a["x"]'] }));
    expect(parse(more).addresses).toEqual(["aws_ecr_repository.orders", 'aws_s3_bucket.a["x"]']);
    expect(more).toContain("# why: a ticket");
  });

  it("is not mixed with what leaves for another reason, or as a whole", () => {
    const text = retirementText(entry());
    expect(() => withAddresses(text, entry({ reason: "the shop is closed", until: "2028-01-31" }))).toThrow(
      "retiring/dev-registry.yaml lets something leave already, with another reason, until.",
    );
    const { addresses: _, ...whole } = entry();
    expect(() => withAddresses(retirementText(whole), entry())).toThrow("with another extent");
  });
});
