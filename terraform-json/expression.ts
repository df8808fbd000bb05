/** A piece of a Terraform template: text as it stands, or what stands between `${` and `}`. */
export type TemplatePart = { readonly text: string } | { readonly expression: string };

/** Splits a Terraform string. `$${` is an escaped `${`; braces and quotes inside an expression nest. */
export function templateParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  for (let at = 0; at < template.length; ) {
    const next = template.indexOf("${", at);
    if (next === -1) {
      text += template.slice(at);
      break;
    }
    if (next > at && template[next - 1] === "$") {
      text += `${template.slice(at, next - 1)}\${`;
      at = next + 2;
    } else {
      text += template.slice(at, next);
      const end = endOfExpression(template, next + 2);
      if (text) parts.push({ text });
      text = "";
      parts.push({ expression: template.slice(next + 2, end).trim() });
      at = end + 1;
    }
  }
  if (text || parts.length === 0) parts.push({ text });
  return parts;
}

/** Where the brace stands that closes an expression; the end of the text when none does. */
function endOfExpression(template: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < template.length; at += 1) {
    const character = template[at];
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{") depth += 1;
    else if (character === "}" && depth === 0) return at;
    else if (character === "}") depth -= 1;
  }
  return template.length;
}

/** What an expression refers to, as far as a placeholder needs to know. */
export type Reference =
  | { readonly kind: "remote-state"; readonly name: string; readonly output: string; readonly index?: number }
  | {
      readonly kind: "resource";
      readonly type: string;
      readonly name: string;
      readonly attribute: string;
      /** Whether one value per instance is meant: `aws_subnet.private[*].id`. */
      readonly splat: boolean;
      /** Whether the attribute is the whole reference, not something inside it. */
      readonly whole: boolean;
    }
  | { readonly kind: "named"; readonly attribute: string };

const REMOTE_STATE = /^data\.terraform_remote_state\.([\w-]+)\.outputs(?:\.([\w-]+)|\["([^"]+)"\])(?:\[(\d+)\])?$/;
const MANAGED = /^([a-z]\w*)\.([\w-]+)(\[\*\]|\.\*|\[\d+\]|\["[^"]*"\])?\.([\w-]+)((?:\[[^\]]*\]|\.[\w-]+)*)$/;
const NOT_A_RESOURCE = new Set(["count", "each", "local", "path", "self", "terraform", "var"]);

/** The reference that an expression is, or undefined for anything else, such as a function call. */
export function referenceIn(expression: string): Reference | undefined {
  const remote = REMOTE_STATE.exec(expression);
  if (remote) {
    const [, name = "", plain, quoted, index] = remote;
    const output = plain ?? quoted ?? "";
    return { kind: "remote-state", name, output, ...(index !== undefined && { index: Number(index) }) };
  }
  const managed = MANAGED.exec(expression.replace(/^data\./, ""));
  if (managed) {
    const [, type = "", name = "", instance = "", attribute = "", rest = ""] = managed;
    if (type === "module") return { kind: "named", attribute };
    if (NOT_A_RESOURCE.has(type)) return undefined;
    const inner = /\.([\w-]+)(?:\[[^\]]*\])?$/.exec(rest)?.[1];
    return {
      kind: "resource",
      type,
      name,
      attribute: inner ?? attribute,
      splat: instance.endsWith("*]") || instance === ".*",
      whole: rest === "" && !expression.startsWith("data."),
    };
  }
  const output = /^module\.[\w-]+(?:\[[^\]]*\])?\.([\w-]+)$/.exec(expression)?.[1];
  return output === undefined ? undefined : { kind: "named", attribute: output };
}

/** Functions whose result is a list or a set (Terraform documentation, "Collection Functions"). */
const LIST_FUNCTION =
  /^(chunklist|compact|concat|distinct|flatten|keys|reverse|setintersection|setsubtract|setunion|slice|sort|split|tolist|toset|values)\(/;

/** Whether an expression calls a function that returns a list. */
export const returnsList = (expression: string): boolean => LIST_FUNCTION.test(expression);

const ANY_REFERENCE =
  /\b(?:data\.terraform_remote_state\.[\w-]+\.outputs\.[\w-]+|(?:data\.)?[a-z]\w*\.[\w-]+(?:\[[^\]]*\])?\.[\w-]+)/;

/** The first reference to an output of another state, or to an attribute of a resource or module, inside an expression. */
export function firstReferenceIn(expression: string): Reference | undefined {
  const [found] = ANY_REFERENCE.exec(expression) ?? [];
  return found === undefined ? undefined : referenceIn(found);
}
