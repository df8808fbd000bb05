import { type AddressParts, partsOfAddress } from "../../../operations/report/address";
import { aPlan, FIXTURES, firstOf, fixture, reportOfPlan, resource } from "./support";

describe("partsOfAddress", () => {
  it.each<[string, string, boolean]>([
    ["aws_s3_bucket.logs", "aws_s3_bucket", false],
    ["aws_s3_bucket.logs[0]", "aws_s3_bucket", false],
    ['aws_s3_bucket.logs["a.b"]', "aws_s3_bucket", false],
    ['aws_s3_bucket.logs["a\\"].b"]', "aws_s3_bucket", false],
    ["data.aws_vpc.main", "aws_vpc", true],
    ["module.network.aws_vpc.main", "aws_vpc", false],
    ["module.data.aws_vpc.main", "aws_vpc", false],
    ["module.module.aws_vpc.main", "aws_vpc", false],
    ['module.a["x.y"].module.b[1].data.aws_vpc.main["z"]', "aws_vpc", true],
    ["google-beta_thing.x", "google-beta_thing", false],
    ["aws_vpc", "", false],
    ["", "", false],
    ["module.a", "", false],
    ["..", "", false],
    ['["', "", false],
    ["a b.c", "", false],
  ])("finds in %s the type %j", (address, type, isData) => {
    expect(partsOfAddress(address)).toEqual<AddressParts>({ type, isData });
  });

  it("takes no longer for an address that is none", () => {
    expect(partsOfAddress(`a.${'["'.repeat(20_000)}`).type).toBe("");
  });

  it.each(FIXTURES)("agrees with what %s says of each resource", (name) => {
    const told = fixture(name).resource_changes.filter(({ type, mode }) => type && mode);
    expect(told.map(({ address }) => partsOfAddress(address))).toEqual(
      told.map(({ type, mode }) => ({ type, isData: mode === "data" })),
    );
  });

  it("takes the place of a type and a mode that are missing", () => {
    const { content } = firstOf(
      reportOfPlan(aPlan({ resource_changes: [resource("module.a.data.aws_vpc.b", ["read"])] })),
    );
    expect(content?.changes.map(({ type, isData }) => ({ type, isData }))).toEqual([{ type: "aws_vpc", isData: true }]);
  });
});
