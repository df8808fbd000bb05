import { isIPv6 } from "node:net";

/** What somebody looks for. */
export interface Query {
  /** As it was given. */
  readonly text: string;
  /** In small letters, as texts are compared. */
  readonly wanted: string;
  /**
   * What it may also be known by: the parts of an ARN behind the account, the host of a URL, a DNS name without its last dot. In small letters.
   */
  readonly others: readonly string[];
  /**
   * A tag, when it is written `key=value`.
   * @default - it is none
   */
  readonly tag?: { readonly key: string; readonly value: string };
  /**
   * An address of IPv4, or of IPv6.
   * @default - it is none
   */
  readonly ip?: string;
}

/** Shorter parts of an ARN are not worth a look. */
const SHORTEST_PART = 3;

const IP = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/** Reads what somebody looks for. */
export function queryOf(text: string): Query {
  const trimmed = text.trim();
  const wanted = trimmed.toLowerCase();
  const [, key, value] = /^([\w.:/@+-]+)=(.*)$/.exec(trimmed) ?? [];
  const isUrl = /^https?:\/\//.test(wanted) && URL.canParse(trimmed);
  return {
    text: trimmed,
    wanted,
    others: [...new Set(isUrl ? [new URL(trimmed).hostname] : [...partsOfArn(wanted), withoutRoot(wanted)])].filter(
      (part) => part !== wanted && part !== "",
    ),
    ...(key !== undefined && value !== undefined && !isUrl && { tag: { key, value } }),
    ...((IP.test(trimmed) || isIPv6(trimmed)) && { ip: trimmed }),
  };
}

/** A DNS name ends with a dot where a resolver answers it. */
const withoutRoot = (name: string): string => name.replace(/\.$/, "");

/** `arn:aws:ecs:eu-west-1:111111111111:task/cluster/0123` names a cluster and a task. */
function partsOfArn(text: string): readonly string[] {
  if (!text.startsWith("arn:")) return [];
  const parts = text.split(":").slice(5).join("/").split("/");
  return parts.filter((part) => part.length >= SHORTEST_PART);
}

/**
 * Whether the JSON of a state may hold what is looked for. It never says no to one that does.
 */
export function mayHold({ wanted, others, tag, ip }: Query): (json: string) => boolean {
  // Any network may hold an address; the name of the attribute tells networks from rules about them.
  const ranges = ip === undefined ? [] : ['cidr_block":'];
  const texts = [wanted, ...others, ...(tag ? [(tag.value || tag.key).toLowerCase()] : [])];
  const needles = [...texts.map(asInJson), ...ranges];
  return (json) => {
    const text = json.toLowerCase();
    return needles.some((needle) => text.includes(needle));
  };
}

const asInJson = (text: string): string => JSON.stringify(text).slice(1, -1);
