import { CATALOGUE } from "../../../cli/paths";
import { readCatalogue } from "../../../model/catalogue";
import { fileChanges } from "../../../operations/flow/catalogue-changes";

const organisation = readCatalogue(CATALOGUE);
const modified = (path: string) => ({ path, status: "modified" });

describe("where an entry of the catalogue is seen", () => {
  it.each([
    ["services/orders.yaml", { dev: ["dev", "stage"], main: ["preprod", "prod"] }],
    ["environments/prod.yaml", { main: ["prod"] }],
    ["networks/dev.yaml", { dev: [] }],
    ["repositories/orders.yaml", { main: [] }],
  ])("%s", (name, where) => {
    const { catalogue } = fileChanges([modified(`catalogue/${name}`)], organisation);
    expect(catalogue.map((each) => Object.fromEntries(each.where ?? []))).toEqual([where]);
  });

  it.each(["organisation.yaml", "services/gone.yaml"])("%s: the plan says it, as the entries do not", (name) => {
    expect(fileChanges([modified(`catalogue/${name}`)], organisation).catalogue).toEqual([
      { path: `catalogue/${name}`, change: "changed", where: undefined },
    ]);
  });
});

describe("files that changed", () => {
  it("are entries, or counted; one that was renamed is gone in one place and new in the other", () => {
    const { catalogue, others } = fileChanges(
      [
        modified("stacks/index.ts"),
        modified("catalogue/schema/service.schema.json"),
        { path: "docs/b.md", status: "renamed", from: "docs/a.md" },
        { path: "catalogue/services/new.yaml", status: "renamed", from: "catalogue/services/old.yaml" },
        { path: "catalogue/services/added.yaml", status: "added" },
        { path: "catalogue/services/removed.yaml", status: "removed" },
        { path: "catalogue/services/copy.yaml", status: "copied", from: "catalogue/services/added.yaml" },
      ],
      undefined,
    );
    expect(catalogue.map(({ path, change }) => `${path.slice(19)} ${change}`)).toEqual([
      "added.yaml added",
      "copy.yaml added",
      "new.yaml added",
      "old.yaml removed",
      "removed.yaml removed",
    ]);
    expect(others).toBe(3);
  });
});
