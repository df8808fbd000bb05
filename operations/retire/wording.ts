import type { RetirePlan } from "./retire";

/**
 * What was done, what comes next, and what may go wrong.
 *
 * @param catalogue The folder, as whoever called would name it.
 */
export function doneText({ changes, stacks, resources, guards }: RetirePlan, catalogue: string): string {
  const files = [...changes].map(
    ([path, text]) => `  ${text === undefined ? "deleted" : "written"}  ${catalogue}/${path}`,
  );
  const whole = stacks.map((id) => `  ${id}, with all that it holds`);
  const parts = resources.map(({ stack, address }) => `  ${address} of ${stack}`);
  return [
    "These leave:",
    ...whole,
    ...parts,
    "The catalogue says so:",
    ...files,
    "Next:",
    "  npx infra plan --offline   what would be destroyed",
    "  Commit it, and open a pull request: its body shows each of them as a danger, and somebody has to confirm it.",
    "  After the deployment, look that nothing is left, and delete what was written under retiring/ (docs/runbooks/retire.md).",
    ...(guards.length > 0 ? ["Before the deployment:", ...guards.map((guard) => `  ${guard}`)] : []),
  ].join("\n");
}
