import fc from "fast-check";
import { type NamedKind, nameOf } from "../../model/names";

const LIMITS: Readonly<Record<NamedKind, number>> = {
  bucket: 63,
  cluster: 255,
  function: 64,
  host: 63,
  key: 250,
  loadBalancer: 32,
  queue: 80,
  role: 64,
  securityGroup: 255,
  targetGroup: 32,
  topic: 256,
};
const kinds = Object.keys(LIMITS) as NamedKind[];

/** Parts as the catalogue allows them: words of lower-case letters and digits, joined by single hyphens. */
const part = fc.stringMatching(/^[a-z][a-z0-9]{0,12}(-[a-z0-9]{1,12}){0,3}$/);
const parts = fc.array(part, { minLength: 1, maxLength: 12 });

describe("nameOf", () => {
  it("joins the parts of a name that fits, and leaves it at that", () => {
    expect(nameOf("role", "dev-service-orders", "task")).toBe("dev-service-orders-task");
    expect(nameOf("targetGroup", "x".repeat(32))).toBe("x".repeat(32));
  });

  it("cuts a name that is too long and ends it with a hash of the whole", () => {
    expect(nameOf("targetGroup", "prod-service-customer-notifications")).toBe("prod-service-customer-not-6898a9");
    expect(nameOf("targetGroup", "x".repeat(33))).toMatch(/^x{25}-[0-9a-f]{6}$/);
  });

  it("leaves no two hyphens where it cuts", () => {
    expect(nameOf("targetGroup", `${"x".repeat(24)}-${"y".repeat(20)}`)).toMatch(/^x{24}-[0-9a-f]{6}$/);
  });

  it("tells apart long names that differ only where they are cut", () => {
    const start = "a-very-long-name-of-a-service-in-prod";
    expect(nameOf("loadBalancer", start, "one")).not.toBe(nameOf("loadBalancer", start, "two"));
  });

  it.each(kinds)("keeps within the limit of AWS for a %s, using all of it when it must", (kind) => {
    const limit = LIMITS[kind];
    expect(nameOf(kind, "x".repeat(limit))).toHaveLength(limit);
    expect(nameOf(kind, "x".repeat(limit + 1))).toHaveLength(limit);
  });

  it("makes names of the catalogue's parts that AWS accepts, always the same ones", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), parts, (kind, names) => {
        const name = nameOf(kind, ...names);
        expect(name.length).toBeLessThanOrEqual(LIMITS[kind]);
        expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
        expect(nameOf(kind, ...names)).toBe(name);
      }),
    );
  });

  it("gives different names to different wholes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), parts, parts, (kind, one, other) => {
        fc.pre(one.join("-") !== other.join("-"));
        expect(nameOf(kind, ...one)).not.toBe(nameOf(kind, ...other));
      }),
    );
  });
});
