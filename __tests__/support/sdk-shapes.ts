/**
 * Whether a value fits a schema of the AWS SDK, which is made from AWS's own description of its APIs: what stands in for a
 * service says nothing that the service cannot say.
 *
 * A schema is a number (a simple type) or a list: what it is, where it comes from, its name, its traits, and then its members.
 * Source: @smithy/core, `schema/schemas/sentinels`.
 */
export function faultsOfShape(schema: unknown, value: unknown, at = "the answer"): readonly string[] {
  const found = resolved(schema);
  if (typeof found === "number") return simple(found, value, at);
  const [kind, , , , names, members] = found as [number, string, string, unknown, unknown, unknown];
  if (kind === LIST) return Array.isArray(value) ? listed(names, value, at) : [`${at} is no list`];
  if (kind === MAP) return typeof value === "object" ? [] : [`${at} is no map`];
  if (kind === STRUCTURE || kind === ERROR) return structured(names as string[], members as unknown[], value, at);
  if (kind === SIMPLE) return simple(Number(names), value, at);
  throw new Error(`a schema of the kind ${kind} is not known here`);
}

const [SIMPLE, LIST, MAP, STRUCTURE, ERROR] = [0, 1, 2, 3, -3];

/** Schemas that name each other are functions, and those of members stand beside their traits. */
function resolved(schema: unknown): unknown {
  if (typeof schema === "function") return resolved(schema());
  if (Array.isArray(schema) && schema.length === 2 && typeof schema[0] !== "number") return resolved(schema[0]);
  if (Array.isArray(schema) && schema.length === 2) return resolved(schema[0]);
  return schema;
}

const listed = (member: unknown, value: readonly unknown[], at: string): readonly string[] =>
  value.flatMap((each, index) => faultsOfShape(member, each, `${at}[${index}]`));

function structured(names: readonly string[], members: readonly unknown[], value: unknown, at: string) {
  if (typeof value !== "object" || value === null) return [`${at} is no object`];
  return Object.entries(value).flatMap(([name, one]) => {
    const index = names.indexOf(name);
    return index < 0
      ? [`${at} has ${name}, which is none of ${names.join(", ")}`]
      : faultsOfShape(members[index], one, `${at}.${name}`);
  });
}

/** Lists and maps of simple types are numbers as well: the type, and a bit. */
function simple(type: number, value: unknown, at: string): readonly string[] {
  if (type >= 128) return typeof value === "object" ? [] : [`${at} is no map`];
  if (type >= 64) return Array.isArray(value) ? listed(type - 64, value, at) : [`${at} is no list`];
  const wanted = type === 0 ? "string" : type === 1 || type === 4 ? "number" : type === 2 ? "boolean" : undefined;
  return wanted === undefined || typeof value === wanted ? [] : [`${at} is no ${wanted}`];
}
