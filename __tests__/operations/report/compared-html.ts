/** The tags that a report may have outside of code; a text of a plan adds none. */
const OURS = ["details", "summary", "code", "sub", "wbr", "br"];

/** What is wrong with the tags and fences of a Markdown text: a tag that is not ours, or one that is not closed. */
export function bodyTags(markdown: string): readonly string[] {
  const faults: string[] = [];
  const open: string[] = [];
  let bar: string | undefined;
  for (const line of markdown.split("\n")) {
    if (bar !== undefined) {
      if (line === bar) bar = undefined;
      continue;
    }
    bar = /^(`{3,})(?:diff)?$/.exec(line)?.[1];
    for (const [tag, closing, name = ""] of line
      .replace(/^<!-- infra:.* -->$/, "")
      .matchAll(/<(\/?)([a-z!-]+)[^>]*>/g)) {
      if (!OURS.includes(name)) faults.push(`foreign: ${tag}`);
      else if (name === "wbr" || name === "br") continue;
      else if (closing === "") open.push(name);
      else if (open.pop() !== name) faults.push(`closes nothing: ${tag}`);
    }
  }
  if (bar !== undefined) faults.push("a block of code is not closed");
  return [...faults, ...open.map((name) => `not closed: ${name}`)];
}
