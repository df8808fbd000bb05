import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Machine } from "../../../adapters/terraform/machine";

/** An empty folder for each test, gone afterwards. */
export function temporaryFolder(): { readonly path: string } {
  const folder = { path: "" };
  beforeEach(() => {
    folder.path = realpathSync(mkdtempSync(join(tmpdir(), "terraform-adapter-")));
  });
  afterEach(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder;
}

/** Writes a file, with the folders on its way. */
export function put(path: string, text = ""): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Writes a program in JavaScript; `args` are its arguments. */
export function putProgram(path: string, script: string): string {
  put(path, `#!${process.execPath}\nconst args = process.argv.slice(2);\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A Linux machine whose home is a folder of the test, with nothing set up. */
export const aMachine = (home: string, fields: Partial<Machine> = {}): Machine => ({
  environment: { PATH: process.env.PATH },
  home,
  platform: "linux",
  architecture: "x64",
  mirrorRoots: [],
  ...fields,
});

/** The AWS provider as the lock file has it. */
export const AWS = {
  address: "registry.terraform.io/hashicorp/aws",
  version: "5.100.0",
  hashes: ["h1:edXOJWE4ORX8Fm+dpVpICzMZJat4AX0VRCAy/xkcOc0="],
  text: 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.100.0"\n  hashes = [\n    "h1:edXOJWE4ORX8Fm+dpVpICzMZJat4AX0VRCAy/xkcOc0=",\n  ]\n}',
};

/** Where a mirror keeps that provider, for that machine. */
export const AWS_PLACE = join(AWS.address, AWS.version, "linux_amd64");
