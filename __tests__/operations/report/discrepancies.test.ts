import { discrepanciesIn, shownDiscrepancies } from "../../../operations/report/discrepancies";
import { toMarkdown } from "../../../operations/report/markdown/to-markdown";
import type { PlanContent, StackReport } from "../../../operations/report/report";
import { aPlan, FIXTURES, firstOf, reportOfPlan } from "./support";

/** The report of a plan, tampered with. */
function tampered(name: string, change: (content: PlanContent) => Partial<PlanContent>): StackReport {
  const stack = firstOf(reportOfPlan(name));
  if (!stack.content) throw new Error("the stack has no plan");
  return { ...stack, content: { ...stack.content, ...change(stack.content) } };
}

describe("discrepanciesIn", () => {
  it.each(FIXTURES)("finds none in the report of %s", (name) => {
    expect(discrepanciesIn(firstOf(reportOfPlan(name)))).toEqual([]);
  });

  it("finds a change that was dropped", () => {
    const stack = tampered("every-change", ({ changes }) => ({ changes: changes.slice(1) }));
    expect(discrepanciesIn(stack)).toEqual(["the plan holds 20 resources, and this report accounts for 19"]);
  });

  it("finds a change that was counted twice", () => {
    const stack = tampered("every-change", ({ changes }) => ({ changes: [...changes, ...changes.slice(0, 1)] }));
    expect(discrepanciesIn(stack)).toEqual(["the plan holds 20 resources, and this report accounts for 21"]);
  });

  it("finds an output, and a change from outside of Terraform, that was dropped", () => {
    expect(discrepanciesIn(tampered("every-change", () => ({ outputs: [] })))).toEqual([
      "the plan holds 4 changed outputs, and this report accounts for 0",
    ]);
    expect(discrepanciesIn(tampered("drift", ({ drift }) => ({ drift: drift.slice(1) })))).toEqual([
      "the plan holds 2 changes from outside of Terraform, and this report accounts for 1",
    ]);
  });

  it("finds a digest that is not made from all that the plan does", () => {
    const stack = firstOf(reportOfPlan("every-change"));
    expect(stack.digested).toBe(21);
    expect(discrepanciesIn({ ...stack, digested: 20 })).toEqual([
      "the plan changes 17 resources and 4 outputs, and its digest is made from 20",
    ]);
  });

  it("finds that Terraform has something to apply where there is nothing to show", () => {
    const stack = firstOf(reportOfPlan(aPlan({ applyable: true, changes_of_a_kind_to_come: [{}] })));
    expect(discrepanciesIn(stack)).toEqual(["Terraform has something to apply, and this report has nothing to show"]);
  });

  it("shows them loudly, and never as a plan without changes", () => {
    const stack = tampered("moves-only", () => ({ changes: [] }));
    const text = toMarkdown({ stacks: [{ ...stack, state: "no-changes" }] });
    const lines = text.split("\n");
    const heading = lines.findIndex((line) => line.startsWith("## "));
    expect(lines.slice(heading, heading + 6)).toEqual([
      "## Plan: 1 of 1 stack not fully accounted for",
      "",
      "> [!CAUTION]",
      "> 1 stack **not fully accounted for**",
      "> - <code>stack</code> is **not fully accounted for**: the plan holds 1 resource, and this report accounts for 0. Read the plan itself",
      "> - <code>stack</code> is **not fully accounted for**: Terraform has something to apply, and this report has nothing to show. Read the plan itself",
    ]);
  });
});

describe("shownDiscrepancies", () => {
  const stack = firstOf(reportOfPlan("every-change"));

  it("finds a form of the report that shows another number of changes", () => {
    expect(shownDiscrepancies(stack, 17)).toEqual([]);
    expect(shownDiscrepancies(stack, 16)).toEqual(["the plan changes 17 resources, and this form shows 16"]);
    expect(shownDiscrepancies({ id: "a", state: "vanished", waitsFor: [], notes: [] }, 0)).toEqual([]);
  });
});
