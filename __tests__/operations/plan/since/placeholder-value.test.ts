import fc from "fast-check";
import { type AttributePlace, placeholderFor } from "../../../../operations/plan/since/placeholder-value";
import type { Json } from "../../../../terraform-json/json";

const subnet: AttributePlace = {
  stack: "dev-network",
  address: "aws_subnet.private-a",
  resourceType: "aws_subnet",
  path: ["id"],
  region: "eu-west-1",
  accountId: "111111111111",
};

const placeholder = (place: Partial<AttributePlace>, type: Json = "string"): Json =>
  placeholderFor({ ...subnet, ...place }, type, () => {});

const textsOf = (place: Partial<AttributePlace>, type: Json = "string"): readonly string[] => {
  const texts: string[] = [];
  placeholderFor({ ...subnet, ...place }, type, (text) => texts.push(text));
  return texts;
};

const places = fc
  .record({
    stack: fc.constantFrom("dev-network", "main-network"),
    name: fc.constantFrom("a", "b", "c", "a.b", "a[0]", 'a["b"]'),
    resourceType: fc.constantFrom("aws_subnet", "aws_lb", "aws_kms_key", "aws_unheard_of"),
    path: fc.tuple(fc.constantFrom("id", "arn", "name", "owner_arn", "dns_name")),
  })
  .map(({ name, ...place }) => ({ ...place, address: `${place.resourceType}.${name}` }));

describe("a placeholder for what AWS made up", () => {
  it("is the same in every run, and another one for every attribute", () => {
    fc.assert(
      fc.property(fc.uniqueArray(places, { minLength: 2, selector: (place) => JSON.stringify(place) }), (all) => {
        const texts = all
          // Where the ARN is the id, both are one value.
          .filter(({ resourceType, path }) => !(resourceType === "aws_lb" && path[0] === "arn"))
          .flatMap((place) => textsOf(place));
        expect(new Set(texts).size).toBe(texts.length);
        expect(all.map((place) => placeholder(place))).toEqual(all.map((place) => placeholder(place)));
      }),
    );
  });

  it.each([
    ["aws_subnet", "id", /^subnet-[0-9a-f]{17}$/],
    ["aws_subnet", "arn", /^arn:aws:ec2:eu-west-1:111111111111:subnet\/planned-[0-9a-f]{17}$/],
    ["aws_kms_key", "id", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ["aws_vpc", "ipv6_cidr_block", /^2600:1f18:[0-9a-f]{4}:[0-9a-f]{2}00::\/56$/],
    ["aws_vpc", "cidr_block", /^10\.\d{1,3}\.0\.0\/16$/],
    ["aws_acm_certificate", "not_after", /^2006-01-02T15:04:05Z$/],
    ["aws_instance", "availability_zone", /^eu-west-1a$/],
  ])("of %s.%s has the shape of the real one", (resourceType, attribute, shape) => {
    expect(placeholder({ resourceType, path: [attribute] })).toMatch(shape);
  });

  it("is one value where two attributes hold the same thing", () => {
    const both = (resourceType: string, other: string) =>
      ["id", other].map((name) => placeholder({ resourceType, path: [name] }));
    for (const [type, other] of [
      ["aws_lb", "arn"],
      ["aws_kms_key", "key_id"],
      ["aws_route53_zone", "zone_id"],
    ] as const) {
      const [id, again] = both(type, other);
      expect(again).toBe(id);
    }
  });

  it("follows the type where that is not a text", () => {
    expect(placeholder({ path: ["enabled"] }, "bool")).toBe(false);
    expect(placeholder({ path: ["revision"] }, "number")).toBe(1);
    expect(placeholder({ path: ["port"] }, "number")).toBeGreaterThan(9_999);
    expect(placeholder({ path: ["labels"] }, ["map", "string"])).toEqual({});
    expect(placeholder({ path: ["rule"] }, ["list"])).toEqual([]);
    expect(placeholder({ path: ["ids"] }, ["set", "number"])).toEqual([1]);
    expect(placeholder({ path: ["name_servers"] }, ["list", "string"])).toHaveLength(4);
    expect(placeholder({ path: ["options"] }, ["list", ["object", { on: "bool", name: "string" }]])).toEqual([
      { on: false, name: expect.stringMatching(/^planned-/) },
    ]);
    expect(placeholder({ path: ["anything"] }, "dynamic")).toBeNull();
  });

  it("is told of, except where others have the same text", () => {
    expect(textsOf({ path: ["id"] })).toHaveLength(1);
    expect(textsOf({ path: ["availability_zone"] })).toEqual([]);
    expect(textsOf({ path: ["enabled"] }, "bool")).toEqual([]);
  });
});
