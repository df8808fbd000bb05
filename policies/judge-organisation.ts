import type { OrganisationRule } from "./organisation-rule";
import type { Finding } from "./rule";
import type { StackView } from "./view/stack-view";

/**
 * What rules over all stacks together find: by rule, then in the order in which the rule tells it. Give it every stack: what
 * is not there cannot collide.
 */
export const judgeOrganisation = (
  rules: readonly OrganisationRule[],
  views: readonly StackView[],
): readonly Finding[] => rules.flatMap((rule) => findingsOf(rule, views));

function findingsOf(rule: OrganisationRule, views: readonly StackView[]): readonly Finding[] {
  const common = { rule: rule.id, severity: rule.severity, fix: rule.fix };
  const findings: Finding[] = [];
  try {
    for (const { stack, resource, path, answer, message } of rule.judge(views)) {
      const waiver = resource?.waivers.find((each) => each.rule === rule.id);
      findings.push({
        ...common,
        stack,
        ...(resource && { address: resource.address }),
        ...(resource?.constructPath && { constructPath: resource.constructPath }),
        ...(path !== undefined && { path }),
        answer,
        message,
        ...(waiver && { waiver }),
      });
    }
  } catch (error) {
    const message = `the rule could not judge: ${(error as Error).message}`;
    findings.push({ ...common, stack: "all stacks", answer: "error", message });
  }
  return findings;
}
