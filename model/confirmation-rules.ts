import { parse } from "yaml";
import { type ConfirmationRules, STRICTEST } from "./entries/confirmation";
import { organisationEntry } from "./entries/organisation";

export { type ConfirmationRules, STRICTEST };

/**
 * The rules of confirmation that the text of an `organisation.yaml` states. A text that will not do, or that is older than
 * these rules, allows nothing: a rule that cannot be read must not let anything pass.
 */
export function confirmationRulesIn(text: string): ConfirmationRules {
  const read = organisationEntry.safeParse(parsed(text));
  return read.success ? read.data.confirmation : STRICTEST;
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
