import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { siteLocation } from "../../adapters/aws/site-location";
import { served } from "../../adapters/served";
import { edgeFunctionCode } from "../../constructs/site/edge-function-code";
import type { SitePlace } from "../../model/sites";
import { startEdgeOf } from "../support/edge-of-emulator";
import type { Edge } from "../support/edge-server";
import { viewerRequestOf } from "../support/emulated-edge";
import { type EmulatedNetwork, emulatedNetwork } from "../support/emulated-network";
import type { Ran } from "../support/infra";

const MINUTES = 60_000;
const ALL = process.env.INFRA_EMULATOR === "all";

/** What is deployed here: with INFRA_EMULATOR=all the whole network, else what is quickly made of it. */
const isDeployed = (stack: string): boolean => ALL || ["dev-dns", "dev-registry", SITES].includes(stack);

const SITES = "rc-sites-qro";
const HOST = "amazingcafe.qro-rc.equipweb.biz";
const API_URL = "https://t1.equipweb.biz/AmazingCafeTraining/ordering/api";
const BUILD = join(__dirname, "..", "fixtures", "sites", "ordering");

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
    keep(isDeployed);
  }, 5 * MINUTES);
  afterAll(() => network.stop());

  /** Takes stacks out of what was synthesized. */
  function keep(isKept: (stack: string) => boolean): void {
    const file = join(folder(), "manifest.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as { readonly stacks: Readonly<Record<string, object>> };
    const stacks = Object.entries(manifest.stacks).filter(([id]) => isKept(id));
    writeFileSync(file, JSON.stringify({ ...manifest, stacks: Object.fromEntries(stacks) }));
  }

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

  describe("with a place for sites", () => {
    let edge: Edge;
    const sites = () => network.network.sites.find(({ stackId }) => stackId === SITES) as SitePlace;
    const at = () => ["--endpoint", network.url, "--by", "ann"];

    afterAll(() => edge?.stop());

    test("whose distribution runs the function that is in this repository", async () => {
      const location = await siteLocation({ endpoint: network.url }, { ...sites(), madeBy: SITES });
      const code = await viewerRequestOf(network.url, location.distributionId);
      expect(code).toBe(edgeFunctionCode({ access: "public" }));
      edge = await startEdgeOf({ ...location, endpoint: network.url, bucket: sites().bucket, code });
    });

    test(
      "serves there what is published and promoted, which Terraform knows nothing of",
      async () => {
        const built = ["--branch", "hotfix/tips", "--commit", "c".repeat(40)];
        const client = ["--client", HOST, "--api-url", API_URL, "--branch", "hotfix/tips", "--through", edge.url];
        succeeded(await network.infra(["site", "publish", "qro", BUILD, ...built, ...at()]));
        succeeded(await network.infra(["promote", "qro", "rc", ...client, ...at()]));
        const answers = ["/", "/config.json", "/not-there.js"].map((path) => get(HOST, path));
        expect(await Promise.all([...answers, get("other.qro-rc.equipweb.biz", "/")])).toEqual([
          [200, readFileSync(join(BUILD, "index.html"), "utf8")],
          [200, expect.stringContaining(API_URL)],
          [404, expect.stringContaining("This address leads to no page.")],
          [404, "There is no site at this address.\n"],
        ]);
      },
      5 * MINUTES,
    );

    const get = async (host: string, path: string): Promise<readonly [number, string]> => {
      const { status, bytes } = await served({ through: edge.url }).get(host, path);
      return [status, Buffer.from(bytes).toString("utf8")];
    };
  });

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
        "--stack",
        SITES,
      ]);
      expect([found.code, JSON.parse(found.stdout).stacks.map(({ status }: { status: string }) => status)]).toEqual([
        0,
        ["in-sync", "in-sync", "in-sync"],
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

  test(
    "keeps the releases of a place for sites that is no longer declared",
    async () => {
      keep((id) => isDeployed(id) && id !== SITES);
      const refused = await network.infra(["deploy", ...place(), "--json"]);
      expect([refused.code, JSON.parse(refused.stdout)]).toEqual([
        1,
        expect.objectContaining({
          result: "refused",
          because: expect.arrayContaining([
            expect.stringContaining(
              `"${SITES}" breaks a rule: it is no longer declared, and holds what nothing brings back`,
            ),
          ]),
        }),
      ]);
    },
    5 * MINUTES,
  );
});
