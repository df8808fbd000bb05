import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BatchGetImageCommand, CreateRepositoryCommand, DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { settingsFor } from "../../adapters/aws/connection";
import { imageRegistry } from "../../adapters/aws/image-registry";
import { imageIn } from "../../adapters/image-folder";
import { deployerSource } from "../../cli/deployer-source";
import { readCatalogue } from "../../model/catalogue";
import { pushImage } from "../../operations/images/push";
import { layImage } from "../support/image-folder";
import { infraBeside, type Ran } from "../support/infra";
import { type Moto, startMoto } from "../support/moto";

const { apps } = readCatalogue(join(__dirname, "..", "..", "catalogue"));
const stage = apps[0]?.stages.find(({ environment }) => environment.name === "dev");
if (!stage) throw new Error("the catalogue has no app at dev");
const { accountId, region, deployer, source } = stage;
const place = { repository: deployer.imageRepository, accountId, region };

let moto: Moto;
let ecr: ECRClient;
let folder: string;
beforeAll(async () => {
  moto = await startMoto(accountId);
  ecr = new ECRClient(settingsFor({ endpoint: moto.url }, region));
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deployer-image-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(async () => {
  ecr?.destroy();
  await moto?.stop();
});

const push = (...more: readonly string[]): Promise<Ran> =>
  infraBeside(["app", "push-image", "portal", "dev", "--image", folder, "--endpoint", moto.url, ...more]);
const images = async () =>
  (await ecr.send(new DescribeImagesCommand({ repositoryName: place.repository }))).imageDetails ?? [];

it("is refused by name while there is no repository", async () => {
  layImage(folder);
  const { code, stdout, stderr } = await push();
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(
      /^could not look for an image in the repository dev\/deployer-portal-dev.*Deploy the stack that makes it first.*\n$/,
    ),
  });
});

describe("in the repository of a stage", () => {
  const tag = deployerSource();
  beforeAll(() =>
    ecr.send(new CreateRepositoryCommand({ repositoryName: place.repository, imageTagMutability: "IMMUTABLE" })),
  );

  it("is there whole, under the digest of its source, and the lines for the catalogue are told", async () => {
    // Longer than ECR takes at once.
    const { digest } = layImage(folder, { layers: [Buffer.alloc(21_000_000, 7), Buffer.from("the Deployer")] });
    const summary = join(folder, "summary.md");
    expect(await push("--summary", summary)).toEqual({
      code: 0,
      stderr: "",
      stdout: [
        `Pushed ${digest} to ${place.repository}, with the tag ${tag}. dev deploys with it once it is named.`,
        `${source}, by a pull request:`,
        "",
        "  - environment: dev",
        `    deployerImage: ${digest}`,
        "",
      ].join("\n"),
    });
    expect(readFileSync(summary, "utf8")).toContain(
      ["```yaml", "  - environment: dev", `    deployerImage: ${digest}`, "```"].join("\n"),
    );
    expect((await images()).map(({ imageDigest, imageTags }) => [imageDigest, imageTags])).toEqual([[digest, [tag]]]);
    const [kept] =
      (
        await ecr.send(
          new BatchGetImageCommand({ repositoryName: place.repository, imageIds: [{ imageDigest: digest }] }),
        )
      ).images ?? [];
    expect(kept?.imageManifest).toBe(imageIn(folder).layout.manifest);
    const registry = imageRegistry({ endpoint: moto.url }, place);
    const all = imageIn(folder).layout.blobs.map((blob) => blob.digest);
    expect(await registry.blobsThere([...all, `sha256:${"0".repeat(64)}`])).toEqual(new Set(all));
  });

  it("is not pushed again, also when it was built otherwise meanwhile", async () => {
    const [before] = await images();
    layImage(folder, { layers: [Buffer.from("the same source, other bytes")] });
    const { code, stdout } = await push();
    expect({ code, first: stdout.split("\n")[0] }).toEqual({
      code: 0,
      first: `${place.repository} has an image of this source already, so nothing was pushed: ${before?.imageDigest}, with the tag ${tag}. dev deploys with it once it is named.`,
    });
    expect((await images()).length).toBe(1);
  });

  it("keeps the tag that another push gave meanwhile", async () => {
    const registry = imageRegistry({ endpoint: moto.url }, place);
    const first = layImage(join(folder, "first"), { layers: [Buffer.from("one")] });
    layImage(join(folder, "second"), { layers: [Buffer.from("two")] });
    const { layout, bytesOf } = imageIn(join(folder, "second"));
    let looks = 0;
    const late = {
      ...registry,
      // It looks just before the other one is done.
      digestOf: async (name: string) => {
        looks += 1;
        if (looks > 1) return registry.digestOf(name);
        const one = imageIn(join(folder, "first"));
        await pushImage(registry, one.layout, name, one.bytesOf);
        return undefined;
      },
    };
    expect(await pushImage(late, layout, "race", bytesOf)).toEqual({ digest: first.digest, wasThere: true });
  });
});

it.each<[string, () => void, string]>([
  ["no image", () => undefined, "holds no whole image: index.json cannot be read (ENOENT). Build it again."],
  [
    "another architecture",
    () => layImage(folder, { architecture: "amd64" }),
    'the image is for "amd64", and CodeBuild runs it on arm64',
  ],
  [
    "another system",
    () => layImage(folder, { os: "windows" }),
    'the image is for "windows", and CodeBuild runs it on linux',
  ],
  [
    "several at once",
    () => layImage(folder, { mediaType: "application/vnd.oci.image.index.v1+json" }),
    "which is no single image",
  ],
  ["a text that is none", () => writeFileSync(join(folder, "index.json"), "{"), "index.json of the image is damaged"],
  [
    "a blob of other bytes",
    () => {
      const { digest } = layImage(folder);
      writeFileSync(join(folder, "blobs", "sha256", digest.replace("sha256:", "")), "{}");
    },
    "has other bytes of sha256:",
  ],
])("refuses %s", async (_, lay, why) => {
  lay();
  const { code, stdout, stderr } = await push();
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining(why) });
  expect(stderr.trim()).not.toContain("\n");
});
