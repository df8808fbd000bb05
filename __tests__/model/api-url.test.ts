import fc from "fast-check";
import { apiUrlProblem, normalApiUrl } from "../../model/api-url";

describe("the URL of an API", () => {
  it.each([
    ["https://s2.equipweb.biz/AmazingCafe/ordering/api", "https://s2.equipweb.biz/AmazingCafe/ordering/api"],
    ["https://S2.EquipWeb.biz/AmazingCafe", "https://s2.equipweb.biz/AmazingCafe"],
    ["https://s2.equipweb.biz", "https://s2.equipweb.biz"],
    ["https://s2.equipweb.biz/", "https://s2.equipweb.biz"],
    ["https://s2.equipweb.biz/A//", "https://s2.equipweb.biz/A"],
    ["https://s2.equipweb.biz:8443/A", "https://s2.equipweb.biz:8443/A"],
    ["https://s2.equipweb.biz/caf%C3%A9", "https://s2.equipweb.biz/caf%C3%A9"],
  ])("may be %s, which is %s", (text, normal) =>
    expect([apiUrlProblem(text), normalApiUrl(text)]).toEqual([undefined, normal]),
  );

  const SPACES = "use a URL without spaces and control characters";
  const QUOTES = "use a URL without quotes, brackets and backslashes";
  const PLAIN = "use a URL whose path is written plainly, without . and ..";
  const HTTPS = "use a URL that begins with https://";
  it.each([
    ["", "name the URL of the API"],
    [`https://s2.equipweb.biz/${"a".repeat(300)}`, "use at most 300 characters"],
    ["http://s2.equipweb.biz/A", HTTPS],
    ["HTTPS://s2.equipweb.biz/A", HTTPS],
    ["javascript:alert(1)", HTTPS],
    ["//s2.equipweb.biz/A", HTTPS],
    ["s2.equipweb.biz/A", HTTPS],
    ["https://s2.equipweb.biz/a b", SPACES],
    [" https://s2.equipweb.biz", SPACES],
    ["https://s2.equipweb.biz\n", SPACES],
    ["https://s2.equipweb.biz/\u001b[2J", SPACES],
    ["https://s2.equipweb.biz/\u0085", SPACES],
    ['https://s2.equipweb.biz/"', QUOTES],
    ["https://s2.equipweb.biz/'", QUOTES],
    ["https://s2.equipweb.biz/`id`", QUOTES],
    ["https://s2.equipweb.biz/</script>", QUOTES],
    ["https://s2.equipweb.biz\\@evil.com", QUOTES],
    ["https://s2.equipweb.biz/é", "use a URL of plain ASCII characters; write others as %XX"],
    ["https://ѕ2.equipweb.biz/", "use a URL of plain ASCII characters; write others as %XX"],
    ["https://ann:secret@s2.equipweb.biz/", "use a URL without a user and a password"],
    ["https://@s2.equipweb.biz/", "use a URL without a user and a password"],
    ["https://s2.equipweb.biz/#a", "use a URL without a fragment"],
    ["https://s2.equipweb.biz/#", "use a URL without a fragment"],
    ["https://s2.equipweb.biz/?a=b", "use a URL without a query"],
    ["https://s2.equipweb.biz/?", "use a URL without a query"],
    ["https://127.0.0.1/A", "use a URL whose host is a domain name"],
    ["https://0x7f.1/A", "use a URL whose host is a domain name"],
    ["https://localhost/A", "use a URL whose host is a domain name"],
    ["https://[::1]/A", "use a URL whose host is a domain name"],
    ["https://s2.equipweb.biz./A", "use a URL whose host is a domain name"],
    ["https:///A", "use a URL whose host is a domain name"],
    ["https://s2.equipweb.biz:443/A", "use a URL whose host is written plainly"],
    ["https://s2%2eequipweb.biz/A", "use a URL whose host is written plainly"],
    ["https://s2.equipweb.biz/../A", PLAIN],
    ["https://s2.equipweb.biz/A/.", PLAIN],
    ["https://s2.equipweb.biz/%2e%2e/A", PLAIN],
    ["https://s2.equipweb.biz/A%2FB", PLAIN],
    ["https://s2.equipweb.biz/A%00", PLAIN],
    ["https://", "use a URL such as https://s2.example.com/AmazingCafe/ordering/api"],
  ])("may not be %j", (text, problem) => expect(apiUrlProblem(text)).toBe(problem));

  it("in its normal form is one, and its own normal form, and leads where it led", () => {
    const path = fc.stringMatching(/^(\/[A-Za-z0-9_~-]{1,9}){0,4}\/{0,2}$/);
    const host = fc.stringMatching(/^([A-Za-z0-9]{1,9}\.){1,3}[a-z]{2,5}$/);
    fc.assert(
      fc.property(host, path, (name, after) => {
        const text = `https://${name}${after}`;
        fc.pre(apiUrlProblem(text) === undefined);
        const normal = normalApiUrl(text);
        const same = (url: string) => new URL(url).href.replace(/\/+$/, "");
        expect([apiUrlProblem(normal), normalApiUrl(normal), same(normal)]).toEqual([undefined, normal, same(text)]);
      }),
    );
  });
});
