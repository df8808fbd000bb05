import { commitOf, type SiteStages, siteBuild, siteStages } from "../support/site-stages";
import { type AfterKill, killEverywhere } from "./site-kills";

// Each of some forty calls is a moment to be killed before, and after: so many processes, and a second run after each.
jest.setTimeout(600_000);

const [OLD, NEW] = ["Order by table", "Order by phone"].map((name) => ({
  build: siteBuild(name),
  commit: commitOf(name),
})) as [Version, Version];
type Version = { readonly build: ReturnType<typeof siteBuild>; readonly commit: string };

let stages: SiteStages;

beforeAll(async () => {
  stages = await siteStages();
  await stages.publish(OLD.build, "main", OLD.commit);
  for (const stage of ["dev", "uat", "prod"]) await stages.promote(stage);
  await stages.promote("client", CLIENT);
  await stages.publish(NEW.build, "main", NEW.commit);
  for (const stage of ["dev", "uat"]) await stages.promote(stage);
});
afterAll(() => stages?.stop());

const HOST = "amazingcafe.qro.equipweb.biz";
const CLIENT = { client: HOST, apiUrl: "https://s2.equipweb.biz/AmazingCafe/ordering/api" };

/** What a kill may leave: one of them in full, and a record that tells. */
const ALLOWED = new Map([
  ["old", ["old succeeded, old", "new in_progress, old"]],
  ["new", ["new in_progress, old", "new succeeded, new after old"]],
]);

const isWrong = ({ served, recorded, again: [then, record, lock] }: AfterKill): boolean =>
  !ALLOWED.get(served)?.includes(recorded) ||
  then !== "new" ||
  record !== "new succeeded, new after old" ||
  lock !== null;

describe("whenever the process of a promotion is killed, before and after each of its calls,", () => {
  it.each([
    ["Prod, which gets a release of another bucket", "prod", "edgecafe.qro.equipweb.biz", {}],
    ["a client", "client", HOST, CLIENT],
  ])(
    "%s has the old release in full or the new one, its record tells which, and a second run ends it",
    async (_, stage, host, options) => {
      const { calls, after } = await killEverywhere({ stages, stage, host, options, old: OLD, new: NEW });
      const count = (served: string, recorded: string) =>
        after.filter((each) => each.served === served && each.recorded.startsWith(recorded)).length;
      expect(after.filter(isWrong)).toEqual([]);
      // Each state was seen: the kills were where they were meant to be.
      expect({
        kills: after.length === 2 * calls.length,
        writes: calls.filter((name) => /^PUT .*\/records\//.test(name)).length,
        before: count("old", "old succeeded") > 4,
        begun: count("old", "new in_progress") > 4,
        switched: count("new", "new in_progress") > 4,
        done: count("new", "new succeeded") > 1,
      }).toEqual({ kills: true, writes: 2, before: true, begun: true, switched: true, done: true });
    },
  );
});
