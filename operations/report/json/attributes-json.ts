import type { AttributeChange, Shown } from "../attributes/attribute-changes";
import type { AttributeJson, SideJson } from "./schema";

export function sideJson(shown: Shown): SideJson {
  switch (shown.kind) {
    case "value":
      return { state: "known", value: shown.value };
    case "unknown":
      return { state: "unknown", from: [...(shown.from ?? [])] };
    case "sensitive":
      return { state: "sensitive", because: shown.suspected ? "looks-like-a-secret" : "marked" };
    case "absent":
      return { state: "absent" };
    case "upstream":
      return { state: "upstream", stack: shown.stack, output: shown.output, exists: shown.exists ?? false };
  }
}

export const attributeJson = ({ path, before, after, ...attribute }: AttributeChange): AttributeJson => ({
  path,
  before: sideJson(before),
  after: sideJson(after),
  forcesReplacement: attribute.forcesReplacement,
  ...(attribute.only && { only: attribute.only }),
  ...(attribute.inside && { inside: { path: attribute.inside.path, format: attribute.inside.format } }),
});
