import { isContainer } from "./json-tree";

/** One more step of a path, in the notation of Terraform: `tags.Name`, `tags["a b"]`, `ingress[0]`. */
export function step(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** Any item of a list, whichever place it has: `cidr_blocks[]`. */
export const anyItem = (path: string): string => `${path}[]`;

/** The item of a list that is known by some of its fields: `containers[name="orders"]`, `ports[port=80,protocol="tcp"]`. */
export const itemWith = (path: string, fields: readonly (readonly [name: string, value: unknown])[]): string =>
  `${path}[${fields.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join()}]`;

/** A path that Terraform gives as a list of its steps. A step that is a value goes into a set. */
export const pathOf = (steps: readonly unknown[]): string =>
  steps.reduce<string>(
    (path, key) => (isContainer(key) ? anyItem(path) : step(path, typeof key === "number" ? key : String(key))),
    "",
  );
