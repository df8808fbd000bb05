import { PlanError, readPlan, stackNameOf } from "../../../../operations/report/read/plan-file";
import { FIXTURES, fixtureText } from "../support";

const MAKE = "Make it with `terraform show -json PLAN > FILE`, PLAN being what `terraform plan -out=PLAN` saved.";

/** The error that reading gives. */
function errorOf(text: string): PlanError {
  try {
    readPlan(text, "plans/dev-network.json");
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error("it was read");
}

const plan = (keys: object) => JSON.stringify({ format_version: "1.2", planned_values: {}, ...keys });

describe("readPlan", () => {
  it.each(FIXTURES)("reads %s", (name) => {
    const raw = JSON.parse(fixtureText(name));
    expect(readPlan(fixtureText(name), name).resource_changes).toHaveLength(raw.resource_changes?.length ?? 0);
  });

  it("ignores a byte order mark", () => {
    expect(readPlan(`\uFEFF${fixtureText("every-change")}`, "a.json")).toEqual(
      readPlan(fixtureText("every-change"), "a.json"),
    );
  });

  it.each(["0.1", "0.2", "1.0", "1.2", "1.99"])("takes format %s", (version) => {
    expect(readPlan(plan({ format_version: version }), "a.json").format_version).toBe(version);
  });

  it("ignores keys that it does not know", () => {
    expect(() => readPlan(plan({ a_key_to_come: [{ deep: 1 }] }), "a.json")).not.toThrow();
  });

  it("takes null where Terraform may leave a key out", () => {
    const text = plan({
      resource_changes: null,
      output_changes: null,
      resource_drift: null,
      checks: null,
      errored: null,
    });
    expect(readPlan(text, "a.json").resource_changes).toEqual([]);
  });

  it.each(["__proto__", "constructor", "toString"])("keeps an output that is called %s", (name) => {
    const change = { actions: ["create"], before: null, after: "a" };
    const text = plan({ output_changes: { [name]: change } });
    expect(readPlan(text, "a.json").output_changes.map(([output]) => output)).toEqual([name]);
  });

  it.each([
    ["", `is empty. ${MAKE}`],
    [" \n", `is empty. ${MAKE}`],
    ["\uFEFF", `is empty. ${MAKE}`],
    ["Terraform used the selected providers", `is not JSON: the first fault is at line 1, column 1. ${MAKE}`],
    [
      '{"format_version": "1.2",\n "planned_values" {}}',
      `is not JSON: the first fault is at line 2, column 19. ${MAKE}`,
    ],
    [
      '{"format_version": "1.2", "resource_ch',
      `is cut off: the JSON ends at line 1, column 39, before it is complete. ${MAKE}`,
    ],
    [
      `${plan({})}\n${plan({})}`,
      "holds more than one JSON value: a second one begins at line 2, column 1. Give each plan a file of its own.",
    ],
    ['{"@level":"info"}\n{"@level":"info"}', `holds the messages of \`terraform plan -json\`, not a plan. ${MAKE}`],
    ['{"@level":"info"}', `holds the messages of \`terraform plan -json\`, not a plan. ${MAKE}`],
    ["PK\u0003\u0004\u0014\u0000", `is a saved plan, not its JSON. ${MAKE}`],
    [
      '\uFFFD\uFFFD{\u0000"\u0000',
      "is not UTF-8; it looks like UTF-16. Save it as UTF-8; PowerShell 5 writes UTF-16 with `>`.",
    ],
    ['{\u0000"\u0000', "is not UTF-8; it looks like UTF-16. Save it as UTF-8; PowerShell 5 writes UTF-16 with `>`."],
    ['\u0000{\u0000"', "is not UTF-8; it looks like UTF-16. Save it as UTF-8; PowerShell 5 writes UTF-16 with `>`."],
    ["[]", `holds a JSON array, not a plan. ${MAKE}`],
    ["null", `holds null, not a plan. ${MAKE}`],
    ['"plan"', `holds a JSON string, not a plan. ${MAKE}`],
    ["{}", `is not a plan: it has none of planned_values, resource_changes, output_changes, configuration. ${MAKE}`],
    [
      '{"format_version":"1.0","valid":true,"diagnostics":[]}',
      `is not a plan: it has none of planned_values, resource_changes, output_changes, configuration. ${MAKE}`,
    ],
    ['{"format_version":"1.0","terraform_version":"1.11.4","values":{}}', `is a state, not a plan. ${MAKE}`],
    ['{"version":4,"serial":1,"lineage":"a","resources":[]}', `is a state, not a plan. ${MAKE}`],
    ['{"planned_values":{}}', `has no format_version, so it is not a plan that Terraform wrote. ${MAKE}`],
    [
      plan({ format_version: "2.0" }),
      'is a plan of format "2.0", and only the formats 0.x and 1.x are known. Use a version of this command that knows that format; reporting on it now could leave changes out.',
    ],
    [
      plan({ format_version: "10.0" }),
      'is a plan of format "10.0", and only the formats 0.x and 1.x are known. Use a version of this command that knows that format; reporting on it now could leave changes out.',
    ],
    [
      plan({ resource_changes: {} }),
      `is not a plan as Terraform writes it: resource_changes: Invalid input: expected array, received object. ${MAKE}`,
    ],
    [
      plan({ resource_changes: [{ address: "a.b" }] }),
      `is not a plan as Terraform writes it: resource_changes.0.change: Invalid input: expected object, received undefined. ${MAKE}`,
    ],
    [
      plan({ output_changes: { cidr: { actions: "create" } } }),
      `is not a plan as Terraform writes it: output_changes.0.1.actions: Invalid input: expected array, received string. ${MAKE}`,
    ],
  ])("refuses %j", (text, message) => {
    expect(errorOf(text).message).toBe(`plans/dev-network.json ${message}`);
  });

  it("tells file, problem and remedy apart", () => {
    expect(errorOf("[]")).toMatchObject({
      name: "PlanError",
      fileName: "plans/dev-network.json",
      problem: "holds a JSON array, not a plan",
      remedy: MAKE,
    });
  });

  it("never quotes what it could not read", () => {
    expect(errorOf('{"password": "swordfish" oops}').message).not.toContain("swordfish");
  });

  it("takes a plan of 500 levels, and refuses one that is deeper, however deep it is", () => {
    const nested = (depth: number) => plan({ deep: "DEEP" }).replace('"DEEP"', "[".repeat(depth) + "]".repeat(depth));
    expect(readPlan(nested(499), "a.json").format_version).toBe("1.2");
    for (const depth of [500, 2_000_000]) {
      expect(errorOf(nested(depth)).message).toBe(
        "plans/dev-network.json nests values deeper than 500 levels, which no plan needs. See where the file comes from, and which resource or output holds the value.",
      );
    }
  });

  it("calls every beginning of a real plan cut off", () => {
    const text = fixtureText("moves-only").trim();
    const ends = Array.from({ length: text.length - 1 }, (_, index) => index + 1);
    const wrong = ends.filter((end) => !errorOf(text.slice(0, end)).problem.startsWith("is cut off"));
    expect(wrong).toEqual([]);
  });
});

describe("stackNameOf", () => {
  it.each([
    ["dev-network.json", "dev-network"],
    ["/tmp/plans/dev-network.json", "dev-network"],
    ["C:\\plans\\dev-network.json", "dev-network"],
    ["plans/dev.network.json", "dev.network"],
    ["plan", "plan"],
    [".json", ".json"],
  ])("calls the stack of %s %s", (fileName, name) => {
    expect(stackNameOf(fileName)).toBe(name);
  });
});
