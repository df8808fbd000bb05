/** A number as people read it, in every locale the same, and what it counts: `1,234 stacks`. */
export function count(number: number, noun?: string): string {
  const digits = String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
  return noun === undefined ? digits : `${digits} ${noun}${number === 1 ? "" : "s"}`;
}
