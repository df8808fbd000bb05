import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildImage } from "../../adapters/docker";
import { changedFiles } from "../../adapters/git/changed-files";
import { infra } from "../support/infra";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infra-changes-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...words: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=Mara", "-c", "user.email=mara@example.com", ...words], {
    cwd: folder,
    encoding: "utf8",
  }).trim();

describe("what changed between two commits", () => {
  it("is every file, of a renamed one both names, whatever it is called", async () => {
    git("init", "-q", "-b", "main");
    writeFileSync(join(folder, "old"), "the same text, long enough to be told as renamed\n".repeat(9));
    git("add", "-A");
    git("commit", "-qm", "one");
    const from = git("rev-parse", "HEAD");
    git("mv", "old", "new");
    writeFileSync(join(folder, 'a "strange"\nname ü'), "x");
    git("add", "-A");
    git("commit", "-qm", "two");
    const changed = await changedFiles(folder, { from, to: "HEAD" }, process.env);
    expect([...(changed ?? [])].sort()).toEqual(['a "strange"\nname ü', "new", "old"].sort());
    expect(await changedFiles(folder, { from: "0".repeat(40), to: "HEAD" }, process.env)).toBeUndefined();
    expect(await changedFiles(folder, { from: "--output=x", to: "HEAD" }, process.env)).toBeUndefined();
  });
});

describe("infra app changes", () => {
  const NEW_BRANCH = "0".repeat(40);

  it.each([
    ["", "image=true\ndeploy=true\n"],
    [NEW_BRANCH, "image=true\ndeploy=true\n"],
  ])("takes everything for changed after %j, and says so", (before, outputs) => {
    const output = join(folder, "outputs");
    const { code, stdout, stderr } = infra(["app", "changes", "portal", `--before=${before}`, "--output", output]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "Nobody knows what changed, so the Deployer image and the app are looked after.\n",
      stderr: "",
    });
    expect(readFileSync(output, "utf8")).toBe(outputs);
  });

  it("finds nothing between a commit and itself", () => {
    const head = execFileSync("git", ["rev-parse", "HEAD"], {
      cwd: join(__dirname, "..", ".."),
      encoding: "utf8",
    }).trim();
    const { code, stdout } = infra(["app", "changes", "portal", "--before", head]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "Nothing of the app changed, and nothing of its Deployer.\n" });
  });

  it.each([
    [["portla", "--before="], 'there is no app "portla"'],
    [["portal", "--before=main"], '--before is "main"; use all forty digits of a commit, or nothing'],
    [["portal"], "required option '--before <commit>' not specified"],
  ])("refuses %j", (words, why) => {
    const { code, stdout, stderr } = infra(["app", "changes", ...words]);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining(why) });
  });
});

describe("the build of the Deployer image", () => {
  /** A program that writes down what it is asked, in the place of Docker, which runs on no machine that tests run on. */
  function docker(text: string): NodeJS.ProcessEnv {
    mkdirSync(join(folder, "bin"));
    const file = join(folder, "bin", "docker");
    writeFileSync(
      file,
      `#!/bin/sh\nprintf '%s ' "$@" >> ${folder}/asked\necho "epoch=$SOURCE_DATE_EPOCH" >> ${folder}/asked\n${text}\n`,
    );
    chmodSync(file, 0o755);
    return { PATH: `${join(folder, "bin")}:${process.env.PATH}`, HOME: folder, BUILDX_BUILDER: "another" };
  }
  const wanted = { dockerfile: "Dockerfile", platform: "linux/arm64", output: "/out" };
  const asked = (): readonly string[] =>
    readFileSync(join(folder, "asked"), "utf8")
      .replace(/infra-[0-9a-f-]{36}/g, "BUILDER")
      .trim()
      .split("\n");

  it("is one image for one kind of machine, without times, by a builder that is removed again", async () => {
    await buildImage({ context: folder, ...wanted }, docker(""));
    expect(asked()).toEqual([
      "buildx create --name BUILDER --driver docker-container --driver-opt image=docker.io/moby/buildkit:v0.27.0 epoch=0",
      "buildx build --builder BUILDER --platform linux/arm64 --file Dockerfile --provenance=false --sbom=false --progress=plain --pull --output type=oci,tar=false,rewrite-timestamp=true,dest=/out . epoch=0",
      "buildx rm BUILDER epoch=0",
    ]);
  });

  it("that fails says what Docker said, and leaves no builder", async () => {
    const env = docker('[ "$2" = build ] && { echo "no space left on device" >&2; exit 17; }; exit 0');
    await expect(buildImage({ context: folder, ...wanted }, env)).rejects.toThrow(
      "Docker could not build the image (status 17):\nno space left on device",
    );
    expect(asked().at(-1)).toBe("buildx rm BUILDER epoch=0");
  });

  it("needs Docker, and says so", async () => {
    await expect(buildImage({ context: folder, ...wanted }, { PATH: folder })).rejects.toThrow(
      "Docker cannot be started (ENOENT). It builds the image: install it with its part buildx.",
    );
  });
});
