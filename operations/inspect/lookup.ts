import { withoutLastKey } from "../report/address";
import { withoutSecretsInText } from "../report/secrets/suspects";
import { visible } from "../report/wording/visible";
import { nearAddresses } from "./near";
import type { FoundState } from "./read-states";
import type { RedactedInstance } from "./redaction";
import { InspectionError } from "./state-error";

/** An instance, and where it is. */
export interface Located {
  readonly network: string;
  readonly stack: string;
  readonly instance: RedactedInstance;
}

/** What was named: an address, and its stack where that was said. */
export interface Target {
  readonly address: string;
  readonly stack?: string;
}

/**
 * What one or two words name: `ADDRESS`, `STACK ADDRESS` or `STACK:ADDRESS`.
 *
 * @param stacks Ids of the stacks that there are: only one of them can stand before a colon.
 */
export function targetOf(words: readonly string[], stacks: ReadonlySet<string>): Target {
  const [first = "", second] = words;
  if (second !== undefined) return { stack: first, address: second };
  const colon = first.indexOf(":");
  const stack = first.slice(0, Math.max(0, colon));
  return stacks.has(stack) ? { stack, address: first.slice(colon + 1) } : { address: first };
}

/** Collects what an address names while states pass by, and what is near. */
export class Lookup {
  private readonly found: Located[] = [];
  private readonly addresses = new Set<string>();
  private readonly wanted: string;

  constructor(private readonly target: Target) {
    this.wanted = plain(withoutSecretsInText(target.address));
  }

  /** Looks at one state. */
  add({ network, stack, state }: FoundState): void {
    for (const instance of state.instances) {
      const { address } = instance;
      if ([address, withoutLastKey(address)].some((one) => plain(one) === this.wanted))
        this.found.push({ network, stack, instance });
      else this.addresses.add(withoutLastKey(address));
    }
  }

  /** Whether nothing was found yet. */
  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /**
   * The instances that were named, sorted by address: one, or all those of one resource.
   *
   * @throws InspectionError when there is none, or the address stands in several stacks.
   */
  result(): readonly Located[] {
    const { address, stack } = this.target;
    const stacks = [...new Set(this.found.map((located) => located.stack))].sort();
    if (stacks.length > 1)
      throw new InspectionError(
        `${stacks.length} stacks have a resource "${visible(address)}": ${stacks.join(", ")}. Name one of them before the address.`,
      );
    if (stacks.length === 0) {
      const where = stack === undefined ? "no state has a" : `the state of ${stack} has no`;
      throw new InspectionError(
        `${where} resource "${visible(address)}". ${hint(nearAddresses(address, this.addresses))}`,
      );
    }
    const key = ({ instance }: Located): string => `${instance.address}\n${instance.deposed ?? ""}`;
    return this.found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }
}

const hint = (near: readonly string[]): string =>
  near.length === 0
    ? "`infra state list` lists all, and `infra state find` looks for a part of a name."
    : `Did you mean ${near.map((address) => `"${visible(address)}"`).join(" or ")}?`;

/** Shells take quotes away: `aws_x.y[a]` names `aws_x.y["a"]`. */
const plain = (address: string): string => address.replaceAll('"', "");
