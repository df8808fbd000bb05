import { Document, isSeq, parseDocument } from "yaml";
import type { RetirementEntry } from "../../model/entries/retirement";
import { RetireError } from "./retire-error";

/** Path of the file of a stack that leaves, or that something leaves, inside the catalogue. */
export const retirementPath = (stack: string): string => `retiring/${stack}.yaml`;

/** Names the schema to editors. */
const SCHEMA = "# yaml-language-server: $schema=../schema/retirement.schema.json\n";

/** The text of a file that lets something leave. */
export function retirementText({ reads, addresses, ...entry }: RetirementEntry): string {
  const { stack, network, ...rest } = entry;
  const document = new Document({
    stack,
    ...(addresses && { addresses }),
    ...(network !== undefined && { network }),
    ...(reads.length > 0 && { reads }),
    ...rest,
  });
  const list = document.get("reads", true);
  if (isSeq(list)) list.flow = true;
  return SCHEMA + document.toString({ lineWidth: 0 });
}

/**
 * The same, of a stack of which something leaves already: its file with more addresses.
 *
 * @param text The file as it is.
 * @throws RetireError when it says another reason, owner, backup or day: it says only one.
 */
export function withAddresses(text: string, { stack, addresses = [], ...entry }: RetirementEntry): string {
  const document = parseDocument(text);
  const stands = document.toJS() as Partial<RetirementEntry>;
  const different = (["reason", "owner", "backup", "because", "until"] as const).filter(
    (key) => stands[key] !== entry[key],
  );
  if (stands.addresses === undefined || different.length > 0) {
    throw new RetireError(
      `${retirementPath(stack)} lets something leave already, with another ${different.join(", ") || "extent"}. If that is gone, delete the file, and run this again; else add the addresses by hand.`,
    );
  }
  for (const address of addresses) if (!stands.addresses.includes(address)) document.addIn(["addresses"], address);
  return document.toString({ lineWidth: 0 });
}
