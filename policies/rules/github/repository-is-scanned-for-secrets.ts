import { valueAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isOneOf } from "../../verdict";
import { ofType } from "../../view/stack-view";

const TYPES = ["github_repository"];
const PATHS = {
  "security_and_analysis.secret_scanning.status": "is not scanned for secrets",
  "security_and_analysis.secret_scanning_push_protection.status": "takes pushes that hold secrets",
};

const scanned = (status: string, pushes: string): object =>
  one("github_repository", {
    visibility: "private",
    security_and_analysis: { secret_scanning: { status }, secret_scanning_push_protection: { status: pushes } },
  });

export const repositoryIsScannedForSecrets: Rule = {
  id: "repository-is-scanned-for-secrets",
  what: "A repository is scanned for secrets, and refuses pushes that hold one.",
  why: "A key in a commit stays in every clone, and is found there.",
  fix: "Set secret_scanning and secret_scanning_push_protection in security_and_analysis to enabled.",
  severity: "high",
  checks: [],
  controls: [],
  types: TYPES,
  judge: function* (view): Iterable<Judgement> {
    for (const resource of ofType(view, ...TYPES)) {
      for (const [path, message] of Object.entries(PATHS)) {
        const answer = isOneOf("enabled")(valueAt(resource.values, path));
        if (answer === undefined) continue;
        yield { resource, path, answer, message: answer === "unknown" ? `\`${path}\` is not known yet` : message };
      }
    }
  },
  passes: [{ shows: "both switched on", configuration: scanned("enabled", "enabled") }],
  fails: [
    { shows: "no scanning", configuration: scanned("disabled", "enabled") },
    { shows: "pushes that are not looked at", configuration: scanned("enabled", "disabled") },
    { shows: "neither said", configuration: one("github_repository", { visibility: "private" }) },
  ],
};
