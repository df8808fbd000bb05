import { existsSync } from "node:fs";
import { relative } from "node:path";
import { repositoryAt } from "../adapters/git/repository";
import { type ConfirmationRules, confirmationRulesIn, STRICTEST } from "../model/confirmation-rules";
import { InputError } from "./failures";
import { inRepository, ROOT } from "./paths";
import { readText } from "./text-files";

const FILE = inRepository("catalogue", "organisation.yaml");

/**
 * What the catalogue says of confirmations.
 *
 * @param ref Whose catalogue. The base of a pull request, so that no change can allow itself.
 * @default the work tree's
 * @throws InputError when there is no such commit.
 */
export async function confirmationRules(ref?: string): Promise<ConfirmationRules> {
  if (ref === undefined) return existsSync(FILE) ? confirmationRulesIn(readText(FILE)) : STRICTEST;
  const repository = await repositoryAt(ROOT, process.env);
  const commit = await repository?.commitOf(ref);
  if (!repository || commit === undefined) {
    throw new InputError(
      `there is no commit "${ref}" to take the rules of confirmation from. Fetch it, or leave --rules out.`,
    );
  }
  const text = await repository.textAt(commit, relative(ROOT, FILE));
  return text === undefined ? STRICTEST : confirmationRulesIn(text);
}
