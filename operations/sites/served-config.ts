import { z } from "zod";
import { CONFIG_PATH, type ServedConfig, settingsSchema } from "./entry";
import type { Served, ServedAnswer } from "./ports";

/** What a site says of itself, or why it cannot be known, as the end of a sentence that begins with its address. */
export type SiteAnswer =
  | { readonly kind: "config"; readonly config: ServedConfig }
  | { readonly kind: "fault"; readonly why: string };

/** Asks a site which release it serves, and with which settings. */
export async function servedConfig(served: Served, host: string): Promise<SiteAnswer> {
  try {
    return configIn(await served.get(host, CONFIG_PATH));
  } catch (error) {
    return fault(`could not be asked: ${(error as Error).message.replace(/\.$/, "")}`);
  }
}

/** A page is what a wrong distribution, a proxy or a maintenance window would answer: it must not be taken for a version. */
export function configIn({ status, type, bytes }: ServedAnswer): SiteAnswer {
  if (status !== 200) return fault(`answered with the status ${status} where its version was expected`);
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === "") return fault("answered nothing where its version was expected");
  if (/^\s*</.test(text) || type.startsWith("text/html"))
    return fault("answered an HTML page where its version was expected");
  try {
    const read = schema.safeParse(JSON.parse(text));
    if (!read.success) return fault("answered JSON that names no version");
    const { release, commit, ...settings } = read.data;
    return { kind: "config", config: { ...settings, release, commit } };
  } catch {
    return fault("answered a text that is no JSON, or only a part of it, where its version was expected");
  }
}

const fault = (why: string): SiteAnswer => ({ kind: "fault", why });

const schema = z.intersection(
  settingsSchema,
  z.object({ release: z.string().regex(/^[0-9a-f]{64}$/), commit: z.string().regex(/^[0-9a-f]{40}$/) }),
);

/** The address of what a site says of itself. */
export const configAddress = (host: string): string => `https://${host}${CONFIG_PATH}`;
