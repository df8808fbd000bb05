import fc from "fast-check";
import { overlap, prefixLength, rangeFault, subrange } from "../../aws/address-range";

const toText = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");

const toNumber = (text: string): number => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

/** The first address of a range, and the first behind it. Reckoned here, apart from the library that is tested. */
const bounds = (range: string): readonly [first: number, behind: number] => {
  const [address = "", bits = ""] = range.split("/");
  return [toNumber(address), toNumber(address) + 2 ** (32 - Number(bits))];
};

/** A range without host bits. */
const aRange = ({ min = 0, max = 32 } = {}) =>
  fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min, max }))
    .map(([address, bits]) => `${toText(Math.floor(address / 2 ** (32 - bits)) * 2 ** (32 - bits))}/${bits}`);

describe("a text that should be a range", () => {
  test.each(["10.10.0.0/16", "0.0.0.0/0", "255.255.255.255/32", "172.16.0.0/12", "192.168.1.128/25"])(
    "%s has no fault",
    (text) => {
      expect(rangeFault(text)).toBeUndefined();
    },
  );

  test.each([
    ["", "is not an IPv4 range such as 10.10.0.0/16"],
    ["10.10.0.0", "is not an IPv4 range such as 10.10.0.0/16"],
    ["10.10.0/16", "is not an IPv4 range such as 10.10.0.0/16"],
    ["10.10.0.0/16 ", "is not an IPv4 range such as 10.10.0.0/16"],
    ["10.10.0.0/255.255.0.0", "is not an IPv4 range such as 10.10.0.0/16"],
    ["fd00::/8", "is not an IPv4 range such as 10.10.0.0/16"],
    ["10.256.0.0/16", "has a number above 255"],
    ["10.10.0.0/33", "has a prefix longer than 32 bits"],
    ["10.10.1.0/16", "has host bits set; the range that holds it is 10.10.0.0/16"],
    ["10.10.0.1/31", "has host bits set; the range that holds it is 10.10.0.0/31"],
  ])("%p %s", (text, fault) => {
    expect(rangeFault(text)).toBe(fault);
  });

  test("has no fault when it is any address with its host bits cut off", () => {
    fc.assert(fc.property(aRange(), (range) => rangeFault(range) === undefined));
  });

  test("is told which range holds it when host bits are set", () => {
    const withHostBits = aRange({ min: 1, max: 31 }).chain((range) => {
      const [first, behind] = bounds(range);
      return fc.tuple(fc.constant(range), fc.integer({ min: first + 1, max: behind - 1 }));
    });
    fc.assert(
      fc.property(withHostBits, ([range, address]) => {
        const text = `${toText(address)}/${prefixLength(range)}`;
        expect(rangeFault(text)).toBe(`has host bits set; the range that holds it is ${range}`);
      }),
    );
  });
});

describe("the prefix length", () => {
  test("is the number behind the slash", () => {
    expect(prefixLength("10.10.0.0/16")).toBe(16);
    expect(prefixLength("0.0.0.0/0")).toBe(0);
    expect(prefixLength("10.10.0.7/32")).toBe(32);
  });
});

describe("two ranges overlap", () => {
  test.each([
    ["10.10.0.0/16", "10.10.0.0/16", true],
    ["10.10.0.0/16", "10.10.240.0/20", true],
    ["10.10.240.0/20", "10.10.0.0/16", true],
    ["0.0.0.0/0", "10.10.0.0/16", true],
    ["10.10.0.0/16", "10.11.0.0/16", false],
    ["10.10.0.0/17", "10.10.128.0/17", false],
  ])("%s and %s: %p", (a, b, expected) => {
    expect(overlap(a, b)).toBe(expected);
  });

  test("exactly when they share an address", () => {
    fc.assert(
      fc.property(aRange({ max: 8 }), aRange({ max: 8 }), (a, b) => {
        const [[firstA, behindA], [firstB, behindB]] = [bounds(a), bounds(b)];
        expect(overlap(a, b)).toBe(firstA < behindB && firstB < behindA);
      }),
    );
  });

  test("whichever is named first", () => {
    fc.assert(fc.property(aRange({ max: 12 }), aRange({ max: 12 }), (a, b) => overlap(a, b) === overlap(b, a)));
  });
});

describe("the parts of a range", () => {
  test.each([
    ["10.10.0.0/16", 4, 0, "10.10.0.0/20"],
    ["10.10.0.0/16", 4, 11, "10.10.176.0/20"],
    ["10.10.0.0/16", 4, 15, "10.10.240.0/20"],
    ["10.10.0.0/16", 0, 0, "10.10.0.0/16"],
    ["192.168.0.0/24", 8, 255, "192.168.0.255/32"],
  ])("%s cut by %i bits, part %i is %s", (range, bits, index, expected) => {
    expect(subrange(range, bits, index)).toBe(expected);
  });

  test.each([16, 99, -1])("fail when there is no part %i", (index) => {
    expect(() => subrange("10.10.0.0/16", 4, index)).toThrow(
      new RangeError(`10.10.0.0/16 has 16 parts of 4 bits, no part ${index}`),
    );
  });

  test("fill the range without a gap and without touching one another", () => {
    const cut = fc
      .integer({ min: 0, max: 6 })
      .chain((bits) => fc.tuple(aRange({ min: 1, max: 32 - bits }), fc.constant(bits)));
    fc.assert(
      fc.property(cut, ([range, bits]) => {
        const parts = Array.from({ length: 2 ** bits }, (_, index) => bounds(subrange(range, bits, index)));
        const [first, behind] = bounds(range);
        const edges = [first, ...parts.map(([, end]) => end)];
        expect(parts.map(([start]) => start)).toEqual(edges.slice(0, -1));
        expect(edges.at(-1)).toBe(behind);
      }),
    );
  });
});
