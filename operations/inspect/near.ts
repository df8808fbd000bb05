import { nearest } from "../../model/nearest";

/** cdktf ends a name with a digest of where the construct stands. */
const DIGEST = /_[0-9A-F]{8}$/;

/** So many are named. */
const MOST = 3;

/** What an address that does not exist may mean: those that it is a part of, or else the one that is written most alike. */
export function nearAddresses(address: string, candidates: ReadonlySet<string>): readonly string[] {
  const wanted = address.toLowerCase();
  const all = [...candidates].sort();
  const holding = wanted === "" ? [] : all.filter((candidate) => candidate.toLowerCase().includes(wanted));
  if (holding.length > 0) return holding.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, MOST);
  const short = new Map(all.map((candidate) => [candidate.replace(DIGEST, ""), candidate]));
  const near = nearest(address.replace(DIGEST, ""), [...short.keys()]);
  return near === undefined ? [] : [short.get(near) ?? near];
}
