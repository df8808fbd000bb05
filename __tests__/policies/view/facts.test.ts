import { viewOfConfiguration } from "../../../policies/view/from-configuration";

const factsOf = (infra: object) => viewOfConfiguration("a", { "//": { infra } } as never).facts;

describe("what a stack says of itself", () => {
  test("is read from its labels", () => {
    const labels = {
      kind: "service",
      network: "main",
      environment: "prod",
      workspace: "acme",
      production: true,
      quotas: { vpcs: 20 },
    };
    expect(factsOf({ ...labels, source: "catalogue/x.yaml" })).toEqual(labels);
  });

  test("says by its silence that it is not production, is shared, and that AWS raised nothing", () => {
    expect(factsOf({ kind: "network", network: "dev" })).toEqual({
      kind: "network",
      network: "dev",
      production: false,
    });
  });

  test("is nothing where there are no labels", () => {
    expect(viewOfConfiguration("a", {}).facts).toEqual({});
  });
});
