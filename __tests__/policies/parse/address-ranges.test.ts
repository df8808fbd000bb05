import { areWorld, isWorld } from "../../../policies/parse/address-ranges";
import { Unknown } from "../../../policies/value";

describe("a range that is no network of anybody", () => {
  it.each(["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1", "16.0.0.0/7", "2000::/3", "8000::/1"])("is %s", (range) => {
    expect(isWorld(range)).toBe(true);
  });

  it.each([
    "10.0.0.0/8",
    "192.0.2.1/32",
    "fc00::/7",
    "fd00::/8",
    "2001:db8::/32",
    "10.0.0.1",
    "",
    null,
    new Unknown([]),
  ])("is not %s", (range) => {
    expect(isWorld(range)).toBe(false);
  });
});

describe("ranges that are the world together", () => {
  const slices = (length: number, count: number) =>
    Array.from({ length: count }, (_, index) => `${index + 11}.0.0.0/${length}`);

  it.each([
    ["two of /8", slices(8, 2), true],
    ["one of /8", slices(8, 1), false],
    ["the same one twice", ["3.0.0.0/8", "3.0.0.0/8"], false],
    ["many small ones", slices(24, 60), false],
    ["all private ones", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "10.0.0.0/9"], false],
    ["none of IPv4", ["2001:db8::/32", null, "", new Unknown([])], false],
  ])("%s", (_, ranges, are) => {
    expect(areWorld(ranges)).toBe(are);
  });
});
