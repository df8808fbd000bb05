import { templateParts } from "../../terraform-json/expression";
import { isBlock, isList, isUnknown, Unknown, type Value } from "../value";
import { addressesIn } from "../view/to-value";

/**
 * What an attribute holds that is JSON in a text: in a configuration with `${…}` inside, whose texts are then unknown alone,
 * as is an expression that stands for a whole list or object.
 *
 * @returns an `Unknown` when all of it is known only after the apply.
 * @throws Error when it is known and no JSON, or when `jsonencode` writes it.
 */
export function parseEmbedded(value: Value | undefined): Value {
  if (isUnknown(value) && /^\s*\$\{\s*jsonencode\s*\(/.test(value.template ?? "")) {
    throw new Error("it is written as an expression of Terraform, `jsonencode(…)`, into which no rule can look");
  }
  if (isUnknown(value)) return value.template === undefined ? value : parseTemplate(value, value.template);
  if (typeof value !== "string") throw new Error("it is not written as a text of JSON");
  try {
    // Nothing in it is an expression any more: a `${aws:username}` in here is one of IAM's variables.
    return JSON.parse(value) as Value;
  } catch (error) {
    throw new Error(`it is no JSON: ${(error as Error).message}`);
  }
}

/** Stand around the number of an expression while the rest is parsed; nobody writes these characters. */
const [OPEN, CLOSE] = ["\uE000", "\uE001"];
const MARK = /\uE000(\d+)\uE001/g;

function parseTemplate(whole: Unknown, template: string): Value {
  if (template.includes(OPEN)) return whole;
  const expressions: string[] = [];
  let text = "";
  let inside = false;
  for (const part of templateParts(template)) {
    if ("text" in part) {
      text += part.text;
      inside = endsInText(part.text, inside);
    } else {
      const mark = `${OPEN}${expressions.push(part.expression) - 1}${CLOSE}`;
      text += inside ? mark : `"${mark}"`;
    }
  }
  try {
    return restored(JSON.parse(text) as Value, expressions);
  } catch {
    // Such as two expressions in a row, or a part of an object: only Terraform can say what comes out.
    return whole;
  }
}

/** Whether a piece of JSON ends inside one of its texts, as it began inside one or not. */
function endsInText(json: string, inside: boolean): boolean {
  let within = inside;
  for (let at = 0; at < json.length; at += 1) {
    if (json[at] === "\\") at += 1;
    else if (json[at] === '"') within = !within;
  }
  return within;
}

function restored(value: Value, expressions: readonly string[]): Value {
  const named = (text: string) =>
    text.includes(OPEN) ? text.replace(MARK, (_, index) => `\${${expressions[Number(index)]}}`) : text;
  if (typeof value === "string") {
    if (!value.includes(OPEN)) return value;
    const used = [...value.matchAll(MARK)].map(([, index]) => expressions[Number(index)] ?? "");
    return new Unknown([...new Set(used.flatMap(addressesIn))].sort(), named(value.replaceAll("${", () => "$${")));
  }
  if (isList(value)) return value.map((each) => restored(each, expressions));
  if (!isBlock(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [named(key), restored(each, expressions)]));
}
