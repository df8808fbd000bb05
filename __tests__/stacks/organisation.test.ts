import { readCatalogue } from "../../model/catalogue";
import { type Organisation, ofBranch } from "../../model/organisation";
import { buildOrganisation } from "../../stacks";
import { edited, type Files, SOUND, withCatalogue } from "../support/catalogue";
import { type SynthesizedJson, synthesize } from "../support/synthesize";

type Stacks = Readonly<Record<string, SynthesizedJson>>;

const stacksOf = (organisation: Organisation): Stacks => synthesize((app) => buildOrganisation(app, organisation));

const stacksFrom = (changes: Files = {}): Stacks => stacksOf(withCatalogue({ ...SOUND, ...changes }, readCatalogue));

/** The ids of stacks that differ, or that only one side has. */
const changed = (before: Stacks, after: Stacks): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]))
    .sort();

describe("the stacks of an organisation", () => {
  const stacks = stacksFrom();

  it("are one of each kind for a network, and one for each service in an environment", () => {
    expect(Object.keys(stacks)).toEqual([
      "dev-bootstrap",
      "dev-dns",
      "dev-network",
      "dev-platform",
      "dev-registry",
      "dev-service-orders",
      "dev-service-shop",
      "dev-service-users",
      "main-bootstrap",
      "main-dns",
      "main-network",
      "main-platform",
      "main-registry",
      "prod-service-orders",
      "prod-service-users",
    ]);
  });

  it("each keep their state under their own id, in their network's bucket", () => {
    for (const [id, stack] of Object.entries(stacks)) {
      expect(stack).toMatchObject({ terraform: { backend: { s3: { key: id, use_lockfile: true, encrypt: true } } } });
    }
    expect(stacks["prod-service-users"]).toMatchObject({
      terraform: { backend: { s3: { bucket: "equipweb-main-state-222222222222" } } },
    });
  });

  it("of one network refer to nothing of the other", () => {
    for (const [id, stack] of Object.entries(stacks)) {
      const foreign = id.startsWith("dev") ? ["222222222222", "main-", "prod-"] : ["111111111111", "dev-", "stage-"];
      // AWS's own bucket for image layers is called so.
      const own = JSON.stringify(stack).replaceAll("prod-eu-west-1-starport-layer-bucket", "");
      for (const text of foreign) expect({ id, holds: own.includes(text) && text }).toEqual({ id, holds: false });
    }
  });

  it("name the catalogue file that each comes from", () => {
    expect(stacks["dev-service-orders"]).toMatchObject({
      "//": {
        infra: { kind: "service", network: "dev", environment: "dev", source: "catalogue/services/orders.yaml" },
      },
    });
    expect(stacks["main-dns"]).toMatchObject({
      "//": { infra: { kind: "dns", network: "main", source: "catalogue/networks/main.yaml" } },
    });
  });

  it("come out the same twice", () => {
    expect(changed(stacks, stacksFrom())).toEqual([]);
  });

  it("do not depend on the order of files", () => {
    const { "services/users.yaml": users, ...others } = SOUND;
    const labels = (text: string) => text.replaceAll("services/zz.yaml", "services/users.yaml");
    const moved = stacksOf(withCatalogue({ ...others, "services/zz.yaml": users }, readCatalogue));
    expect(JSON.parse(labels(JSON.stringify(moved)))).toEqual(stacks);
  });

  it("ask AWS nothing while planning", () => {
    const sources = Object.values(stacks).flatMap(({ data = {} }) => Object.keys(data));
    expect([...new Set(sources)]).toEqual(["terraform_remote_state"]);
  });
});

describe("a change", () => {
  const before = stacksFrom();

  it("of one service's number touches that service's stack alone", () => {
    expect(
      changed(before, stacksFrom(edited("services/orders.yaml", "dev: { tasks: 1 }", "dev: { tasks: 2 }"))),
    ).toEqual(["dev-service-orders"]);
  });

  it("that adds a service adds its stacks and its repositories, and touches nothing else", () => {
    const added = { "services/added.yaml": SOUND["services/users.yaml"]?.replaceAll("users", "added") };
    expect(changed(before, stacksFrom(added))).toEqual([
      "dev-registry",
      "dev-service-added",
      "main-registry",
      "prod-service-added",
    ]);
  });

  it("that adds an environment touches what the environments of its network share, and whose resources a deployment may change", () => {
    const qa = { "environments/qa.yaml": "name: qa\nnetwork: dev\ndomain: qa.dev.equipweb.biz\nprotection: none\n" };
    expect(changed(before, stacksFrom(qa))).toEqual(["dev-bootstrap", "dev-platform"]);
  });
});

describe("a branch", () => {
  it("has the stacks of its network alone, the same as among all", () => {
    const organisation = withCatalogue(SOUND, readCatalogue);
    const [all, main] = [stacksOf(organisation), stacksOf(ofBranch(organisation, "main"))];
    expect(Object.keys(main)).toEqual([
      "main-bootstrap",
      "main-dns",
      "main-network",
      "main-platform",
      "main-registry",
      "prod-service-orders",
      "prod-service-users",
    ]);
    for (const [id, stack] of Object.entries(main)) expect(stack).toEqual(all[id]);
  });

  it("fails when no network is deployed from it", () => {
    expect(() => ofBranch(withCatalogue(SOUND, readCatalogue), "develop")).toThrow(
      'no network is deployed from the branch "develop"; there are dev, main',
    );
  });
});
