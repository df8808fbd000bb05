import { createHash } from "node:crypto";
import {
  firstReferenceIn,
  type Reference,
  referenceIn,
  returnsList,
  templateParts,
} from "../../terraform-json/expression";
import { at, isList, isObject, type Json, listOf, objectAt } from "../../terraform-json/json";
import { shapeOf } from "./attribute-shape";
import type { ForeseenOutput, OutputsOf, Placeholder } from "./foreseen-output";
import { placeOf } from "./providers";
import type { SynthesizedStack } from "./synthesized-stack";

/** How many values stand for a list of which nothing tells the length: enough for a reader that takes the second. */
const UNKNOWN_LENGTH = 2;

/** References between attributes never form a cycle; this is for a file that Terraform would refuse. */
const DEEPEST = 20;

/** Where in an output a value goes: what its placeholder is named and hashed by. */
type Path = string;

/** Tells the placeholders of one text apart; Terraform has no such character in a name. */
const NEXT_IN_TEXT = "~";

/** Works out the outputs of one stack, and keeps the placeholders that it had to make on the way. */
export class Foreseer {
  private readonly placeholders: Placeholder[];

  constructor(
    private readonly stack: SynthesizedStack,
    private readonly outputsOf: OutputsOf,
    inherited: readonly Placeholder[] = [],
  ) {
    this.placeholders = [...inherited];
  }

  /** An output, with the placeholders that its value holds. */
  output(value: Json, sensitive: boolean): ForeseenOutput {
    const texts = JSON.stringify(value);
    return {
      value,
      sensitive,
      placeholders: this.placeholders.filter((placeholder) => texts.includes(placeholder.value)),
    };
  }

  /** A planned value, with placeholders where the plan says that it is unknown. */
  complete(after: Json | undefined, unknown: Json | undefined, expression: Json | undefined, path: Path): Json {
    if (unknown === true) return expression === undefined ? this.named("", path, path) : this.value(expression, path);
    if (isList(unknown)) {
      return unknown.map((inner, index) => {
        const value = this.complete(listOf(after)[index], inner, elementOf(expression, index), `${path}[${index}]`);
        // What makes the whole list was asked for one element of it.
        return inner === true && isList(value) && !isList(expression) ? (value[0] ?? null) : value;
      });
    }
    if (!isObject(unknown)) return after ?? null;
    const known = isObject(after) ? after : {};
    const keys = [...new Set([...Object.keys(known), ...Object.keys(unknown)])].sort();
    return Object.fromEntries(
      keys.map((key) => [key, this.complete(known[key], unknown[key], at(expression, key), `${path}.${key}`)]),
    );
  }

  /** The value of an expression of the synthesized stack. */
  value(expression: Json, path: Path, depth = 0): Json {
    if (isList(expression)) return expression.map((inner, index) => this.value(inner, `${path}[${index}]`, depth));
    if (isObject(expression)) {
      const entries = Object.entries(expression);
      return Object.fromEntries(entries.map(([key, inner]) => [key, this.value(inner, `${path}.${key}`, depth)]));
    }
    if (typeof expression !== "string" || depth > DEEPEST) return expression;
    const parts = templateParts(expression);
    const first = parts.findIndex((part) => "expression" in part);
    const values = parts.map((part, index) => {
      if ("text" in part) return part.text;
      return this.evaluated(part.expression, index === first ? path : `${path}${NEXT_IN_TEXT}${index}`, depth);
    });
    const [only] = values;
    if (values.length === 1 && only !== undefined) return only;
    return values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join("");
  }

  /** A placeholder, or a list of them, for something of which little more than the name is known. */
  named(type: string, attribute: string, path: Path, provider?: Json): Json {
    // A hosted zone has four name servers (Amazon Route 53, "Creating a public hosted zone").
    if (attribute === "name_servers")
      return this.list(4, path, (inner) => this.make(type, "dns_name", inner, provider));
    const singular = attribute.replace(/(_(?:id|arn|url|name|block|address|subnet|group))(?:e?s)$/, "$1");
    return singular === attribute
      ? this.make(type, attribute, path, provider)
      : this.list(UNKNOWN_LENGTH, path, (inner) => this.make(type, singular, inner, provider));
  }

  private evaluated(expression: string, path: Path, depth: number): Json {
    const reference = referenceIn(expression);
    if (reference) return this.referred(reference, path, depth);
    // A function call: its result looks like what goes into it more often than not.
    const argument = firstReferenceIn(expression);
    const value = (inner: Path) => (argument ? this.referred(argument, inner, depth) : this.make("", "", inner));
    const whole = value(path);
    if (returnsList(expression)) return isList(whole) ? whole : this.list(UNKNOWN_LENGTH, path, value);
    return isList(whole) ? (whole[0] ?? null) : whole;
  }

  private referred(reference: Reference, path: Path, depth: number): Json {
    if (reference.kind === "remote-state") return this.handedOn(reference, path);
    if (reference.kind === "named") return this.named("", reference.attribute, path);
    const { type, name, attribute, whole, splat } = reference;
    const block = objectAt(this.stack.configuration, "resource", type, name);
    if (splat) {
      const count = typeof block.count === "number" ? block.count : 1;
      return this.list(count, path, (inner) => this.make(type, attribute, inner, block.provider));
    }
    const configured = whole ? block[attribute] : undefined;
    return configured === undefined || configured === null
      ? this.named(type, attribute, path, block.provider)
      : this.value(configured, path, depth + 1);
  }

  /** What this stack itself reads from an upstream and hands on: the upstream's own value, if it can be foreseen. */
  private handedOn({ name, output, index }: Extract<Reference, { kind: "remote-state" }>, path: Path): Json {
    const upstream = this.stack.remoteStates.find((state) => state.name === name)?.stack;
    const foreseen = upstream === undefined ? undefined : this.outputsOf(upstream)?.get(output);
    if (!foreseen) return this.named("", output, path);
    this.placeholders.push(...foreseen.placeholders);
    return index === undefined ? foreseen.value : (listOf(foreseen.value)[index] ?? this.named("", output, path));
  }

  private list(length: number, path: Path, value: (path: Path) => Json): Json {
    return Array.from({ length }, (_, index) => value(`${path}[${index}]`));
  }

  private make(type: string, attribute: string, path: Path, provider?: Json): string {
    const hash = createHash("sha256").update(`${this.stack.id}\n${path}`).digest("hex");
    const value = shapeOf(type, attribute)({ hash, ...placeOf(this.stack.configuration, provider) });
    this.placeholders.push({ value, stack: this.stack.id, output: path.split(NEXT_IN_TEXT, 1).join() });
    return value;
  }
}

/** The expression of one element: of a list that is written out; else what makes the list, as if it made one value. */
function elementOf(expression: Json | undefined, index: number): Json | undefined {
  if (isList(expression)) return expression[index];
  return typeof expression === "string" ? expression.replace(/\[\*\]|\.\*/, "") : undefined;
}
