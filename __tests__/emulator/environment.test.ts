import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type EmulatedNetwork, emulatedNetwork } from "../support/emulated-network";
import type { Ran } from "../support/infra";

const MINUTES = 60_000;
const ALL = process.env.INFRA_EMULATOR === "all";

/** What is deployed here: with INFRA_EMULATOR=all the whole network, else what is quickly made of it. */
const isDeployed = (stack: string): boolean => ALL || ["dev-dns", "dev-registry"].includes(stack);

/** From nothing to what an SRE asks in the night, by the commands that a person types. */
describe("a network", () => {
  let network: EmulatedNetwork;
  let digest = "";
  const folder = () => join(network.checkout.folder, ".infra", "written");
  const place = () => ["--from", folder(), "--branch", "dev", "--endpoint", network.url];

  beforeAll(async () => {
    network = await emulatedNetwork("dev");
    network.checkout.commit();
    succeeded(await network.infra(["synth", "--output", folder()]));
    const file = join(folder(), "manifest.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as { readonly stacks: Readonly<Record<string, object>> };
    const stacks = Object.entries(manifest.stacks).filter(([id]) => isDeployed(id));
    writeFileSync(file, JSON.stringify({ ...manifest, stacks: Object.fromEntries(stacks) }));
  }, 5 * MINUTES);
  afterAll(() => network.stop());

  function succeeded({ code, stdout, stderr }: Ran): string {
    if (code !== 0) throw new Error(`it ended with ${code}:\n${stderr}\n${stdout}`);
    return stdout;
  }

  test(
    "of which nobody approved anything is not deployed",
    async () => {
      const refused = await network.infra(["deploy", ...place(), "--json"]);
      expect([refused.code, JSON.parse(refused.stdout)]).toEqual([
        1,
        { format: 1, result: "refused", because: [expect.any(String)], digest: expect.stringMatching(/^sha256:/) },
      ]);
      ({ digest } = JSON.parse(refused.stdout));
    },
    30 * MINUTES,
  );

  test(
    "is deployed from nothing, in one command",
    async () => {
      const done = JSON.parse(succeeded(await network.infra(["deploy", ...place(), "--approve", digest, "--json"])));
      const statuses = new Set((done.stacks as { id: string; status: string }[]).map(({ status }) => status));
      expect([...statuses].sort()).toEqual(ALL ? ["applied", "manual"] : ["applied"]);
    },
    60 * MINUTES,
  );

  test(
    "has not drifted then",
    async () => {
      const found = await network.infra([
        "drift",
        ...place().slice(2),
        "--json",
        "--stack",
        "dev-dns",
        "--stack",
        "dev-registry",
      ]);
      expect([found.code, JSON.parse(found.stdout).stacks.map(({ status }: { status: string }) => status)]).toEqual([
        0,
        ["in-sync", "in-sync"],
      ]);
    },
    30 * MINUTES,
  );

  test(
    "names the owner of what somebody found in the console",
    async () => {
      const arn = `arn:aws:ecr:${network.network.region}:${network.network.account.id}:repository/dev/orders`;
      const found = succeeded(await network.infra(["state", "find", arn, ...place().slice(2)]));
      expect(found).toContain("dev-registry");
      expect(found).toContain("platform");
      expect(found).toContain("catalogue/networks/dev.yaml");
    },
    5 * MINUTES,
  );
});
