import fc from "fast-check";
import { code, cut, fence, inline, link, plain, visible } from "../../../../operations/report/markdown/safe-text";
import { quoted } from "../../../../operations/report/wording/phrase";
import { fencedLines } from "../support";
import { pageOf, shapeOf } from "./parsed";

const anything = fc.string({ unit: "binary", maxLength: 60 });

/** What a browser makes of the content of a `<code>`. */
const decoded = (html: string): string =>
  html
    .replace(/^<code>|<\/code>$|<wbr>/g, "")
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number)));

describe("visible", () => {
  it.each([
    ["a\nb\r\tc", "a\\nb\\r\\tc"],
    ["\u0000\u001b[31m\u007f\u0085", "\\u0000\\u001b[31m\\u007f\\u0085"],
    ["user\u202eexe.\u2066x\u2069", "user\\u202eexe.\\u2066x\\u2069"],
    ["zero\u200bwidth\u200d\ufeff\u00ad", "zero\\u200bwidth\\u200d\\ufeff\\u00ad"],
    ["line\u2028para\u2029", "line\\u2028para\\u2029"],
    ["a\u00a0b\u3000c", "a\\u00a0b\\u3000c"],
    ["\u3164\u2800\ufe0f\u{e0041}", "\\u3164\\u2800\\ufe0f\\u{e0041}"],
    ["\ud800 \udc00", "\\ud800 \\udc00"],
    ["é 漢 😀 a b", "é 漢 😀 a b"],
  ])("shows %j as %s", (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it("leaves nothing that a reader would not see", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u);
      }),
    );
  });
});

describe("code", () => {
  it.each([
    ["aws_sqs_queue.orders", "aws_sqs_queue.orders"],
    ['a["b"]', "a&#91;&#34;b&#34;&#93;"],
    ["</code>", "&#60;/code&#62;"],
    ["a|b", "a&#124;b"],
    ["`a`", "&#96;a&#96;"],
    ["**a** _b_ ~c~", "&#42;&#42;a&#42;&#42; &#95;b&#95; &#126;c&#126;"],
    ["@octocat fixes #1", "&#64;<wbr>octocat fixes &#35;1"],
    ["[a](http://b)", "&#91;a&#93;&#40;http&#58;<wbr>//b&#41;"],
    ["see www.example.com", "see www<wbr>&#46;example.com"],
    ["&lt;", "&#38;lt&#59;"],
    ["<!-- infra:plan:end -->", "&#60;&#33;-- infra&#58;plan&#58;end --&#62;"],
    ["a\nb", "a&#92;nb"],
    ["$x$ \\", "&#36;x&#36; &#92;"],
  ])("makes %j harmless", (text, html) => {
    expect(code(text)).toBe(`<code>${html}</code>`);
  });

  it("shows the text as it is, but for what is invisible", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(decoded(code(text))).toBe(visible(text));
        const { other, tags } = pageOf(`a ${code(text)}`);
        expect({ other: other.trim(), tags: [...tags].filter((tag) => tag !== "wbr") }).toEqual({
          other: "a",
          tags: ["p", "code"],
        });
        expect(shapeOf(`a ${code(text)}`).children[0]?.children.map(({ type }) => type)).toEqual(["text", "CODE"]);
      }),
    );
  });

  it("cuts what is too long, and says how long it is", () => {
    expect(code("x".repeat(501))).toBe(`<code>${"x".repeat(500)}… &#40;501 characters&#41;</code>`);
    expect(code("x".repeat(500))).toBe(`<code>${"x".repeat(500)}</code>`);
  });
});

describe("fence", () => {
  it("is longer than any run of backticks in it", () => {
    expect(fence(["a"], "diff")).toBe("```diff\na\n```");
    expect(fence(["```", "`"])).toBe("````\n```\n`\n````");
    expect(fence(["````````"])).toBe("`````````\n````````\n`````````");
  });

  it("breaks up comments", () => {
    expect(fence(["<!-- infra:plan:end -->"])).toBe("```\n<\\u0021-- infra:plan:end -->\n```");
  });

  it("breaks up commands of GitHub Actions", () => {
    expect(fence(["::error::x", "        ::add-mask::x", "a::b", "- x ##[error]x", "## [a]"])).toBe(
      "```\n\\u003a:error::x\n        \\u003a:add-mask::x\na::b\n- x #\\u0023[error]x\n## [a]\n```",
    );
  });

  it("holds each line, and is ended by none", () => {
    const noCommand = anything.filter((text) => !/^ *::|##\[/.test(text));
    const lines = fc.array(fc.oneof(noCommand, fc.constantFrom("```", "~~~", "</details>", "````diff", "\n```\n")));
    fc.assert(
      fc.property(lines, (some) => {
        const expected = some.map((line) => visible(line).replaceAll("<!--", "<\\u0021--"));
        expect(fencedLines(fence(some, "diff"))).toEqual(expected.length > 0 ? expected : [""]);
      }),
    );
  });
});

describe("phrases", () => {
  it("quote what is not ours, each in the way of its place", () => {
    const phrase = ["it **is** ", quoted("`a`\n"), "."];
    expect(inline(phrase)).toBe("it **is** <code>&#96;a&#96;&#92;n</code>.");
    expect(plain(phrase)).toBe("it **is** `a`\\n.");
  });
});

describe("cut", () => {
  it("counts code points, and cuts none in two", () => {
    expect(cut("😀".repeat(5), 5)).toBe("😀😀… (5 characters)");
    expect(cut("abc", 3)).toBe("abc");
  });
});

describe("link", () => {
  it.each([
    ["https://github.com/o/r/actions/runs/1", "[run](https://github.com/o/r/actions/runs/1)"],
    ["https://a.example/x?a=1&copy=2#c", "[run](https://a.example/x?a=1&amp;copy=2#c)"],
    ["https://a.example/(x)[y]*_z_~`|@!$'\"\\", "[run](https://a.example/%28x%29%5By%5D%2A_z_~%60%7C%40%21%24%27%22/)"],
    ["http://a.example/", "run"],
    ["javascript:alert(1)", "run"],
    ["https://user:word@a.example/", "run"],
    ["https://user@a.example/", "run"],
    ["not an address", "run"],
    ["", "run"],
    [`https://a.example/${"x".repeat(1000)}`, "run"],
  ])("of %j is %s", (url, markdown) => {
    expect(link("run", url)).toBe(markdown);
  });

  it("is one link with our words, or none, whatever the address is", () => {
    const rest = fc.oneof(anything, fc.constantFrom(")", "> <b>", "](x) [y](z", "\n\n# a", "|", "`"));
    fc.assert(
      fc.property(fc.array(rest, { maxLength: 4 }), (parts) => {
        const { other, tags } = pageOf(`| a |\n|---|\n| ${link("run", `https://a.example/${parts.join("")}`)} |`);
        expect(other.replaceAll("\n", "")).toBe("arun");
        expect(
          [...tags].filter(
            (tag) => !/^(?:table|thead|tbody|tr|th|td|a|a href="https:\/\/a\.example\/[^"<>]*")$/.test(tag),
          ),
        ).toEqual([]);
      }),
    );
  });
});
