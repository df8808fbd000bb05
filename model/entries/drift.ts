import { z } from "zod";

const day = z.iso.date("use a day such as 2026-12-31");

const ignored = z
  .strictObject({
    type: z
      .string()
      .regex(/^[a-z*][a-z0-9_*]*$/, "use lower-case letters, digits, and * for any characters: aws_db_instance")
      .describe("Type of the resources, with `*` for any characters."),
    path: z
      .string()
      .min(1, "name an attribute, or leave it out for the whole resource")
      .max(200, "use at most 200 characters")
      .regex(/^[^\p{C}]+$/u, "use no control characters")
      .optional()
      .describe(
        "The attribute, as `infra drift` names it, with `*` for any characters; what lies inside it is ignored, too. Left out: the whole resource, also when it is gone.",
      ),
    stacks: z
      .string()
      .regex(/^[\w.*?-]+$/, "use the id of a stack, with * for any characters and ? for one: dev-service-*")
      .default("*")
      .describe("Ids of the stacks, with `*` for any characters and `?` for one."),
    reason: z
      .string()
      .trim()
      .min(10, "say in a sentence why this may differ")
      .max(500, "use at most 500 characters")
      .describe("Why it is right that this differs, in a sentence."),
    owner: z.string().trim().min(1, "name a team or a person").describe("Who answers for it: a team, or a person."),
    until: day.describe("The last day on which it is ignored, as 2026-12-31."),
  })
  .superRefine(({ type, path = "" }, context) => {
    if (!fitsEverything(type) || /[^*]/.test(path)) return;
    const message = "name a type of resource, or an attribute as well: this leaves out whatever differs";
    context.addIssue({ code: "custom", path: ["type"], input: type, message });
  })
  .describe("Something that may differ from what was deployed.");

/** Whether a pattern fits every type of AWS: nobody would ever hear of drift again. */
const fitsEverything = (type: string): boolean => type.includes("*") && "aws_".startsWith(type.replaceAll("*", ""));

/** `catalogue/drift.yaml`. */
export const driftEntry = z
  .strictObject({
    ignore: z.array(ignored).default([]).describe("What may differ, and why, who says so, and until when."),
  })
  .describe("What `infra drift` leaves out.");

export type DriftEntry = z.infer<typeof driftEntry>;

/** Something that may differ from what was deployed. */
export type IgnoredDriftEntry = DriftEntry["ignore"][number];
