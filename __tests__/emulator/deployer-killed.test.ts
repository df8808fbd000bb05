import { awsClients } from "../../runtime/deployer/aws";
import { startProxy } from "../support/cutting-proxy";
import { type DeployerStage, deployerStage, partsOf } from "../support/deployer-stage";
import { type DeployerProcess, deployerProcess } from "./deployer-killing";

// Each of some twenty calls is a moment to be killed before, and after: so many processes, and a second run after each.
jest.setTimeout(600_000);

let stage: DeployerStage;
let deployer: DeployerProcess;
/** The last one that was deployed; each kill is of a deployment from it to the next. */
let last = 0;

beforeAll(async () => {
  stage = await deployerStage();
  deployer = deployerProcess(stage);
  await stage.deploy(next());
});
afterAll(async () => {
  deployer?.remove();
  await stage?.stop();
});

const versionAt = (n: number): string => `1.${n}.0`;

/** The folder of a package of a version that was never deployed. */
function next(): string {
  last += 1;
  return stage.unpack(partsOf(versionAt(last)));
}

/** `old` or `new` for site and API, as visitors get them. */
async function state(): Promise<string> {
  const { site, page, api } = await stage.served();
  const name = (version: unknown) =>
    version === versionAt(last) ? "new" : version === versionAt(last - 1) ? "old" : version;
  return `site ${name(site)}${page === `<h1>Portal ${site}</h1>` ? "" : ` with ${page}`}, API ${name(api)}`;
}

it("leaves the old version or the new one in full wherever its process is killed, and ends it in the next run", async () => {
  const calls = await deployer.undisturbed(next());
  expect(await state()).toBe("site new, API new");
  const after: string[] = [];
  for (let n = 1; n <= calls; n++)
    for (const when of ["before", "after"] as const) {
      const folder = next();
      await deployer.killedAt(folder, n, when);
      const left = await state();
      await stage.deploy(folder);
      after.push(`${left}; then ${await state()}`);
    }
  // The API first, as pages call it; never the site before its API.
  const counts = new Map<string, number>();
  for (const each of after) counts.set(each, (counts.get(each) ?? 0) + 1);
  expect([...counts.keys()].sort()).toEqual([
    "site new, API new; then site new, API new",
    "site old, API new; then site new, API new",
    "site old, API old; then site new, API new",
  ]);
  expect(after).toHaveLength(2 * calls);
  expect(calls).toBeGreaterThan(15);
});

it("goes on when the answer of any of its calls is lost", async () => {
  const calls = await deployer.undisturbed(next());
  for (let nth = 1; nth <= calls; nth++)
    for (const fate of ["cut-before", "cut-after"] as const) {
      const aws = await startProxy(stage.moto.url, { onCall: (n) => (n === nth ? fate : "pass") });
      await stage.deploy(next(), awsClients(stage.settings.region, aws.url));
      await aws.stop();
      expect([nth, fate, await state()]).toEqual([nth, fate, "site new, API new"]);
    }
});
