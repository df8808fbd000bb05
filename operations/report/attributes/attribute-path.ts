/** One more step of a path, in the notation of Terraform: `tags.Name`, `tags["a b"]`, `ingress[0]`. */
export function step(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** A path that Terraform gives as a list of its steps. */
export const pathOf = (steps: readonly unknown[]): string =>
  steps.reduce<string>((path, key) => step(path, typeof key === "number" ? key : String(key)), "");

/** Whether a path is another one, or lies inside it. */
export const isWithin = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
