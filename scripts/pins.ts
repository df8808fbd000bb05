import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readIfExists, writeWhole } from "../adapters/files";
import { LOCK_FILE, readLockFile } from "../adapters/terraform/lock-file";
import { synthesize } from "../cli/synthesize";
import { readCatalogue } from "../model/catalogue";
import type { JsonObject } from "../terraform-json/json";
import { type ActionPin, completed, pinsText } from "./pins/action-pins";
import { askDockerHub, completedImages, type ImagePin, imagesText, withBases } from "./pins/image-pins";
import { lockProviders, PLATFORMS, requirementsOf } from "./pins/provider-lock";

const ROOT = join(__dirname, "..");
const ACTIONS = join(__dirname, "pins", "actions.json");
const IMAGES = join(__dirname, "pins", "images.json");
const DOCKERFILE = join(ROOT, "runtime", "deployer", "Dockerfile");

/**
 * Completes what is pinned and cannot be looked up without a network: the providers' hashes for all platforms, the commits
 * of actions, and the digests of images. Everything is looked up before anything is written.
 */
async function main(): Promise<number> {
  const lockFile = join(ROOT, LOCK_FILE);
  const lockText = (await readIfExists(lockFile)) ?? "";
  const pins = JSON.parse(readFileSync(ACTIONS, "utf8")) as readonly ActionPin[];
  const images = JSON.parse(readFileSync(IMAGES, "utf8")) as readonly ImagePin[];
  try {
    // The quick one first: without a network it says so at once.
    const actions = pinsText(completed(pins, askGit));
    const bases = await completedImages(images, askDockerHub);
    const lock = lockProviders(requirementsOf(synthesized()), { lockText, platforms: PLATFORMS });
    await writeWhole(ACTIONS, actions);
    await writeWhole(IMAGES, imagesText(bases));
    await writeWhole(DOCKERFILE, withBases(readFileSync(DOCKERFILE, "utf8"), bases));
    await writeWhole(lockFile, lock);
    const providers = readLockFile(lock).map(
      ({ address, version, hashes }) => `${address} ${version}: ${hashes.length}`,
    );
    process.stdout.write(
      `${pins.length} actions and ${bases.length} images are what their tags are. Hashes in ${LOCK_FILE}:\n`,
    );
    process.stdout.write(providers.map((line) => `  ${line}\n`).join(""));
    return 0;
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}\n\nNothing was changed. make pins needs GitHub, Docker Hub and the `,
    );
    process.stderr.write("Terraform registry: run it where there is a network, and commit what it writes.\n");
    return 1;
  }
}

/** What a public repository of GitHub says of a tag. Nobody is asked for a password. */
function askGit({ action, version }: ActionPin): string {
  const [owner, name] = action.split("/");
  const tag = `refs/tags/${version}`;
  const { status, stdout, stderr, error } = spawnSync(
    "git",
    ["ls-remote", "--", `https://github.com/${owner}/${name}`, tag, `${tag}^{}`],
    { encoding: "utf8", timeout: 60_000, env: { ...process.env, GIT_TERMINAL_PROMPT: "0" } },
  );
  if (error) throw new Error(`the commit of ${action} ${version} could not be looked up: ${error.message}`);
  if (status !== 0) throw new Error(`the commit of ${action} ${version} could not be looked up: ${stderr.trim()}`);
  return stdout;
}

/** Every stack, by id: what they need is what is locked. */
function synthesized(): ReadonlyMap<string, JsonObject> {
  const folder = mkdtempSync(join(tmpdir(), "pins-"));
  try {
    synthesize(readCatalogue(join(ROOT, "catalogue")), folder, { tellFindings: true });
    const files = readdirSync(join(folder, "stacks")).map(
      (id) => [id, join(folder, "stacks", id, "cdk.tf.json")] as const,
    );
    return new Map(
      files.filter(([, file]) => existsSync(file)).map(([id, file]) => [id, JSON.parse(readFileSync(file, "utf8"))]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main().then((code) => {
  process.exitCode = code;
});
