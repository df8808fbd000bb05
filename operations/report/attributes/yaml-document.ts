import { isMap, isScalar, parseAllDocuments, type Scalar, visit } from "yaml";
import { isContainer } from "./json-tree";

/** Longest YAML that is read, in UTF-16 units: reading takes some seconds for each million. */
const LONGEST_YAML = 131_072;

/** Levels of lists and objects on one line, and white space in front: more than any document that people write has. */
const DEEPEST = 100;

/**
 * The value of a text that is YAML and cannot be plain prose: a mapping or a sequence over several lines, with a header
 * as `#cloud-config` or `---`, or with a mapping inside, or with nothing but single words as values. Several documents are a
 * list. Undefined for anything else; for what this does not read, too: tags, numbers that a double cannot hold, the same
 * key twice.
 */
export function yamlIn(text: string): { readonly value: unknown; readonly isExact: boolean } | undefined {
  if (text.length > LONGEST_YAML || !looksLikeYaml(text) || isTooDeep(text)) return undefined;
  try {
    const documents = parseAllDocuments(text, {
      schema: "core",
      version: "1.2",
      merge: false,
      // It compares each key with each other one; the check below does not.
      uniqueKeys: false,
      logLevel: "silent",
    });
    if (!Array.isArray(documents)) return undefined;
    let isExact = true;
    for (const document of documents) {
      if (document.errors.length > 0 || document.warnings.length > 0) return undefined;
      let isReadable = true;
      visit(document, {
        Map: (_, { items }) => {
          const keys = items.map(({ key }) => (isScalar(key) ? String(key.value) : undefined));
          if (keys.includes(undefined) || new Set(keys).size < keys.length) isReadable = false;
        },
        Scalar: (key, node) => {
          if (key === "key" || typeof node.value !== "number" || String(node.value) === node.source) return;
          // 1.10 is a version to one reader and a number to another one.
          node.value = (node as Scalar).source ?? node.value;
          isExact = false;
        },
      });
      if (!isReadable) return undefined;
    }
    const values = documents.map((document): unknown => document.toJS({ maxAliasCount: 100 }));
    const value = values.length === 1 ? values[0] : values;
    const isStructured = documents.some(({ contents }) => isMap(contents)) || Array.isArray(value);
    return isStructured && isContainer(value) && isNoProse(text, value) ? { value, isExact } : undefined;
  } catch {
    // What it cannot resolve, as an alias without an anchor, or too many of them.
    return undefined;
  }
}

/** The first line that is no comment begins a mapping or a sequence, there is another one, and no number is too long. */
function looksLikeYaml(text: string): boolean {
  if (!text.trimEnd().includes("\n") || text.startsWith("#!") || text.includes("\0") || /\d[\d.]{15}/.test(text)) {
    return false;
  }
  return /^(?:\s*(?:#[^\n]*)?\n)*(?:---|%YAML|[ \t]*- |[ \t]*["']?[\w.$/-]+["']?[ \t]*:(?:\s|$))/.test(
    text.slice(0, 4096),
  );
}

function isTooDeep(text: string): boolean {
  let open = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (unit === 0x5b || unit === 0x7b) open++;
    else if (unit === 0x5d || unit === 0x7d) open--;
    if (open > DEEPEST) return true;
  }
  return new RegExp(`^[ \\t?:-]{${DEEPEST}}`, "m").test(text);
}

function isNoProse(text: string, value: object): boolean {
  if (/^(?:#cloud-config|---|%YAML)/.test(text)) return true;
  const inside = Object.values(value);
  return (
    inside.some((item) => isMapping(item) || (isContainer(item) && Object.values(item).some(isMapping))) ||
    (!Array.isArray(value) && inside.length > 1 && inside.every(isOneWord))
  );
}

const isMapping = (value: unknown): boolean => isContainer(value) && !Array.isArray(value);

const isOneWord = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isOneWord) : !isContainer(value) && !/\s/.test(String(value));
