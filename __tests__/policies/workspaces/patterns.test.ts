import { PatternIndex, patternsMeet } from "../../../policies/workspaces/patterns";

describe("two patterns", () => {
  test.each([
    ["a text and itself", "arn:aws:s3:::a", "arn:aws:s3:::a", true],
    ["two texts", "arn:aws:s3:::a", "arn:aws:s3:::b", false],
    ["a text and what begins with it", "shared/acme", "shared/acme-2", false],
    ["a star and anything", "*", "anything", true],
    ["a star and nothing", "*", "", true],
    ["a text inside a pattern", "shared/*", "shared/acme/logo.png", true],
    ["patterns beside each other", "shared/acme/*", "shared/umbrella/*", false],
    ["a pattern inside another", "shared/*", "shared/acme/*", true],
    ["stars at both ends", "*/acme", "shared/*", true],
    ["stars that cannot agree", "a*c", "b*c", false],
    ["a question mark and a character", "secret-??", "secret-ab", true],
    ["a question mark and nothing", "secret-?", "secret-", false],
    ["a question mark and a star", "secret-??????", "secret-*", true],
    ["two stars in a row", "a**b", "ab", true],
    ["nothing and nothing", "", "", true],
  ])("%s", (_, a, b, meet) => {
    expect(patternsMeet(a, b)).toBe(meet);
    expect(patternsMeet(b, a)).toBe(meet);
  });
});

test("an index finds what one by one would be found, whatever is asked", () => {
  const patterns = ["", "*", "a", "a/*", "a/b", "a/b/*", "a?b", "b/*", "b/c", "ab*", "abc", "z"];
  const index = new PatternIndex<string>();
  for (const pattern of patterns) index.add(pattern, pattern);
  for (const asked of patterns) {
    expect([...index.meeting(asked)].sort()).toEqual(patterns.filter((each) => patternsMeet(each, asked)).sort());
  }
});
