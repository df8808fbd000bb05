import { blocks, type Json, type JsonObject, objectAt } from "../../terraform-json/json";
import { SUPPORT } from "./support";

/**
 * What is changed of a stack so that it can be destroyed, and so that every type of resource is changed once in place: the
 * content of an override file, never of the stack. It lifts what guards against deletion, adds a tag to all that has tags,
 * and changes what the table of support names for the types that have none.
 *
 * @param spared The bucket of the states, by address, where the stack has it: the states are in it.
 */
export function declaredOverride(configuration: JsonObject, spared: string | undefined): JsonObject {
  const resources = Object.entries(objectAt(configuration, "resource")).flatMap(([type, byName]) => {
    const changed = Object.entries(byName as Readonly<Record<string, JsonObject>>).flatMap(([name, resource]) => {
      const changes = {
        ...unguarded(type, resource),
        ...(!isSpared(resource, spared) && changedInPlace(type, resource)),
      };
      return Object.keys(changes).length > 0 ? [[name, changes] as const] : [];
    });
    return changed.length > 0 ? [[type, Object.fromEntries(changed)] as const] : [];
  });
  return { provider: { aws: providersWithTag(configuration) }, resource: Object.fromEntries(resources) };
}

const isSpared = ({ bucket }: JsonObject, spared: string | undefined): boolean =>
  spared !== undefined && String(bucket).includes(spared);

/**
 * Whether a stack has what the table of support changes of a type. A type that it changes by a tag it changes everywhere.
 *
 * @param spared As `declaredOverride` takes it.
 */
export function isChangedIn(configuration: JsonObject, type: string, spared?: string): boolean {
  if (typeof SUPPORT[type]?.update !== "object") return true;
  const resources = Object.values(objectAt(configuration, "resource", type)) as readonly JsonObject[];
  return resources.some(
    (resource) => !isSpared(resource, spared) && Object.keys(changedInPlace(type, resource)).length > 0,
  );
}

/** The tag that every resource gets that can have one. */
export const PROBE = { "changed-in": "place" };

const providersWithTag = (configuration: JsonObject): readonly JsonObject[] =>
  blocks(objectAt(configuration, "provider").aws).map(({ alias, default_tags }) => ({
    ...(alias !== undefined && { alias }),
    default_tags: [{ tags: { ...objectAt(blocks(default_tags)[0], "tags"), ...PROBE } }],
  }));

/** Settings that keep a resource, or what is in it, from being deleted; and what lifts them. */
const GUARDS: Readonly<Record<string, JsonObject>> = {
  aws_ecs_task_definition: { skip_destroy: false },
  aws_lb: { enable_deletion_protection: false },
  aws_s3_bucket: { force_destroy: true },
  aws_secretsmanager_secret: { recovery_window_in_days: 0 },
};

const unguarded = (type: string, { lifecycle }: JsonObject): JsonObject => ({
  ...GUARDS[type],
  ...(blocks(lifecycle).some(({ prevent_destroy }) => prevent_destroy === true) && {
    lifecycle: { prevent_destroy: false },
  }),
});

function changedInPlace(type: string, resource: JsonObject): JsonObject {
  const edit = SUPPORT[type]?.update;
  if (typeof edit !== "object") return {};
  const value = resource[edit.attribute];
  if (value === undefined) return {};
  const changed = edited(value, edit.from, edit.to);
  return changed === undefined ? {} : { [edit.attribute]: changed };
}

/** A value with the first occurrence of a text replaced, in its JSON where it is no text itself. */
function edited(value: Json, from: string, to: string): Json | undefined {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (!text.includes(from)) return undefined;
  const changed = text.replace(from, () => to);
  return typeof value === "string" ? changed : (JSON.parse(changed) as Json);
}
