/** Lists that Terraform prints in whatever order its maps have at that moment. */
const UNORDERED = new Set(['"checks"', '"relevant_attributes"']);

/**
 * A plan as `terraform show -json` printed it, without what differs between two plans of the same stack and state: the time
 * at which it was made is left out, and lists that have no order are sorted.
 *
 * The text is cut and put together again rather than parsed and written: JavaScript would round long numbers.
 */
export function settledPlan(text: string): string {
  const members = pieces(text.trim()).filter((member) => keyOf(member) !== '"timestamp"');
  const settled = members.map((member) => (UNORDERED.has(keyOf(member)) ? sortedList(member) : member));
  return `{${settled.join(",")}}\n`;
}

const keyOf = (member: string): string => member.slice(0, member.indexOf(":")).trim();

function sortedList(member: string): string {
  const [key, list] = [keyOf(member), member.slice(member.indexOf(":") + 1).trim()];
  return list.startsWith("[") ? `${key}:[${pieces(list).sort().join(",")}]` : member;
}

/** The members of an object or the elements of a list, as they stand between its brackets. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (quoted || !((character === "," && depth === 1) || (depth === 0 && at === text.length - 1))) continue;
    if (at > start) found.push(text.slice(start, at).trim());
    start = at + 1;
  }
  return found;
}
