import { type LogEvent, printLogs } from "../../../operations/apps/logs";

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 21, 10, 0, second));
const event = (id: string, second: number, message = id): LogEvent => ({ id, at: at(second), stream: "s", message });

/** What is printed of a log that grows: each look sees what was there by then, from its start on. */
async function printed(looks: readonly (readonly LogEvent[])[], follow: boolean) {
  const lines: string[] = [];
  const asked: Date[] = [];
  const ending = new AbortController();
  const count = await printLogs(
    { since: at(0), follow, signal: ending.signal },
    {
      group: {
        async *since(start) {
          const events = looks[asked.push(start) - 1] ?? [];
          yield events.filter((each) => each.at >= start);
        },
      },
      now: () => at(30 + 3 * asked.length),
      sleep: async () => {
        if (asked.length >= looks.length) ending.abort();
      },
      print: (line) => lines.push(line),
    },
  );
  return { lines, count, asked: asked.length };
}

it("prints each event in one line in which nothing does anything", async () => {
  const events = [event("a", 1, "one\ntwo\n"), event("b", 2, "\u001b]0;title\u0007 red \u202e")];
  expect(await printed([events], false)).toEqual({
    lines: ["2026-11-21T10:00:01.000Z one\\ntwo", "2026-11-21T10:00:02.000Z \\u001b]0;title\\u0007 red \\u202e"],
    count: 2,
    asked: 1,
  });
});

it("goes on, prints each event once, and those that come late", async () => {
  const [a, b, late] = [event("a", 20), event("b", 25), event("late", 22)];
  const { lines, count } = await printed([[a], [a, b], [a, late, b]], true);
  expect([lines.map((line) => line.slice(25)), count]).toEqual([["a", "b", "late"], 3]);
});
