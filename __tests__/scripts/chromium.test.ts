import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "../../scripts/chromium";

const folder = mkdtempSync(join(tmpdir(), "chromium-"));
const program = join(folder, "chromium-browser");
writeFileSync(program, "#!/bin/sh\n");
chmodSync(program, 0o755);
writeFileSync(join(folder, "chromium"), "no program");
chmodSync(join(folder, "chromium"), 0o644);

afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ["the first program in the path that has one of its names", { PATH: ["/nowhere", folder].join(delimiter) }, program],
  ["what the environment names, before all others", { CHROMIUM: process.execPath, PATH: folder }, process.execPath],
  ["nothing when what the environment names is not there", { CHROMIUM: "/nowhere/chromium", PATH: folder }, undefined],
  ["nothing when there is none", { PATH: "/nowhere" }, undefined],
])("finds %s", (_, environment, found) => {
  expect(chromium(environment)).toBe(found);
});
