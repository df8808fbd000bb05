import { z } from "zod";
import { STACK_ID } from "../stack-ids";
import { entityName } from "./common";

const stackId = z
  .string()
  .max(100, "use at most 100 characters")
  .regex(STACK_ID, "use the id of a stack, such as dev-service-orders");

/** Texts that a report shows on one line. */
const line = (least: number, hint: string) =>
  z
    .string()
    .trim()
    .min(least, hint)
    .max(500, "use at most 500 characters")
    .regex(/^[^\p{C}]*$/u, "use one line, without control characters");

const differ = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

/** `catalogue/retiring/<stack id>.yaml`. */
export const retirementEntry = z
  .strictObject({
    stack: stackId.describe("Id of the stack that leaves, or of the one that some resources leave."),
    addresses: z
      .array(line(3, "use the address of a resource, such as aws_s3_bucket.uploads"))
      .min(1, "name at least one, or leave it out for the whole stack")
      .refine(differ, "name each address once")
      .optional()
      .describe(
        "Addresses of the resources that leave a stack which lives on, as Terraform writes them. Left out: the whole stack leaves.",
      ),
    network: entityName
      .optional()
      .describe(
        "The network that the stack belongs to. Left out: the one that its id begins with, or its environment's.",
      ),
    reads: z
      .array(stackId)
      .refine(differ, "name each stack once")
      .default([])
      .describe(
        "Stacks of which a whole stack that leaves read outputs while it was declared: those of them that leave, too, are destroyed after it.",
      ),
    reason: line(10, "say in a sentence why it is not needed any more").describe("Why it is not needed any more."),
    owner: entityName.describe("The team that answers for it."),
    backup: line(1, "name it, or write none").describe(
      "Where the final backup of what it holds is, by ARN, address or name; or `none`, with `because`.",
    ),
    because: line(10, "say in a sentence why no backup is needed")
      .optional()
      .describe("Why there is no backup. Only with `backup: none`."),
    until: z.iso
      .date("use a day such as 2026-12-31")
      .describe(
        "The last day on which it may be destroyed, as 2026-12-31. Afterwards this file has to go, or to say another.",
      ),
  })
  .describe("Something that is destroyed, with all that it holds.");

export type RetirementEntry = z.infer<typeof retirementEntry>;
