import { reasonNotToPlan } from "../../../operations/plan/reason-not-to-plan";
import { aConfiguration } from "./synthesized";

const onGithub = (source: string) => ({
  configuration: { terraform: { required_providers: { github: { source, version: "6.9.0" } } } },
});

const REASON =
  "Not planned here: its provider integrations/github asks GitHub while it plans, which is left out without AWS. A plan with the real states shows it.";

test.each(["offline", "endpoint"] as const)("a stack of GitHub is not planned %s, and says why", (kind) => {
  expect(reasonNotToPlan(onGithub("integrations/github"), { kind })).toBe(REASON);
  expect(reasonNotToPlan(onGithub("registry.terraform.io/integrations/github"), { kind })).toBe(REASON);
});

test("a stack of GitHub is planned with the real states", () => {
  expect(reasonNotToPlan(onGithub("integrations/github"), { kind: "real" })).toBeUndefined();
});

test.each(["offline", "endpoint", "real"] as const)("a stack of AWS, or of no provider, is planned %s", (kind) => {
  expect(reasonNotToPlan({ configuration: aConfiguration("dev-network") }, { kind })).toBeUndefined();
  expect(reasonNotToPlan({ configuration: {} }, { kind })).toBeUndefined();
});
