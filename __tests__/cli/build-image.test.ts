import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { infra } from "../support/infra";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "build-image-"));
  writeFileSync(join(folder, "file"), "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ["a file", "file", "is no folder; name a new one by --output"],
  ["a folder that holds something", "", "is not empty; name a new folder by --output, or remove that one"],
])("an image is not built over %s", (_, name, fault) => {
  const output = join(folder, name);
  expect(infra(["app", "build-image", "--output", output])).toEqual({
    code: 2,
    stdout: "",
    stderr: `${output} ${fault}\n`,
  });
});
