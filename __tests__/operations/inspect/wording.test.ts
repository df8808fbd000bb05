import { ageText, cell, safeJson } from "../../../operations/inspect/wording/text";

it.each<[number, string]>([
  [0, "less than a minute"],
  [-5, "less than a minute"],
  [60, "1 minute"],
  [7_199, "119 minutes"],
  [7_200, "2 hours"],
  [172_799, "47 hours"],
  [172_800, "2 days"],
])("%d seconds are %s", (seconds, expected) => {
  const now = new Date("2026-03-04T05:06:07Z");
  expect(ageText(new Date(now.getTime() - seconds * 1000), now)).toBe(expected);
});

it.each(["\u001b[2J", "\u0007", "\u007f", "\u009b2J", "\u202eevil", "\u2028", "\u{e0041}", "\u200b"])(
  "%j does nothing to a terminal, and comes back from the JSON as it was",
  (text) => {
    const json = safeJson({ [`key ${text}`]: [text] });
    expect([/^[\n\x20-\x7e]*$/.test(json), JSON.parse(json), /^[\x20-\x7e]*$/.test(cell(text))]).toEqual([
      true,
      { [`key ${text}`]: [text] },
      true,
    ]);
  },
);

it("leaves what people write as it is", () => {
  expect([safeJson("ä 漢 😀"), cell("ä 漢 😀")]).toEqual(['"ä 漢 😀"', "ä 漢 😀"]);
});
