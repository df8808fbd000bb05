import { relative } from "node:path";
import { buildSync } from "esbuild";
import { ROOT } from "../../../cli/paths";
import { begunBy, DEPLOYER_SOURCES } from "../../../operations/versions/components";
import { DEPLOYER_ENTRY } from "../../../scripts/build-deployer";

it("the sources of the Deployer image are what it is bundled from, and what it is built by", () => {
  const { metafile } = buildSync({
    entryPoints: [DEPLOYER_ENTRY],
    absWorkingDir: ROOT,
    bundle: true,
    platform: "node",
    write: false,
    metafile: true,
    outfile: "deploy.js",
  });
  const own = Object.keys(metafile.inputs)
    .filter((path) => !path.includes("node_modules/"))
    .map((path) => relative(ROOT, `${ROOT}/${path}`));
  expect(own.length).toBeGreaterThan(10);
  for (const path of [...own, "scripts/build-deployer.ts", "runtime/deployer/Dockerfile", "package-lock.json"])
    expect([path, begunBy([path]).image]).toEqual([path, true]);
  for (const source of DEPLOYER_SOURCES.filter((path) => path.startsWith("runtime/")))
    expect([source, own.some((path) => path.startsWith(source))]).toEqual([source, true]);
});
