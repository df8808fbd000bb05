import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import { toHtml } from "../../operations/report/html/to-html";
import type { Report } from "../../operations/report/report";
import { reportOf } from "../../operations/report/report-of";
import { planned, reportOfPlan } from "../operations/report/support";
import { Pages } from "./open-page";
import { sampleContext, sampleReport } from "./sample-report";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const pages = new Pages();

afterAll(() => pages.close());

const REPORTS: readonly (readonly [string, () => Report])[] = [
  ["of every kind of change", sampleReport],
  ["of no stack", () => reportOf([])],
  ["of nothing that changes", () => reportOf([planned("dev-dns", "empty")])],
  ["of a service", () => reportOfPlan("aws-service")],
];

const LOOKS = [
  ["light", "wide", 1280],
  ["dark", "wide", 1280],
  ["light", "phone", 360],
  ["dark", "phone", 360],
] as const;

describe.each(REPORTS)("a report %s", (_, report) => {
  it.each(LOOKS)(
    "has no barrier in %s colours on a %s screen, closed and open",
    async (colorScheme, _screen, width) => {
      const html = toHtml(report(), sampleContext());
      // The page's own policy forbids all other scripts, and this one is another.
      const { page } = await pages.open(html, { colorScheme, viewport: { width, height: 740 }, bypassCSP: true });
      await page.evaluate(AXE);
      const violations = async () => {
        const results = (await page.evaluate("axe.run({ resultTypes: ['violations', 'incomplete'] })")) as AxeResults;
        return results.violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(({ html }) => html)]);
      };
      expect(await violations()).toEqual([]);
      await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
      expect(await violations()).toEqual([]);
      await page.close();
    },
  );
});
