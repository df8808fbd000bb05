import { ACCEPTANCE_CHECKS, type AcceptanceCheck } from "../policies/acceptance-checks";
import { ORGANISATION_RULES } from "../policies/organisation-rules";
import { RULES } from "../policies/rules";
import { COMPUTE_RULES } from "../policies/rules/compute";
import { GITHUB_RULES } from "../policies/rules/github";
import { IAM_RULES } from "../policies/rules/iam";
import { NETWORK_RULES } from "../policies/rules/network";
import { SETTINGS_RULES } from "../policies/rules/settings";
import { STORAGE_RULES } from "../policies/rules/storage";

type Listed = Pick<(typeof RULES)[number], "id" | "what" | "why" | "severity" | "controls" | "checks">;

/** The families, by the folder in which their rules lie. */
const FAMILIES: readonly (readonly [title: string, folder: string, rules: readonly Listed[]])[] = [
  ["Identities and policies", "rules/iam", IAM_RULES],
  ["Networks and the edge", "rules/network", NETWORK_RULES],
  ["Containers, images, functions, pipelines and logs", "rules/compute", COMPUTE_RULES],
  ["Data and keys", "rules/storage", STORAGE_RULES],
  ["States, providers, tags and secrets", "rules/settings", SETTINGS_RULES],
  ["Repositories", "rules/github", GITHUB_RULES],
  ["All stacks together", "organisation-rules", ORGANISATION_RULES],
];

/** docs/security.md: what is enforced, and by what. */
export const securityDocument = (): string => `# Security

${RULES.length + ORGANISATION_RULES.length} rules judge every stack: while it is synthesized, in \`infra check --policies\`, and in its plan. A rule is one file in [policies](../policies), with what it passes and what it refuses. A stack that breaks one is not synthesized; its pull request is planned all the same, so that the [report](report.md) can name the rule, the resource and what to do, and its check fails. No label and no approval lifts that.

What is known only after the apply is answered by "unknown", never by "passed". A rule that is wrong for one resource is waived beside that resource in the code (\`constructs/waive.ts\`), with a reason, an owner and a last day; after it, \`infra check --policies\` and the report refuse again. One that covers nothing, or names no rule, is refused like a violation (\`waiver-covers-something\`).

This page is written by \`npm run docs:security\`.

## The thirty checks

| # | check | enforced by |
|--:|---|---|
${ACCEPTANCE_CHECKS.map(checkRow).join("\n")}

## The rules

${FAMILIES.map(familySection).join("\n\n")}
`;

function checkRow({ number, what, tests = [], open }: AcceptanceCheck): string {
  const rules = FAMILIES.flatMap(([, folder, all]) =>
    all
      .filter(({ checks }) => checks.includes(number))
      .map(({ id }) => `[${id}](../policies/${folder}/${id}.ts)`)
      .sort(),
  );
  const named = tests.map(({ file, name }) => `the test ["${name}"](../__tests__/${file})`);
  return `| ${number} | ${what} | ${[...rules, ...named].join(", ")}${open ? `. _Not decided: ${open}_` : ""} |`;
}

function familySection([title, folder, rules]: (typeof FAMILIES)[number]): string {
  const rows = [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(
      ({ id, what, why, severity, controls }) =>
        `| [${id}](../policies/${folder}/${id}.ts) | ${severity} | ${what} ${why} | ${controls.join(", ")} |`,
    );
  return [`### ${title}`, "", "| rule | severity | what, and why | controls |", "|---|---|---|---|", ...rows].join(
    "\n",
  );
}
