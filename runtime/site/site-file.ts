import { z } from "zod";
import { type Pages, pagesSchema } from "./release";

/** Where a build says how its site is served. The file itself is not. */
export const SITE_FILE = "site.json";

/** What a build says of its site. */
export interface SiteFile {
  readonly pages: Pages;
  /** Folders whose files get another name whenever their bytes change: `/assets/`. */
  readonly immutable: readonly string[];
}

const folder = z
  .string()
  .max(200, "use at most 200 characters")
  .regex(/^\/(?:[\w\-.~@]+\/)+$/, "use a folder of this site with a slash at both ends, such as /assets/")
  .refine((path) => !/\/\.\.?\//.test(path), "use a folder without . and ..");

/** The shape of the file. */
export const siteFileSchema = z.strictObject({
  $schema: z.string().optional(),
  pages: pagesSchema.default({}),
  immutable: z.array(folder).default([]),
});
