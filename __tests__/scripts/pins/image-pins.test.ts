import {
  completedImages,
  type ImagePin,
  imageReference,
  imagesText,
  withBases,
} from "../../../scripts/pins/image-pins";

const DIGEST = `sha256:${"a".repeat(64)}`;
const pin: ImagePin = { image: "docker.io/library/some", tag: "1.2.3-slim", digest: null };

describe("images", () => {
  it("get the digest that they lack", async () => {
    expect(await completedImages([pin], async () => DIGEST)).toEqual([{ ...pin, digest: DIGEST }]);
  });

  it("stay as they are when that is what the tag is", async () => {
    const known = { ...pin, digest: DIGEST };
    expect(await completedImages([known], async () => DIGEST)).toEqual([known]);
  });

  it("whose tag moved have to be looked at", async () => {
    const known = { ...pin, digest: `sha256:${"b".repeat(64)}` };
    await expect(completedImages([known], async () => DIGEST)).rejects.toThrow(
      `the tag 1.2.3-slim of docker.io/library/some is ${DIGEST} now, not ${known.digest}. See what changed`,
    );
  });

  it.each([
    ["that there is not", undefined],
    ["of which the registry says nothing that is a digest", "sha256:oops"],
  ])("of a tag %s are a mistake", async (_, answer) => {
    await expect(completedImages([pin], async () => answer)).rejects.toThrow(
      "docker.io/library/some has no tag 1.2.3-slim. Correct it in scripts/pins/images.json.",
    );
  });

  it("are written by name", () => {
    const another = { ...pin, image: "docker.io/library/another" };
    expect(imagesText([pin, another])).toBe(`${JSON.stringify([another, pin], null, 2)}\n`);
  });
});

describe("the bases of a Dockerfile", () => {
  it("are named by tag, and by digest once that is known, and nothing else changes", () => {
    const text = "FROM docker.io/library/some:1.2.3-slim AS build\nRUN x\nFROM other:1\n";
    const known = { ...pin, digest: DIGEST };
    const named = withBases(text, [known]);
    expect(named).toBe(`FROM ${imageReference(known)} AS build\nRUN x\nFROM other:1\n`);
    expect(withBases(named, [known])).toBe(named);
    expect(withBases(text, [pin])).toBe(text);
  });
});
