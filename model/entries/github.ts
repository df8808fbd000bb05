import { z } from "zod";

const id = z.int("use the number that GitHub gave it").positive("use the number that GitHub gave it");

/** Where this repository is on GitHub: what the roles of an account trust. */
export const githubEntry = z
  .strictObject({
    owner: z
      .string()
      .regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, "use the name of the organisation or user, without a slash")
      .describe("The organisation or user that owns this repository."),
    ownerId: id.describe("Its number: `gh api users/OWNER --jq .id`. Unlike the name, nobody else ever gets it."),
    repository: z
      .string()
      .regex(/^[\w.-]+$/, "use the name of the repository, without its owner")
      .describe("The name of this repository."),
    repositoryId: id.describe("Its number: `gh api repos/OWNER/REPOSITORY --jq .id`."),
    subjects: z
      .enum(["immutable", "legacy"])
      .describe(
        "How GitHub names this repository to AWS: repositories that were made, renamed or moved after 2026-07-15 are `immutable` (names with ids), older ones `legacy` (names alone).",
      ),
  })
  .describe("This repository on GitHub.");
