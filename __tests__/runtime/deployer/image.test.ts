import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type ImagePin, imageReference } from "../../../scripts/pins/image-pins";
import images from "../../../scripts/pins/images.json";

const ROOT = join(__dirname, "..", "..", "..");
const read = (...path: readonly string[]): string => readFileSync(join(ROOT, ...path), "utf8");
const pins: readonly ImagePin[] = images;
const instructions = read("runtime", "deployer", "Dockerfile")
  .split("\n")
  .filter((line) => /^[A-Z]+ /.test(line));
const of = (word: string) => instructions.filter((line) => line.startsWith(`${word} `));

describe("the Deployer's image", () => {
  it("is built from what is pinned: an exact version each, and its digest once `make pins` looked it up", () => {
    const known = pins.map(imageReference);
    const bases = of("FROM").map((line) => line.split(" ")[1]);
    expect(bases.filter((base) => base === undefined || !known.includes(base))).toEqual([]);
    expect(bases).toHaveLength(2);
    for (const { tag } of pins) expect(tag).toMatch(/^\d+\.\d+\.\d+-[a-z]+-slim$/);
  });

  it("lacks these digests until somebody with a network runs `make pins`: take out what is no longer missing", () => {
    expect(pins.filter(({ digest }) => digest === null).map(({ image }) => image)).toEqual(["docker.io/library/node"]);
  });

  it("takes packages by the lock file without running their scripts, and nothing from an address", () => {
    expect({ adds: of("ADD"), roots: of("USER"), args: of("ARG"), secrets: of("ENV") }).toEqual({
      adds: [],
      roots: [],
      args: [],
      secrets: [],
    });
    expect(of("RUN")[0]).toBe("RUN npm ci --ignore-scripts --no-audit --no-fund");
    expect(instructions.join("\n")).not.toMatch(/curl|wget|https?:|:latest/);
  });

  it("has the Node for which the Deployer is bundled", () => {
    expect(read("scripts", "build-deployer.ts")).toContain('target: "node22"');
    for (const { tag } of pins) expect(tag).toMatch(/^22\./);
  });
});

describe("the buildspec", () => {
  it("runs the Deployer, as a user that is not root, and nothing else", () => {
    expect(parse(read("runtime", "deployer", "buildspec.yml"))).toEqual({
      version: 0.2,
      "run-as": "node",
      env: { shell: "sh" },
      phases: { build: { commands: ["node /deployer/deploy.js"] } },
    });
  });
});
