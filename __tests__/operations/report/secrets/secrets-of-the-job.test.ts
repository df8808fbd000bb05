import { toHtml } from "../../../../operations/report/html/to-html";
import { toJson } from "../../../../operations/report/json/to-json";
import { toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import type { Report } from "../../../../operations/report/report";
import { reportOf } from "../../../../operations/report/report-of";
import { aPlan, firstOf, planned, resource } from "../support";

/** Nothing about it, and nothing around it, says that it is one. */
const SECRET = "blue (whale) & co";
const HIDDEN = "(a secret of this job)";

/** Every form of a report, in one text. */
const formsOf = (report: Report): string =>
  [JSON.stringify(report), JSON.stringify(toJson(report)), toMarkdown(report), toHtml(report)].join("\n");

/** Whether a text holds it in one of the ways in which it is written below. */
const shows = (text: string): boolean =>
  text.includes("whale") || text.includes(Buffer.from(SECRET).toString("base64").slice(0, 12));

const created = (after: Readonly<Record<string, unknown>>, address = "a.b") =>
  aPlan({ resource_changes: [resource(address, ["create"], { after })] });

/** A plan with the value in one place of it. */
const PLACES: readonly (readonly [place: string, plan: (value: string) => ReturnType<typeof aPlan>])[] = [
  ["a value", (value) => created({ greeting: value })],
  ["a part of a value", (value) => created({ greeting: `Hello ${value}, welcome` })],
  [
    "a value before",
    (value) => aPlan({ resource_changes: [resource("a.b", ["update"], { before: { x: value }, after: { x: "y" } })] }),
  ],
  ["a value inside of another", (value) => created({ x: { y: [{ z: value }] } })],
  ["a key", (value) => created({ x: { [value]: "y" } })],
  ["JSON in a text", (value) => created({ x: JSON.stringify({ y: value }) })],
  ["YAML in a text", (value) => created({ x: `y:\n  z: ${JSON.stringify(value)}\n  q: 1\n` })],
  ["a line of a text", (value) => created({ x: `one\ntwo ${value}\nthree\n` })],
  ["base64", (value) => created({ x: Buffer.from(value).toString("base64") })],
  ["a URL", (value) => created({ x: `https://example.com/?q=${encodeURIComponent(value)}` })],
  ["an address", (value) => created({ x: "y" }, `a.b[${JSON.stringify(value)}]`)],
  [
    "an old address",
    (value) =>
      aPlan({
        resource_changes: [{ ...resource("a.b", ["no-op"]), previous_address: `a.c[${JSON.stringify(value)}]` }],
      }),
  ],
  [
    "the id of an import",
    (value) => aPlan({ resource_changes: [resource("a.b", ["no-op"], { importing: { id: value } })] }),
  ],
  ["an output", (value) => aPlan({ output_changes: { x: { actions: ["create"], before: null, after: value } } })],
  [
    "drift",
    (value) => aPlan({ resource_drift: [resource("a.b", ["update"], { before: { x: "y" }, after: { x: value } })] }),
  ],
  [
    "a check that fails",
    (value) =>
      aPlan({
        checks: [
          {
            address: { to_display: "check.a" },
            status: "fail",
            instances: [{ address: { to_display: "check.a" }, status: "fail", problems: [{ message: `No ${value}` }] }],
          },
        ],
      }),
  ],
  [
    "what is put off",
    (value) =>
      aPlan({
        deferred_changes: [
          { reason: "instance_count_unknown", resource_change: resource(`a.b[${JSON.stringify(value)}]`, ["create"]) },
        ],
      }),
  ],
];

describe("a value that the job was handed as a secret", () => {
  it.each(PLACES)("is in no form of a report, and was in it without being told: %s", (_, planWith) => {
    const stack = planned("dev-orders", planWith(SECRET));
    expect(shows(formsOf(reportOf([stack])))).toBe(true);
    const told = formsOf(reportOf([stack], [SECRET]));
    expect([shows(told), told.includes(HIDDEN)]).toEqual([false, true]);
  });

  it("is in no error and no note", () => {
    const report = reportOf(
      [{ id: "dev-orders", status: "failed", error: `Error: no ${SECRET}`, notes: [`Needs ${SECRET}.`] }],
      [SECRET],
    );
    expect(firstOf(report)).toMatchObject({ error: `Error: no ${HIDDEN}`, notes: [`Needs ${HIDDEN}.`] });
  });

  it("leaves everything else as it is", () => {
    const plan = created({ greeting: "Hello whale" });
    expect(reportOf([planned("a", plan)], [SECRET, "", "abc"])).toEqual(reportOf([planned("a", plan)]));
  });
});
