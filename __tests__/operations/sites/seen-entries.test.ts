import { seenEntries } from "../../../operations/sites/seen-entries";

it("looks at a site that was listed without asking, once, and asks for every other", async () => {
  const asked: string[] = [];
  const stored = (host: string, text: string) => ({ host, text, entry: undefined });
  const entries = seenEntries(
    {
      read: async (host) => {
        asked.push(host);
        return stored(host, "now");
      },
      change: async ({ host }) => {
        asked.push(`change ${host}`);
        return "lost";
      },
    },
    [stored("a.example.com", "listed")],
  );
  const looks = [await entries.read("a.example.com"), await entries.read("b.example.com")];
  const change = await entries.change({ host: "a.example.com", before: "listed", after: "new" });
  const again = await entries.read("a.example.com");
  expect([looks, change, again, asked]).toEqual([
    [stored("a.example.com", "listed"), stored("b.example.com", "now")],
    "lost",
    stored("a.example.com", "now"),
    ["b.example.com", "change a.example.com", "a.example.com"],
  ]);
});
