/** What an address says of the resource that it names. */
export interface AddressParts {
  /** `aws_s3_bucket`; empty when the address is none that Terraform writes. */
  readonly type: string;
  readonly isData: boolean;
}

/**
 * The type that stands in an address such as `module.a["x.y"].data.aws_vpc.main[0]`.
 * Source: "Resource Addressing" in Terraform's documentation.
 */
export function partsOfAddress(address: string): AddressParts {
  const steps = withoutKeys(address).split(".");
  let index = 0;
  while (steps[index] === "module") index += 2;
  const isData = steps[index] === "data";
  const [type = "", name = ""] = steps.slice(isData ? index + 1 : index);
  return { type: /^\w[\w-]*$/.test(type) && name !== "" ? type : "", isData };
}

/** An address, or the path of an attribute, without all that stands in brackets. A bracket that stays open takes the rest. */
export function withoutKeys(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (const [start, end] of keysIn(text)) {
    parts.push(text.slice(copied, start));
    copied = end;
  }
  return copied === 0 ? text : parts.join("") + text.slice(copied);
}

/** The address of all instances of a resource, from that of one. */
export function withoutLastKey(address: string): string {
  const last = keysIn(address).at(-1);
  return last?.[1] === address.length ? address.slice(0, last[0]) : address;
}

/** Where keys in brackets begin and end. One pass, because a pattern would begin anew at each bracket that stays open. */
function keysIn(text: string): readonly (readonly [start: number, end: number])[] {
  const keys: [number, number][] = [];
  let start = text.indexOf("[");
  while (start >= 0) {
    let end = start + 1;
    let isQuoted = false;
    while (end < text.length && (isQuoted || text.charAt(end) !== "]")) {
      const character = text.charAt(end);
      if (character === '"') isQuoted = !isQuoted;
      end += isQuoted && character === "\\" ? 2 : 1;
    }
    end = Math.min(end + 1, text.length);
    keys.push([start, end]);
    start = text.indexOf("[", end);
  }
  return keys;
}
