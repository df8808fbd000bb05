import { z } from "zod";

/** What may happen to a resource that needs a confirmation unless a rule allows it. An action that nobody knows always does. */
export const CONFIRMABLE = ["delete", "replace", "replace-and-forget", "forget", "unprotect"] as const;

const pattern = (example: string) =>
  z.string().regex(/^[a-z*][a-z0-9_*-]*$/, `use lower-case letters, digits, and * for any characters: ${example}`);

const allowed = z.strictObject({
  type: pattern("aws_cloudwatch_*").describe("Type of the resource; * stands for any characters."),
  stack: pattern("dev-*").default("*").describe("Id of the stack; * stands for any characters. Default: every stack."),
  kinds: z
    .array(z.enum(CONFIRMABLE))
    .min(1, "name at least one, or leave it out for all")
    .default([...CONFIRMABLE])
    .describe("What may happen to it. Default: all of these."),
  because: z.string().min(1, "say why nobody needs to look").describe("Why nobody needs to look at it."),
});

/** When a pull request's plan needs somebody's confirmation before it may be merged. */
export const confirmationRules = z
  .strictObject({
    label: z
      .string()
      .regex(/^[^\p{C}\s,][^\p{C},]{0,49}$/u, "use at most 50 characters, without a comma")
      .default("plan: confirmed")
      .describe("The label on a pull request that confirms what its plan destroys. Default: plan: confirmed."),
    allowed: z
      .array(allowed)
      .default([])
      .describe("What needs no confirmation. Default: everything that destroys does."),
  })
  .describe("When a plan needs somebody's confirmation: a label, or an approval, after it was shown.");

/** The rules, every default filled in. */
export type ConfirmationRules = z.output<typeof confirmationRules>;

/** What holds where nobody says anything: whatever destroys needs a confirmation. */
export const STRICTEST: ConfirmationRules = confirmationRules.parse({});
