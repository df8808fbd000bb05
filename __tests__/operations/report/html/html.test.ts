import fc from "fast-check";
import { code, html, phrase, shortened, when } from "../../../../operations/report/html/html";
import { newIds } from "../../../../operations/report/html/ids";

describe("html", () => {
  it.each([
    ["a tag", "<b>", "&lt;b&gt;"],
    ["quotes", `"'`, "&quot;&#39;"],
    ["an entity", "&lt;", "&amp;lt;"],
    ["what nobody sees", "a\u202eb\u0000\n", "a\\u202eb\\u0000\\n"],
  ])("escapes %s", (_, text, expected) => {
    expect(html`<i>${text}</i>`.markup).toBe(`<i>${expected}</i>`);
  });

  it("takes its own pieces as they are, lists one after the other, and numbers", () => {
    expect(html`<p>${html`<b>${"<"}</b>`}${[1, "&", [html`<br>`]]}</p>`.markup).toBe("<p><b>&lt;</b>1&amp;<br></p>");
  });

  it("escapes the pieces of a phrase that are not ours, and ours as well", () => {
    expect(phrase(["a < b ", { quoted: "<x>" }]).markup).toBe("a &lt; b <code>&lt;x&gt;</code>");
  });

  it("makes nothing of what does not hold", () => {
    expect([when(0, () => html`x`).markup, when("y", () => html`x`).markup]).toEqual(["", "x"]);
  });

  it("cuts what is too long, and says how long it is", () => {
    expect(shortened("abcdef", 3)).toBe("abc… (6 characters)");
    expect(code("x".repeat(2000)).markup).toBe(`<code>${"x".repeat(1000)}… (2,000 characters)</code>`);
  });

  it("never lets a text out of where it stands", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(html`${text}`.markup).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});

describe("ids", () => {
  it.each([
    [["main-data"], "stack-main-data"],
    [["main-data", "aws_x.y"], "stack-main-data:aws_x.y"],
    [['a["b c"]'], "stack-a-b-c~04a9df"],
    [[""], "stack-"],
  ])("of %j are readable: %s", (names, id) => {
    expect(newIds()("stack", ...names)).toBe(id);
  });

  it("differ, always, and have no character that an id cannot have", () => {
    const names = fc.array(fc.tuple(fc.string(), fc.string({ maxLength: 200 })), { maxLength: 30 });
    fc.assert(
      fc.property(names, (all) => {
        const ids = newIds();
        const made = all.map(([stack, address]) => ids("change", stack, address));
        expect(new Set(made).size).toBe(made.length);
        expect(made.filter((id) => !/^[\w.:~-]+$/.test(id))).toEqual([]);
      }),
    );
  });
});
