import { at, objectAt } from "../../terraform-json/json";
import type { StateBucket } from "../inspect/ports";
import { readState } from "../inspect/state-document";
import { StateError } from "../inspect/state-error";
import { type StatefulResource, unreadableState, vanishedData } from "./leaving-data";
import type { VanishedStack } from "./plan-index";
import type { SynthesizedStack } from "./synthesized-stack";

/** Where the states of a network lie. */
export interface StatePlace {
  readonly network: string;
  readonly bucket: string;
  readonly region: string;
}

/** The buckets that stacks of this repository keep their states in, by network, sorted. */
export function statePlaces(stacks: readonly SynthesizedStack[]): readonly StatePlace[] {
  const places = stacks.flatMap(({ labels, configuration }): readonly StatePlace[] => {
    const { bucket, region } = objectAt(configuration, "terraform", "backend", "s3");
    return labels && typeof bucket === "string" && typeof region === "string"
      ? [{ network: labels.network, bucket, region }]
      : [];
  });
  const byKey = new Map(places.map((place) => [JSON.stringify(place), place]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

/**
 * The states of a network that no stack writes any more and that still hold something: nothing plans what is in them. A state
 * without a resource is what a stack leaves that was destroyed.
 *
 * @param stacks Every stack that was synthesized for the network, not the selected ones alone.
 */
export async function vanishedStacks(
  stacks: readonly SynthesizedStack[],
  { network }: Pick<StatePlace, "network">,
  bucket: StateBucket,
): Promise<readonly VanishedStack[]> {
  const written = new Set(stacks.flatMap((stack) => keyOf(stack, bucket.name)));
  const left = (await bucket.list()).filter(({ key }) => !written.has(key));
  const read = await Promise.all(left.map(async ({ key }) => ({ key, state: await bucket.read(key) })));
  return read.flatMap(({ key, state }) => (state ? vanished(key, network, state.text) : []));
}

const keyOf = ({ configuration }: SynthesizedStack, bucket: string): readonly string[] => {
  const backend = objectAt(configuration, "terraform", "backend", "s3");
  return backend.bucket === bucket ? [String(at(backend, "key"))] : [];
};

function vanished(key: string, network: string, text: string): readonly VanishedStack[] {
  const held = resourcesIn(text);
  if (!("error" in held) && held.length === 0) return [];
  const id = shown(key);
  const findings = "error" in held ? unreadableState(id, held.error) : vanishedData(id, held);
  return [
    {
      id,
      labels: { kind: "vanished", network, source: "" },
      dependencies: [],
      stubs: [],
      notes: "error" in held ? [] : [heldInWords(held)],
      ...(findings.length > 0 && { findings }),
      status: "vanished",
      applicable: false,
    },
  ];
}

/** What a state holds; data sources are nothing that stays. */
function resourcesIn(text: string): readonly StatefulResource[] | { readonly error: string } {
  try {
    const managed = readState(text).instances.filter(({ isData }) => !isData);
    return managed.map(({ address, type }) => ({ address: shown(address), type }));
  } catch (error) {
    if (error instanceof StateError) return error.fault === "empty" ? [] : { error: error.message };
    throw error;
  }
}

/** How many resources are named. */
const MOST_NAMED = 20;

function heldInWords(held: readonly StatefulResource[]): string {
  const addresses = held.map(({ address }) => address).sort();
  const more = addresses.length > MOST_NAMED ? ` and ${addresses.length - MOST_NAMED} more` : "";
  return `Its state holds ${addresses.slice(0, MOST_NAMED).join(", ")}${more}.`;
}

/** Keys and addresses may be any text, and what is said of them reaches terminals. */
const shown = (text: string): string => text.replace(/\p{C}/gu, "?");
