import { z } from "zod";
import { RecordError } from "./object-store";

/** Who holds a lock, or wants it. */
export interface LeaseOwner {
  /** Who or what it is, for whoever waits: `octocat`. */
  readonly name: string;
  /**
   * Where to look at what it does.
   * @default - it runs on no runner of GitHub
   */
  readonly url?: string;
  /** What tells the machine, and where its processes are counted, from every other: two processes there have two numbers. */
  readonly host: string;
  /** Number of its process on that host. */
  readonly pid: number;
  /**
   * The run of GitHub Actions; of two attempts, the earlier one ended before the later one began.
   * @default - none
   */
  readonly run?: { readonly id: number; readonly attempt: number };
}

/** Somebody who took a lock. */
export interface LeaseHolder extends LeaseOwner {
  /** Of this one time that it took it. */
  readonly id: string;
  /** When it did, as RFC 3339 writes it. */
  readonly since: string;
}

/** What the key of a lock holds. A lock that was released stays, held by nobody: nobody needs a permission to delete it. */
export interface Lease {
  readonly format: 1;
  readonly holder: LeaseHolder | null;
  /** When it ends if it is not renewed before, as RFC 3339 writes it; once released, when that was. */
  readonly until: string;
}

/** A lock could not be had, or was lost. The message names who holds it, and says what to do. */
export class LeaseError extends Error {
  override readonly name = "LeaseError";

  constructor(
    /** `held`: somebody else held it for as long as was waited. `lost`: it was ours, and is not any more. */
    readonly kind: "held" | "lost",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Who holds a lock from now on. What it is called is written as a line that can be read again, whatever it was. */
export const holderOf = (owner: LeaseOwner, id: string, since: Date): LeaseHolder => ({
  ...owner,
  name: lineOf(owner.name),
  host: lineOf(owner.host),
  ...(owner.url !== undefined && { url: lineOf(owner.url) }),
  id,
  since: since.toISOString(),
});

const LONGEST_LINE = 300;

const lineOf = (text: string): string => text.replace(/\p{C}+/gu, " ").slice(0, LONGEST_LINE) || "unknown";

export const textOf = (lease: Lease): string => `${JSON.stringify(lease)}\n`;

/** @throws RecordError when the text is no lock. */
export function leaseIn(text: string, key: string): Lease {
  try {
    const read = schema.safeParse(JSON.parse(text));
    if (read.success) return read.data as Lease;
  } catch {
    // What is no JSON is damaged, too.
  }
  throw new RecordError(
    `the lock ${key} is damaged, or was written by another version of this command. See who else is at it; when nobody is, put back an earlier version of it that is whole.`,
  );
}

/** `octocat (https://…)` */
export const inWords = ({ name, url }: LeaseOwner): string => (url === undefined ? name : `${name} (${url})`);

/** It is shown at terminals. */
const line = z
  .string()
  .min(1)
  .max(LONGEST_LINE)
  .regex(/^[^\p{C}]*$/u);
const time = z.iso.datetime({ offset: true });

const schema = z.looseObject({
  format: z.literal(1),
  holder: z
    .looseObject({
      id: line,
      name: line,
      url: line.optional(),
      host: line,
      pid: z.int(),
      run: z.looseObject({ id: z.int(), attempt: z.int() }).optional(),
      since: time,
    })
    .nullable(),
  until: time,
});
