import type { Node, Parent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** One node of a parsed text: its type, what of it we alone may have written, and what is in it. */
export interface Shape {
  readonly type: string;
  readonly ours: string;
  readonly children: readonly Shape[];
}

const leaf = (type: string, ours = ""): Shape => ({ type, ours, children: [] });

const RECORD = /^<!-- infra:plan:record (?:[A-Za-z0-9_. :,"\\{}[\]]|-(?!-))* -->$/;

/**
 * The tree that GitHub's Markdown makes of a text, without what stands in code. Between `<code>` and `</code>` there must
 * be text and nothing else; both become one node.
 *
 * @throws Error when anything but text stands there, or it is not closed.
 */
export function shapeOf(markdown: string): Shape {
  return shapeOfNode(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

function shapeOfNode(node: Node): Shape {
  const { type } = node;
  if (type === "code") return leaf(type, (node as { lang?: string }).lang);
  if (type === "html") {
    const { value } = node as unknown as { value: string };
    return leaf(type, RECORD.test(value) ? "RECORD" : withoutCode(value));
  }
  if ("children" in node) {
    const { url = "" } = node as { url?: string };
    return { type, ours: url, children: withoutCodeIn((node as Parent).children) };
  }
  return leaf(type, "value" in node ? String(node.value) : "");
}

/** A block of HTML, as of a fold, holds its code in itself. */
const withoutCode = (html: string): string => html.replace(/<code>(?:[^<>]|<wbr>)*<\/code>/g, "CODE");

function withoutCodeIn(children: readonly Node[]): readonly Shape[] {
  const shapes: Shape[] = [];
  let inside = false;
  for (const child of children) {
    const value = "value" in child ? String(child.value) : undefined;
    if (child.type === "html" && value === "<code>") {
      if (inside) throw new Error("code in code");
      inside = true;
    } else if (child.type === "html" && value === "</code>") {
      inside = false;
      shapes.push(leaf("CODE"));
    } else if (!inside) shapes.push(shapeOfNode(child));
    else if (child.type !== "text" && value !== "<wbr>") throw new Error(`${child.type} in code: ${value}`);
  }
  if (inside) throw new Error("code is not closed");
  return shapes;
}

/** All values of one type of node, in their order. */
export const valuesOf = (wanted: string, { type, ours, children }: Shape): readonly string[] => [
  ...(type === wanted ? [ours] : []),
  ...children.flatMap((child) => valuesOf(wanted, child)),
];

/** A page as a browser gets it. */
export const htmlOf = (markdown: string): string =>
  micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });

/**
 * The page's text, apart by whether it stands in `<code>` or `<pre>`, and its tags.
 *
 * @throws Error when elements do not nest.
 */
export function pageOf(markdown: string): {
  readonly code: string;
  readonly other: string;
  readonly tags: ReadonlySet<string>;
} {
  const html = htmlOf(markdown).replace(/^<!-- infra:plan:record (?:[A-Za-z0-9_. :,"\\{}[\]]|-(?!-))* -->\n/, "");
  const open: string[] = [];
  const tags = new Set<string>();
  let code = "";
  let other = "";
  let rest = 0;
  for (const match of html.matchAll(/<(\/?)([A-Za-z!][^\s>/]*)([^>]*)>/g)) {
    const text = html.slice(rest, match.index);
    rest = match.index + match[0].length;
    if (open.includes("code") || open.includes("pre")) code += text;
    else other += text;
    const [, slash, name = "", attributes = ""] = match;
    tags.add(name + attributes.replace(/\s+\/$/, ""));
    if (slash === "") {
      if (!["br", "hr", "input", "wbr"].includes(name)) open.push(name);
    } else if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join()}`);
  return { code, other: other + html.slice(rest), tags };
}
