import { isList, isObject, type Json, type JsonObject, objectAt } from "../../terraform-json/json";
import { parseEmbedded } from "../parse/embedded-json";
import { isBlock, isList as isListOfValues, isUnknown, type Value } from "../value";
import { toValue } from "../view/to-value";
import { type AwsShape, CONTAINER, TRANSLATED, type Translation } from "./aws-shapes";

/** Something that Terraform will send to AWS, as AWS's own description of its API names it. */
export interface AwsRequest extends AwsShape {
  readonly stack: string;
  /** `aws_ecs_service.service_6D174F83`, and for a container its number: `aws_ecs_task_definition.task container 0`. */
  readonly place: string;
  /** What is known only after the apply is `{ "$unknown": true }`. */
  readonly value: Json;
  /** Whether Terraform wrote it, which does not tell one block from a list of one. */
  readonly ofBlocks: boolean;
}

/** What of some stacks has a shape in AWS's description. */
export interface AwsRequests {
  readonly requests: readonly AwsRequest[];
  /** Types of resources of the services in question of which nobody says what becomes of them; sorted. */
  readonly untranslated: readonly string[];
}

const SERVICES = /^aws_(?:ecs|codebuild|codepipeline|codedeploy)(?:_|$)/;

const UNKNOWN: JsonObject = { $unknown: true };

/** What Terraform will send for the resources of some stacks to ECS and to the services that build and deploy. */
export function awsRequestsIn(stacks: ReadonlyMap<string, JsonObject>): AwsRequests {
  const untranslated = new Set<string>();
  const requests = [...stacks].flatMap(([stack, configuration]) =>
    Object.entries(objectAt(configuration, "resource"))
      .filter(([type]) => SERVICES.test(type))
      .flatMap(([type, byName]) => {
        const translation = TRANSLATED[type];
        if (translation === undefined) untranslated.add(type);
        if (translation === undefined) return [];
        return Object.entries(objectAt(byName)).flatMap(([name, body]) =>
          requestsOf(stack, `${type}.${name}`, objectAt(body), translation),
        );
      }),
  );
  return { requests, untranslated: [...untranslated].sort() };
}

function requestsOf(stack: string, place: string, body: JsonObject, translation: Translation): readonly AwsRequest[] {
  const { service, shape } = translation;
  const { container_definitions: definitions, ...rest } = body;
  // Containers are judged one by one, as they stand.
  const sent = definitions === undefined ? rest : { ...rest, container_definitions: "${known.later}" };
  const whole = { stack, place, service, shape, value: translated(sent, translation), ofBlocks: true };
  if (definitions === undefined) return [whole];
  const containers = parseEmbedded(toValue(definitions));
  const list = isListOfValues(containers) ? containers : [containers];
  return [
    whole,
    ...list.map((each, index) => ({
      ...{ stack, place: `${place} container ${index}`, ...CONTAINER },
      value: written(each),
      ofBlocks: false,
    })),
  ];
}

/** Attributes that are Terraform's own, of every resource. */
const OWN = ["//", "lifecycle", "depends_on", "provider", "count", "for_each", "timeouts", "tags"];

function translated(
  body: JsonObject,
  { without = [], renamed = {}, maps = [], keyed = {}, words = {} }: Translation,
): JsonObject {
  const left = new Set([...OWN, ...without]);
  const inside = (block: JsonObject, prefix: string): JsonObject => {
    const result: Record<string, Json> = {};
    for (const [key, value] of Object.entries(block)) {
      const path = prefix + key;
      if (left.has(path) || value === null) continue;
      const word = words[path]?.[String(value)];
      put(result, (renamed[path] ?? camelCase(key)).split("."), word ?? valueAt(value, path));
    }
    return result;
  };
  const valueAt = (value: Json, path: string): Json => {
    const { [path]: key } = keyed;
    if (isList(value)) {
      const values = value.map((each) => valueAt(each, path));
      return key === undefined ? values : values.map((each) => ({ [key]: each }));
    }
    if (isObject(value) && !maps.includes(path)) return inside(value, `${path}.`);
    return written(toValue(value));
  };
  return inside(body, "");
}

/** Writes a value at a path, beside what already stands there. */
function put(target: Record<string, Json>, [key = "", ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner: Record<string, Json> = { ...objectAt(target[key]) };
  put(inner, rest, value);
  target[key] = inner;
}

const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** A value as JSON: a text around an expression stays a text, and an expression alone may be anything. */
function written(value: Value): Json {
  if (isUnknown(value)) return /^\$\{[^}]*\}$/.test(value.template ?? "${}") ? UNKNOWN : (value.template ?? "");
  if (isListOfValues(value)) return value.map(written);
  if (!isBlock(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, written(each)]));
}
