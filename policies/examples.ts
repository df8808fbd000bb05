/** One resource as Terraform JSON, called `a`; the others stand beside it. */
export const one = (type: string, values: object, others: Readonly<Record<string, object>> = {}): object => ({
  resource: { [type]: { a: values }, ...others },
});

/** The same in a stack of production. */
export const inProduction = (configuration: object): object => ({
  "//": { infra: { kind: "example", production: true } },
  ...configuration,
});

/** The same in a stack that says that it is none of production. */
export const outsideProduction = (configuration: object): object => ({
  "//": { infra: { kind: "example" } },
  ...configuration,
});
