import { described } from "../../../operations/inspect/described";
import { type Hit, hitsIn, ranked } from "../../../operations/inspect/find";
import { findHidden, isHidden } from "../../../operations/inspect/find-hidden";
import { mayHold, type Query, queryOf } from "../../../operations/inspect/query";
import {
  type DescribedHit,
  HIT_HEADINGS,
  hitCells,
  hitText,
  moreHits,
  noHit,
  splitHits,
} from "../../../operations/inspect/wording/find";
import { withoutSecretsInText } from "../../../operations/report/secrets/suspects";
import { type ExitCode, InputError } from "../../failures";
import { AT_ONCE, codeAfter, type Inspection, inspection, type StateOptions } from "../../inspection";
import { print, printJson, table, tell } from "../../output";

export interface FindOptions extends StateOptions {
  /** So many resources are shown. */
  readonly limit: number;
}

/** Looks for anything in all states: whose it is, where it is described, and where it comes from. */
export async function find(text: string, { limit, ...options }: FindOptions): Promise<ExitCode> {
  const query = queryOf(text);
  if (query.wanted === "")
    throw new InputError("there is nothing to look for: name an ARN, an id, an address, a tag, …");
  const inspected = await inspection(options);
  const { hits, states, problems } = await searched(inspected, query);
  const asked = withoutSecretsInText(query.text);
  // Only what is shown is described: a tag may be on everything.
  const shown = ranked(hits)
    .slice(0, limit)
    .map((hit): DescribedHit => ({ hit, origin: described(hit.instance, inspected.stacks.get(hit.stack)) }));
  const total = hits.length;
  if (options.json) printJson({ format: 1, query: asked, total, hits: shown.map(hitJson), problems });
  else if (total > 0) print(textOf(shown, total - shown.length));
  else if (states > 0) tell(noHit(asked, states));
  return codeAfter(problems, total > 0);
}

async function searched({ places, states }: Inspection, query: Query) {
  if (isHidden(query.text)) return findHidden(places, AT_ONCE, query.text);
  const hits: Hit[] = [];
  let count = 0;
  const might = mayHold(query);
  const mayMatter = (json: string) => {
    count += 1;
    return might(json);
  };
  const problems = await states((found) => hits.push(...hitsIn(found, query)), { mayMatter });
  return { hits, states: count, problems };
}

function textOf(hits: readonly DescribedHit[], left: number): string {
  const { told, listed } = splitHits(hits);
  return [
    ...told.map(hitText),
    ...(listed.length > 0 ? [table([HIT_HEADINGS, ...listed.map(hitCells)])] : []),
    ...(left > 0 ? [moreHits(left)] : []),
  ].join("\n\n");
}

const hitJson = ({ hit: { network, stack, instance, match, path, value }, origin }: DescribedHit) => {
  const { address, type, deposed, attributes } = instance;
  const { id, arn } = attributes;
  return {
    network,
    stack,
    address,
    type,
    ...(deposed !== undefined && { deposed }),
    ...(typeof id === "string" && { id }),
    ...(typeof arn === "string" && { arn }),
    match,
    path,
    value,
    ...origin,
  };
};
