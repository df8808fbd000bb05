import type { SiteLine, SiteStage } from "../../model/sites";
import { quoted } from "../../runtime/quoted";
import { SiteInputError } from "./input-error";

export { quoted };

/** Source: RFC 1035, section 2.3.1, and RFC 1123, section 2.1, which lets a label begin with a digit. */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The host of a client's site at a stage, as somebody typed it: capitals mean nothing in a host name, and neither does a dot
 * at its end.
 *
 * @param text Undefined when nobody typed any.
 * @throws SiteInputError when it is none: of another stage, of more than one label, reserved, or no name at all.
 */
export function clientHost(line: SiteLine, stage: SiteStage, text: string | undefined): string {
  if (text === undefined)
    throw new SiteInputError(
      `${stage.name} has a site for each client. Say which: --client <client>.${stage.place.suffix}`,
    );
  const wrong = (why: string, fix = `Use <client>.${stage.place.suffix}.`): SiteInputError =>
    new SiteInputError(`the domain ${quoted(text)} ${why}. ${fix}`);
  const host = text.toLowerCase().replace(/\.$/, "");
  if (text === "") throw new SiteInputError(`the domain is empty. Use <client>.${stage.place.suffix}.`);
  if (/^[a-z]+:\/\//.test(host)) throw wrong("is a URL", `Use the name alone, such as <client>.${stage.place.suffix}.`);
  if (!/^[a-z0-9.-]+$/.test(host)) throw wrong("holds a character that no host name has");
  const label = labelOf(host, stage.place.suffix);
  if (label === undefined) {
    const other = line.stages.find(({ place }) => labelOf(host, place.suffix) !== undefined);
    throw wrong(
      other ? `is one of the stage ${other.name}, not of ${stage.name}` : `is not under ${stage.place.suffix}`,
    );
  }
  if (label.includes(".")) throw wrong(`has more than one label in front of ${stage.place.suffix}`);
  if (label.length > 63) throw wrong(`has a label of ${label.length} characters`, "Use at most 63.");
  if (!LABEL.test(label)) throw wrong("is no host name", "A label neither begins nor ends with a hyphen.");
  if (line.reserved.includes(label))
    throw wrong("is reserved", `No client gets ${line.reserved.join(", ")}; ${line.source} says so.`);
  return host;
}

/** Whether a host is one label under the suffix of a stage, as the certificate is for. */
export const isOfStage = (host: string, { place }: SiteStage): boolean =>
  labelOf(host, place.suffix)?.includes(".") === false;

/** The client's site of the same label at another stage. */
export const sameClientAt = (host: string, from: SiteStage, to: SiteStage): string =>
  `${labelOf(host, from.place.suffix) ?? host}.${to.place.suffix}`;

/** What stands in front of the suffix; undefined when the host does not end with it. */
const labelOf = (host: string, suffix: string): string | undefined =>
  host.endsWith(`.${suffix}`) ? host.slice(0, -suffix.length - 1) : undefined;
