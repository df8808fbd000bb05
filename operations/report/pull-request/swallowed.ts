import { fromMarkdown } from "mdast-util-from-markdown";

/** What would hide whatever follows it, and the line on which it begins. */
export interface Swallower {
  readonly what: string;
  readonly line: number;
}

/** Stands for what would follow; parsed like one of our marks, and never shown. */
const PROBE = "<!-- probe -->";

/**
 * What leaves a Markdown text open at its end, so that nothing after it would be shown as what it is: a block of code, a
 * comment, or HTML that is not closed. Undefined when what follows stands on its own.
 */
export function swallowerIn(text: string): Swallower | undefined {
  const { children } = fromMarkdown(`${text}${PROBE}\n\nend`, { extensions: [BLOCKS_AND_HTML] });
  const holder = children.find(({ position }) => (position?.end.offset ?? 0) > text.length);
  if (holder && holder.position?.start.offset !== text.length) {
    return { what: nameOf(holder), line: holder.position?.start.line ?? 1 };
  }
  return openFold(children);
}

/**
 * Nothing else decides where a block ends, and much else takes quadratic time on hostile texts. What is quoted ends with
 * the quotation: to take it for plain text is enough.
 */
const BLOCKS_AND_HTML = {
  disable: {
    null: [
      "blockQuote",
      "attention",
      "labelStartLink",
      "labelStartImage",
      "labelEnd",
      "autolink",
      "characterEscape",
      "characterReference",
      "hardBreakEscape",
      "definition",
    ],
  },
};

/** As much of a node of the tree as is looked at. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
  readonly position?: { readonly start: { readonly line: number } } | undefined;
}

function nameOf({ type, value = "" }: Node): string {
  if (type === "code") return "a block of code";
  return value.trimStart().startsWith("<!--") ? "a comment" : "a block of HTML";
}

/** The first `<details>` without an end: everything after it is folded away with it. */
function openFold(nodes: readonly Node[]): Swallower | undefined {
  const open: number[] = [];
  const left = [...nodes].reverse();
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.children) left.push(...[...node.children].reverse());
    if (node.type !== "html") continue;
    for (const [tag] of withoutComments(node.value ?? "").matchAll(/<\/?details(?=[\s>/])/gi)) {
      if (tag.startsWith("</")) open.pop();
      else open.push(node.position?.start.line ?? 1);
    }
  }
  const [line] = open;
  return line === undefined ? undefined : { what: "a `<details>`", line };
}

const withoutComments = (html: string): string => html.replace(/<!--[\s\S]*?-->/g, "");
