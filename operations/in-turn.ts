/** Does something with each item, so many at once, and answers in their order. The first failure is thrown; nothing is begun after it. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const left = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [place, item] of left) {
      if (failed) return;
      try {
        results.set(place, await work(item));
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  for (const end of ended) if (end.status === "rejected") throw end.reason;
  return items.map((_, place) => results.get(place) as Result);
}
