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

/** What one or two words name: `ADDRESS`, `STACK ADDRESS` or `STACK:ADDRESS`. */
export function targetOf([first = "", second]: readonly string[]): Target {
  if (second !== undefined) return { stack: first, address: second };
  // No id of a stack has a dot or a bracket, and a colon stands in an address only behind these.
  const [, stack, address] = /^([\w-]+):(.*)$/s.exec(first) ?? [];
  return stack !== undefined && address !== undefined ? { stack, address } : { address: first };
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
   * Says that nothing was found, and what is near; undefined when there was nothing to look at.
   *
   * @param isWhole Whether every state could be read.
   */
  absence(isWhole: boolean): string | undefined {
    if (!isWhole && this.addresses.size === 0) return undefined;
    const { address, stack } = this.target;
    const all = isWhole ? "no state has a" : "no state that could be read has a";
    const where = stack === undefined ? all : `the state of ${visible(stack)} has no`;
    return `${where} resource "${visible(address)}". ${hint(nearAddresses(address, this.addresses))}`;
  }

  /**
   * The instances that were named, sorted by address: one, or all those of one resource.
   *
   * @throws InspectionError when there is none, or the address stands in several stacks.
   */
  result(): readonly Located[] {
    const stacks = [...new Set(this.found.map((located) => located.stack))].sort();
    if (stacks.length > 1)
      throw new InspectionError(
        `${stacks.length} stacks have a resource "${visible(this.target.address)}": ${stacks.map(visible).join(", ")}. Name one of them before the address.`,
      );
    if (this.isEmpty) throw new InspectionError(this.absence(true));
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
