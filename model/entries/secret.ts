import { z } from "zod";
import { entityName } from "./common";

const secretName = z
  .string()
  .max(200, "use at most 200 characters")
  .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)+$/, "use <service>/<name>, in lower-case letters, digits and hyphens");

/** Days after which a secret is due when the catalogue does not say. Source: FSBP SecretsManager.4. */
export const DEFAULT_ROTATION_DAYS = 90;

const rotation = z
  .strictObject({
    days: z
      .int()
      .min(1, "use 1 to 365 days")
      .max(365, "use 1 to 365 days: no secret lives longer than a year")
      .default(DEFAULT_ROTATION_DAYS)
      .describe("Days after which the value has to be another one."),
    by: entityName
      .optional()
      .describe("Who or what gives it a new value, when its owner does not do so by hand: apple, payment-provider."),
  })
  .describe(`How it is rotated. Default: by its owner, by hand, every ${DEFAULT_ROTATION_DAYS} days.`);

/** A secret of a service: its name alone, or who fills it and how it is rotated as well. */
export const secretEntry = z.union([
  secretName,
  z.strictObject({
    name: secretName.describe("Its name: <service>/<name>."),
    owner: z
      .string()
      .max(60, "use at most 60 characters: it becomes a tag")
      .regex(/^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?$/, "use a team, or a role in it such as backend/lead")
      .optional()
      .describe(
        "Who fills it and answers for it: a team, or a role in one, such as backend/lead. Default: the service's team.",
      ),
    rotation: rotation.optional(),
  }),
]);

export type SecretEntry = z.infer<typeof secretEntry>;
