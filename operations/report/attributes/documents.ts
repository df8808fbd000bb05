import { depthOf, jsonIn } from "../read/json-text";
import { asPolicy } from "./policy-document";
import { yamlIn } from "./yaml-document";

/** What a text holds that is JSON or YAML. */
export interface EmbeddedDocument {
  readonly format: "json" | "yaml";
  /** An object or an array. */
  readonly value: unknown;
  /** Whether the value tells apart whatever differs in the text. */
  readonly isExact: boolean;
  /** A policy of AWS, in its longest form: lists where a single item may stand. */
  readonly isPolicy: boolean;
}

/** Longest JSON that is read, in UTF-16 units; a longer text is compared as a text. */
const LONGEST_JSON = 1_048_576;

/** Levels that a document may have. With those of a plan and of the documents around it, they do not exhaust the stack. */
const DEEPEST_DOCUMENT = 100;

/** The document that a text holds; undefined when it holds anything else. Never throws. */
export function documentIn(text: string): EmbeddedDocument | undefined {
  if (/^\s*[[{]/.test(text.slice(0, 200))) return jsonDocumentIn(text);
  const yaml = yamlIn(text);
  return yaml && { format: "yaml", ...yaml, isPolicy: false };
}

function jsonDocumentIn(text: string): EmbeddedDocument | undefined {
  if (text.length > LONGEST_JSON || !/[\]}]\s*$/.test(text.slice(-200))) return undefined;
  const parsed = jsonIn(text);
  if (!parsed || depthOf(text) > DEEPEST_DOCUMENT) return undefined;
  const policy = asPolicy(parsed.value);
  return {
    format: "json",
    value: policy ?? parsed.value,
    isExact: !parsed.hasTextsForNumbers,
    isPolicy: policy !== undefined,
  };
}
