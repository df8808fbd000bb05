import { z } from "zod";
import { isList, isObject, type Json, type JsonObject } from "../../terraform-json/json";
import { StateError } from "./state-error";

/** A state as Terraform keeps it, with everything secret in it: only `redacted` makes of it what may be shown or kept. */
export interface StateDocument extends StateFacts {
  /** In the order of the file. */
  readonly instances: readonly StateInstance[];
  /** Sorted by name. */
  readonly outputs: readonly StateOutput[];
}

/** What a state says about itself. */
export interface StateFacts {
  /** Of the file: 4 since Terraform 0.12. */
  readonly formatVersion: number;
  /** Of the Terraform that wrote it last. */
  readonly terraformVersion: string;
  /** Grows by one whenever the state changes. */
  readonly serial: number;
  /** Stays the same for as long as it is the same state. */
  readonly lineage: string;
}

/** One instance of a resource. */
export interface StateInstance {
  /** In full, with modules and keys: `module.a["x"].aws_subnet.private[0]`. */
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  /**
   * Of an object that a replacement left over: the key by which Terraform knows it.
   * @default - it is the current one
   */
  readonly deposed?: string;
  /** Whether the next apply replaces it. */
  readonly isTainted: boolean;
  readonly attributes: JsonObject;
  /** Paths of what Terraform marks as sensitive. A step that is neither name nor index stands for an item of a set. */
  readonly sensitive: readonly SensitivePath[];
  /** Addresses without keys, of everything managed that it depends on, however far away; sorted. */
  readonly dependencies: readonly string[];
}

export type SensitivePath = readonly Json[];

export interface StateOutput {
  readonly name: string;
  readonly value: Json;
  readonly isSensitive: boolean;
}

/** The format that is read, which every Terraform since 0.12 writes. Source: Terraform, `internal/states/statefile/version4.go`. */
const FORMAT = 4;

const step = z.object({ type: z.string(), value: z.unknown() });

const instanceSchema = z.object({
  index_key: z.union([z.string(), z.number()]).nullish(),
  status: z.string().nullish(),
  deposed: z.string().nullish(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  attributes_flat: z.record(z.string(), z.string()).nullish(),
  sensitive_attributes: z.array(z.array(step)).nullish(),
  dependencies: z.array(z.string()).nullish(),
});

const resourceSchema = z.object({
  module: z.string().nullish(),
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  instances: z.array(instanceSchema).nullish(),
});

const stateSchema = z.object({
  terraform_version: z.string().nullish(),
  serial: z.number().nullish(),
  lineage: z.string().nullish(),
  outputs: z.record(z.string(), z.object({ value: z.unknown(), sensitive: z.boolean().nullish() })).nullish(),
  resources: z.array(resourceSchema).nullish(),
});

type Resource = z.output<typeof resourceSchema>;
type Instance = z.output<typeof instanceSchema>;

/**
 * Reads a state.
 *
 * @throws StateError when there is nothing in it, it is damaged, or a Terraform wrote it whose format is not known. It
 * repeats nothing of the state.
 */
export function readState(text: string): StateDocument {
  if (text.trim() === "")
    throw new StateError("empty", "it is empty: not even an empty state of Terraform stands in it");
  const state = parsed(text);
  const formatVersion = demandFormat(state);
  const read = stateSchema.safeParse(state);
  if (!read.success) {
    const place = read.error.issues[0]?.path.map(String).join(".") || "its root";
    throw new StateError("corrupt", `it is damaged: ${place} is not what Terraform writes there`);
  }
  const { terraform_version, serial, lineage, outputs, resources } = read.data;
  return {
    formatVersion,
    terraformVersion: terraform_version ?? "",
    serial: serial ?? 0,
    lineage: lineage ?? "",
    instances: (resources ?? []).flatMap((resource) =>
      (resource.instances ?? []).map((instance) => instanceOf(resource, instance)),
    ),
    outputs: Object.entries(outputs ?? {})
      .map(([name, { value, sensitive }]) => ({
        name,
        value: (value ?? null) as Json,
        isSensitive: sensitive === true,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** Whether nothing is left in it: what an apply leaves of a stack that was destroyed. */
export const isEmpty = ({ instances, outputs }: Contents): boolean => instances.length === 0 && outputs.length === 0;

interface Contents {
  readonly instances: readonly unknown[];
  readonly outputs: readonly unknown[];
}

/** The parser's own words quote the text. */
function parsed(text: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new StateError("corrupt", `it is damaged: its ${text.length} characters are not JSON`);
  }
  if (!isObject(value)) throw new StateError("corrupt", "it is damaged: it holds no JSON object");
  return value;
}

function demandFormat({ version, terraform_version }: JsonObject): number {
  if (version === FORMAT) return FORMAT;
  if (typeof version !== "number") throw new StateError("corrupt", "it is damaged: it does not tell its format");
  const writer = typeof terraform_version === "string" ? ` It was written by Terraform ${terraform_version}.` : "";
  throw version > FORMAT
    ? new StateError(
        "newer",
        `its format is ${version}, and only ${FORMAT} can be read here.${writer} Use a newer version of this repository`,
      )
    : new StateError(
        "older",
        `its format is ${version}, and only ${FORMAT} can be read here.${writer} Any Terraform since 0.12 rewrites it`,
      );
}

function instanceOf(resource: Resource, instance: Instance): StateInstance {
  const { module, mode, type, name } = resource;
  const { index_key: key, status, deposed, attributes, attributes_flat: flat } = instance;
  const path = [module, mode === "data" ? "data" : undefined, type, name].filter(Boolean).join(".");
  return {
    address: key === undefined || key === null ? path : `${path}[${JSON.stringify(key)}]`,
    type,
    isData: mode === "data",
    ...(deposed && { deposed }),
    isTainted: status === "tainted",
    attributes: Object.fromEntries(
      Object.entries(attributes ?? flat ?? {}).map(([name, value]) => [name, plain(value as Json)]),
    ),
    sensitive: (instance.sensitive_attributes ?? []).map((steps) => steps.map(keyOf)),
    dependencies: [...(instance.dependencies ?? [])].sort(),
  };
}

/** An attribute of any type stands beside its type, of which the paths of what is sensitive know nothing. */
function plain(value: Json): Json {
  if (!isObject(value) || Object.keys(value).sort().join() !== "type,value") return value;
  const { type, value: inner = null } = value;
  const isType = typeof type === "string" ? /^(?:string|number|bool|dynamic)$/.test(type) : isList(type);
  return isType ? inner : value;
}

/** An index holds its value beside the value's type. Source: Terraform, `internal/states/statefile/marks.go`. */
function keyOf({ type, value }: z.output<typeof step>): Json {
  if (type === "get_attr") return value as Json;
  const inner = isObject(value as Json) ? (value as JsonObject).value : undefined;
  return inner ?? null;
}
