import fc from "fast-check";
import { toHeader } from "../../../../operations/report/history/header";
import { BEGIN, END, mergeIntoBody, sectionIn } from "../../../../operations/report/pull-request/body";
import { markOutdated } from "../../../../operations/report/pull-request/outdated";
import { HEAD, NEXT_HEAD } from "../../../support/github";

const HEADER = toHeader({ format: 1, commit: HEAD, stacks: [] }, 1000);
const RUN = "https://github.com/equipweb/infra/actions/runs/991/attempts/1";
const NOTICE = "> [!IMPORTANT]\n> Outdated: this plan is of commit 3f9c1e7; d0e1f2a is being planned.";
const LINKED = `> [!IMPORTANT]\n> Outdated: this plan is of commit 3f9c1e7; d0e1f2a is [being planned](${RUN}).`;

const body = (section: string): string => `Mine.\r\n\r\n${BEGIN}\n${section}\n\n${END}\r\nAlso mine.`;

/** The marked body; fails the test when it was refused. */
function marked(text: string, head = { commit: NEXT_HEAD }): string {
  const merge = markOutdated(text, head);
  if ("error" in merge) throw new Error(merge.error);
  return merge.body;
}

describe("markOutdated", () => {
  it("says so in the first line that is visible", () => {
    expect(marked(body(`${HEADER}\n## Plan: …`))).toBe(body(`${HEADER}\n${NOTICE}\n\n## Plan: …`));
    expect(marked(body(`${HEADER}\n\n## Plan: …`), { commit: NEXT_HEAD, runUrl: RUN } as never)).toBe(
      body(`${HEADER}\n\n${LINKED}\n\n## Plan: …`),
    );
  });

  it("says it once, of the newest commit, also after GitHub's editor changed the line ends", () => {
    const once = marked(body(`${HEADER}\n## Plan: …`));
    expect(marked(once)).toBe(once);
    const edited = once.replaceAll(/\r?\n/g, "\r\n");
    expect(marked(edited)).toBe(edited);
    const newest = "abcdef0123456789abcdef0123456789abcdef01";
    expect(marked(edited, { commit: newest }).match(/Outdated: .*/g)).toEqual([
      "Outdated: this plan is of commit 3f9c1e7; abcdef0 is being planned.",
    ]);
  });

  it("is replaced by the next report", () => {
    const next = mergeIntoBody(marked(body(`${HEADER}\n## Plan: …`)), "## Plan: no changes");
    expect(next).toEqual({ body: body("## Plan: no changes") });
  });

  it("does not name a commit that it does not know", () => {
    expect(sectionIn(marked(body("## Plan: …")))).toBe(
      "> [!IMPORTANT]\n> Outdated: this plan is of an older commit; d0e1f2a is being planned.\n\n## Plan: …\n",
    );
  });

  it("links to no address that could end the link", () => {
    expect(marked(body("x"), { commit: NEXT_HEAD, runUrl: "https://a.b/c) @everyone [" } as never)).toContain(
      "d0e1f2a is being planned.\n",
    );
  });

  it.each([
    ["without a section", "Mine."],
    ["with damaged marks", `${BEGIN}\n${BEGIN}\nx\n${END}`],
    ["whose section is of this commit", body(`${HEADER}\n## Plan: …`)],
  ])("leaves a body %s as it is", (_, text) => {
    expect(marked(text, { commit: HEAD })).toBe(text);
  });

  it("takes the place of a section beside which there is no room", () => {
    const full = body("x".repeat(65_536 - body("").length));
    const notice = "> [!IMPORTANT]\n> Outdated: this plan is of an older commit; d0e1f2a is being planned.";
    expect(marked(full)).toBe(body(notice));
  });

  it("keeps every byte of the author", () => {
    const prose = fc
      .array(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.constantFrom("\r\n", "\n", "$&", "$'", "> [!IMPORTANT]\n> Outdated: "),
        ),
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(prose, prose, fc.constantFrom("", HEADER, "a\nb", "<!-- x"), (before, after, section) => {
        const text = `${before}\n${BEGIN}\n${section}\n${END}\n${after}`;
        fc.pre(!("error" in mergeIntoBody(text, "")));
        const once = marked(text);
        expect(once.startsWith(`${before}\n${BEGIN}\n`)).toBe(true);
        expect(once.endsWith(`\n${END}\n${after}`)).toBe(true);
        expect(once).toContain("Outdated: this plan is of");
        expect(marked(once)).toBe(once);
      }),
      { numRuns: 60 },
    );
  });
});
