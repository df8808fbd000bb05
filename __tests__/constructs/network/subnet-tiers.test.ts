import fc from "fast-check";
import { overlap, prefixLength, subrange } from "../../../aws/address-range";
import { splitIntoTiers } from "../../../constructs/network/subnet-tiers";

const ZONES = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];

/** Any range that a VPC can have. */
const aVpcRange = fc
  .tuple(fc.integer({ min: 16, max: 20 }), fc.integer({ min: 0, max: 15 }))
  .map(([length, index]) => subrange("10.32.0.0/12", length - 12, index));

const ranges = (cidr: string, zones: readonly string[]): readonly string[] =>
  Object.values(splitIntoTiers(cidr, zones)).flatMap((tier) => tier.map(({ range }) => range));

describe("the tiers of a VPC", () => {
  test("take the first, second and third quarter of its range, a sixteenth for each zone", () => {
    expect(splitIntoTiers("10.10.0.0/16", ZONES)).toEqual({
      private: [
        { zone: "eu-west-1a", letter: "a", part: 0, range: "10.10.0.0/20" },
        { zone: "eu-west-1b", letter: "b", part: 1, range: "10.10.16.0/20" },
        { zone: "eu-west-1c", letter: "c", part: 2, range: "10.10.32.0/20" },
      ],
      isolated: [
        { zone: "eu-west-1a", letter: "a", part: 4, range: "10.10.64.0/20" },
        { zone: "eu-west-1b", letter: "b", part: 5, range: "10.10.80.0/20" },
        { zone: "eu-west-1c", letter: "c", part: 6, range: "10.10.96.0/20" },
      ],
      public: [
        { zone: "eu-west-1a", letter: "a", part: 8, range: "10.10.128.0/20" },
        { zone: "eu-west-1b", letter: "b", part: 9, range: "10.10.144.0/20" },
        { zone: "eu-west-1c", letter: "c", part: 10, range: "10.10.160.0/20" },
      ],
    });
  });

  test("keep every subnet that exists when a zone is added", () => {
    fc.assert(
      fc.property(
        aVpcRange,
        fc.shuffledSubarray(["a", "b", "c", "d", "e", "f"], { minLength: 3, maxLength: 3 }),
        (cidr, letters) => {
          const zones = letters.map((letter) => `us-east-1${letter}`);
          const before = splitIntoTiers(cidr, zones.slice(0, 2));
          const after = splitIntoTiers(cidr, zones);
          for (const tier of ["public", "private", "isolated"] as const) {
            expect(after[tier].slice(0, 2)).toEqual(before[tier]);
            expect(after[tier]).toHaveLength(3);
          }
        },
      ),
    );
  });

  test("hold subnets of one size that lie in the range and share no address", () => {
    fc.assert(
      fc.property(aVpcRange, fc.constantFrom(2, 3), (cidr, count) => {
        const all = ranges(cidr, ZONES.slice(0, count));
        expect(all).toHaveLength(3 * count);
        for (const [index, range] of all.entries()) {
          expect(prefixLength(range)).toBe(prefixLength(cidr) + 4);
          expect(overlap(cidr, range)).toBe(true);
          expect(all.filter((other, at) => at !== index && overlap(range, other))).toEqual([]);
        }
      }),
    );
  });

  test("leave the last quarter of the range free", () => {
    fc.assert(
      fc.property(aVpcRange, (cidr) => {
        expect(ranges(cidr, ZONES).filter((range) => overlap(range, subrange(cidr, 2, 3)))).toEqual([]);
      }),
    );
  });

  test.each(["10.10.0.0/16", "10.10.0.0/20"])("fit the range %s", (cidr) => {
    expect(() => splitIntoTiers(cidr, ZONES)).not.toThrow();
  });

  test.each([
    [[], "a VPC spans two or three zones, not 0: none"],
    [["eu-west-1a"], "a VPC spans two or three zones, not 1: eu-west-1a"],
    [[...ZONES, "eu-west-1d"], "a VPC spans two or three zones, not 4: eu-west-1a, eu-west-1b, eu-west-1c, eu-west-1d"],
  ])("fail with the zones %j", (zones, message) => {
    expect(() => splitIntoTiers("10.10.0.0/16", zones)).toThrow(new RangeError(message));
  });

  test.each(["10.10.0.0/15", "10.10.0.0/21"])("fail with the range %s", (cidr) => {
    expect(() => splitIntoTiers(cidr, ZONES)).toThrow(
      new RangeError(`${cidr} cannot be split into tiers; use a range from /16 to /20`),
    );
  });
});
