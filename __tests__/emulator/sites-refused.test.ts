import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { sitePlace, stageOf } from "../../cli/site-places";
import { fileKey, recordKey } from "../../operations/sites/keys";
import { infraBeside } from "../support/infra";
import { commitOf, type SiteStages, siteBuild, siteStages } from "../support/site-stages";

const UAT = "edgecafetraining.qro-uat.equipweb.biz";
const CLIENT = "amazingcafe.qro.equipweb.biz";
const PAGE = "menu/index.html";

jest.setTimeout(120_000);

let stages: SiteStages;
let folder: string;
const builds = { one: siteBuild("one"), two: siteBuild("two") };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "refused-"));
  stages = await siteStages();
  for (const [name, build] of Object.entries(builds)) {
    await stages.publish(build, "main", commitOf(name));
    for (const stage of ["dev", "uat", "prod"]) await stages.promote(stage);
    await stages.promote("client", { client: CLIENT, apiUrl: "https://s2.equipweb.biz/AmazingCafe" });
  }
});
afterAll(async () => {
  await stages?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const bucketOf = (stage: string): string => stageOf(stages.line, stage).place.bucket;

/** Loses a page of a release that was promoted last to a site, or the one before. */
async function lose(stage: string, host: string, index: number): Promise<string> {
  const digest = (await stages.record(stage, host))?.good[index]?.version.digest ?? "";
  await stages.s3.send(new DeleteObjectCommand({ Bucket: bucketOf(stage), Key: fileKey(digest, PAGE) }));
  return digest;
}

/** What a stage's bucket has of attempts. */
async function attemptsAt(stage: string): Promise<readonly string[]> {
  const { store } = sitePlace(stageOf(stages.line, stage).place, { endpoint: stages.url });
  return [...(await store.list("records/")), ...(await store.list("locks/"))];
}

describe("before anything is touched", () => {
  it.each(["promote", "rollback"])(
    "%s refuses credentials of another account than that of the stage",
    async (command) => {
      const where = ["--endpoint", stages.url, "--through", stages.front.url];
      const { code, stdout, stderr } = await infraBeside([command, "qro", "prod", "--approved-by", "quinn", ...where]);
      expect([code, stdout, stderr]).toEqual([
        2,
        "",
        "the stage prod is in the account 222222222222, and the credentials in use are of the account 111111111111. Use those of 222222222222. Nothing was touched.\n",
      ]);
    },
  );

  it.each([
    ["a site that is read through another machine", "http://example.com", []],
    ["a summary that cannot be written", undefined, ["--summary", "/nowhere/summary.md"]],
  ])("%s is refused", async (_, through, words) => {
    const where = [...stages.here, "--through", through ?? stages.front.url];
    const ran = await infraBeside(["promote", "qro", "uat", "--by", "ann", ...where, ...words]);
    expect([ran.code, ran.stdout, ran.stderr.split("\n").length]).toEqual([2, "", 2]);
  });

  it("an entry that would be too long is refused, planned or not", async () => {
    const branch = `hotfix/${"ü".repeat(96)}`;
    const redirects = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [`/an/old/address/of/it/${n}`, "/menu/"]),
    );
    await stages.publish(
      { ...builds.one, "site.json": JSON.stringify({ pages: { redirects } }) },
      branch,
      commitOf("long"),
    );
    const site = [
      "--client",
      "amazingcafe.qro-rc.equipweb.biz",
      "--api-url",
      `https://t1.equipweb.biz/${"a".repeat(270)}`,
    ];
    const words = ["promote", "qro", "rc", "--branch", branch, ...site, "--by", "ann"];
    const [planned, ran] = [await stages.infra([...words, "--dry-run"]), await stages.infra(words)];
    expect([planned.code, ran.code, /CloudFront takes 1024/.test(ran.stderr), await attemptsAt("rc")]).toEqual([
      ...[2, 2, true, []],
    ]);
  });

  it("nobody's word is taken for an approval where GitHub Actions does not say which run it is", async () => {
    const words = ["promote", "qro", "prod", "--older", "--approved-by", "quinn"];
    const { code, stderr } = await stages.infra(words, { GITHUB_ACTIONS: "true", GITHUB_ACTOR: "mara" });
    expect([code, stderr]).toEqual([
      2,
      "GitHub Actions does not say which run this is, and who started it: GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID and GITHUB_ACTOR have to be as it sets them\n",
    ]);
  });

  it("a client is not rolled back to a release of which a file was lost", async () => {
    const digest = await lose("client", CLIENT, 1);
    const words = ["rollback", "qro", "client", "--client", CLIENT, "--approved-by", "quinn", "--by", "ann"];
    const { code, stderr } = await stages.infra(words);
    expect([code, stderr, (await stages.served(CLIENT, builds.two)).wrong]).toEqual([
      1,
      `The bucket of client does not hold the release ${digest.slice(0, 12)} in full. Publish it again; where it came from another stage, promote it to client again. The site serves what it served before.\n`,
      [],
    ]);
  });
});

it("a file that a stage lost comes back when the same version is promoted again", async () => {
  await lose("uat", UAT, 0);
  await stages.promote("uat");
  expect((await stages.served(UAT, builds.two)).wrong).toEqual([]);
});

it("a promotion that fails says so in its job summary; a record that is damaged is removed, and the site promoted again", async () => {
  const record = { Bucket: bucketOf("uat"), Key: recordKey("uat", UAT) };
  const summary = join(folder, "summary.md");
  await stages.s3.send(new PutObjectCommand({ ...record, Body: "{}" }));
  const failed = await stages.infra(["promote", "qro", "uat", "--by", "ann", "--summary", summary]);
  const [title] = existsSync(summary) ? readFileSync(summary, "utf8").split("\n") : [];
  await stages.s3.send(new DeleteObjectCommand(record));
  await stages.promote("uat");
  expect([failed.code, title, (await stages.record("uat", UAT))?.good.length]).toEqual([
    1,
    `## Failed: <code>infra promote qro uat&#58; ${UAT}</code>`,
    1,
  ]);
});
