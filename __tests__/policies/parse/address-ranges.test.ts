import { isWorld } from "../../../policies/parse/address-ranges";
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
