import { PromotionError } from "../../../operations/promotion/promote";
import { bring } from "../../../operations/sites/bring";
import { SiteInputError } from "../../../operations/sites/input-error";
import { publicationOf, publish } from "../../../operations/sites/publish";
import { readinessOf } from "../../../operations/sites/readiness";
import { MemoryReleases } from "./memory-releases";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const PUBLICATION = publicationOf([
  { path: "index.html", bytes: bytesOf("<h1>Order</h1>") },
  { path: "menu.html", bytes: bytesOf("<h1>Menu</h1>") },
  { path: "site.json", bytes: bytesOf(JSON.stringify({ pages: { redirects: { "/start": "/menu" } } })) },
]);
const { release } = PUBLICATION;
const { digest } = release;
const MISSING = (stage: string) =>
  `The bucket of ${stage} does not hold the release ${digest.slice(0, 12)} in full. Publish it again; where it came from another stage, promote it to ${stage} again.`;

/** Two stages, of which the first one has the release. */
async function stages() {
  const [dev, uat] = [new MemoryReleases(), new MemoryReleases()];
  await publish(PUBLICATION, dev, { parallel: 1, progress: () => undefined });
  return { dev: { stage: "dev", releases: dev }, uat: { stage: "uat", releases: uat } };
}

describe("a release that is brought to a stage", () => {
  it("is copied with its manifest last, and then left alone", async () => {
    const { dev, uat } = await stages();
    await bring(digest, dev, uat);
    await bring(digest, dev, uat);
    expect(uat.releases.asked).toEqual(["index.html", "menu.html", "manifest"]);
  });

  it("gets back a file that was lost there, though its manifest says that it is whole", async () => {
    const { dev, uat } = await stages();
    await bring(digest, dev, uat);
    uat.releases.objects.delete(`${digest}/menu.html`);
    await bring(digest, dev, uat);
    expect([uat.releases.asked, uat.releases.objects.size]).toEqual([
      ["index.html", "menu.html", "manifest", "menu.html"],
      2,
    ]);
  });

  it("is refused where a file of it was lost, and no other stage has it", async () => {
    const { dev } = await stages();
    dev.releases.objects.delete(`${digest}/menu.html`);
    await expect(bring(digest, dev, dev)).rejects.toThrow(new PromotionError(MISSING("dev")));
  });
});

describe("before anything changes", () => {
  const to = (apiUrl: string) => ({
    version: { type: "sha", name: "a".repeat(40), commit: "a".repeat(40), branch: "b".repeat(200), digest } as const,
    settings: { apiUrl },
    actor: "ann",
    at: "2026-03-02T09:00:00Z",
  });

  it("a release that neither stage has is refused", async () => {
    const { dev, uat } = await stages();
    await expect(readinessOf("0".repeat(64), dev, uat)).rejects.toThrow(SiteInputError);
  });

  it("an entry of more bytes than CloudFront takes is refused, with the pages of the release, and nothing is written", async () => {
    const { dev, uat } = await stages();
    const fits = await readinessOf(digest, dev, uat);
    fits("b.example.com", to("https://a/"));
    expect(() => fits("a.example.com", to(`https://a/${"x".repeat(600)}`))).toThrow(
      new SiteInputError(
        "a.example.com: the entry of the site has 1060 bytes, and CloudFront takes 1024. Shorten the redirects of the release, or the API URL.",
      ),
    );
    expect(uat.releases.asked).toEqual([]);
  });
});
