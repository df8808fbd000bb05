import type { StateBucket } from "../../../operations/inspect/ports";
import { statePlaces, vanishedStacks } from "../../../operations/plan/vanished";
import { aConfiguration, BACKEND, stacksOf } from "./synthesized";

const MODIFIED = new Date("2026-01-01T00:00:00Z");

/** A bucket of states that are held in memory. */
const bucketOf = (states: Readonly<Record<string, string>>): StateBucket => ({
  name: BACKEND.bucket,
  list: async () =>
    Object.entries(states).map(([key, text]) => ({ key, etag: key, bytes: text.length, modified: MODIFIED })),
  read: async (key) => {
    const text = states[key];
    return text === undefined ? undefined : { text, etag: key, versionId: undefined, modified: MODIFIED };
  },
  versions: async () => [],
  locks: async () => [],
});

const state = (...addresses: readonly string[]): string =>
  JSON.stringify({
    version: 4,
    terraform_version: "1.13.0",
    serial: 1,
    lineage: "a",
    outputs: {},
    resources: addresses.map((address) => {
      const [name = "", type = "", data] = address.split(".").reverse();
      const instances = [{ schema_version: 0, attributes: {} }];
      return { mode: data === "data" ? "data" : "managed", type, name, provider: "p", instances };
    }),
  });

const vanished = async (states: Readonly<Record<string, string>>) => {
  const stacks = await stacksOf({ "dev-network": aConfiguration("dev-network") });
  const found = await vanishedStacks(stacks, { network: "dev" }, bucketOf(states));
  return found.map(({ id, status, notes, findings = [] }) => ({
    id,
    status,
    notes,
    messages: findings.map(({ message }) => message),
  }));
};

describe("states that no stack writes any more", () => {
  it("are found when they hold something; with something that nothing brings back, they are refused", async () => {
    expect(
      await vanished({
        "dev-network": state("aws_vpc.this"),
        "dev-service-gone": state("aws_s3_bucket.b", "aws_iam_role.a"),
        "dev-roles": state("aws_iam_role.a"),
      }),
    ).toEqual([
      {
        id: "dev-service-gone",
        status: "vanished",
        notes: ["Its state holds aws_iam_role.a, aws_s3_bucket.b."],
        messages: ["it is no longer declared, and holds what nothing brings back: aws_s3_bucket.b"],
      },
      { id: "dev-roles", status: "vanished", notes: ["Its state holds aws_iam_role.a."], messages: [] },
    ]);
  });

  it("are gone when they hold nothing, or only what was read", async () => {
    expect(await vanished({ a: state(), b: "", c: state("data.aws_region.here") })).toEqual([]);
  });

  it.each([
    ["is damaged", "{", "corrupt"],
    ["was written by a Terraform that is not known", '{"version":9}', "newer"],
  ])("are refused where what they hold cannot be told: one that %s", async (_, text) => {
    expect(await vanished({ "dev-odd": text })).toEqual([
      {
        id: "dev-odd",
        status: "vanished",
        notes: [],
        messages: [expect.stringMatching(/^no stack of that id is declared, and its state cannot be read: /)],
      },
    ]);
  });

  it("reach no terminal with control characters in their names", async () => {
    const [found] = await vanished({ "a\u001b[2Jb\n": state("aws_iam_role.a\u0007") });
    expect(found).toMatchObject({ id: "a?[2Jb?", notes: ["Its state holds aws_iam_role.a?."] });
  });

  it("name so many resources, and count the others", async () => {
    const many = Array.from({ length: 23 }, (_, index) => `aws_iam_role.r${index}`);
    expect((await vanished({ many: state(...many) }))[0]?.notes[0]).toMatch(/ and 3 more\.$/);
  });
});

describe("the buckets that stacks keep their states in", () => {
  it("are told once for each network; a stack of another app has none", async () => {
    const stacks = await stacksOf({
      "dev-network": aConfiguration("dev-network"),
      "dev-registry": aConfiguration("dev-registry"),
      other: { terraform: { backend: { local: { path: "x" } } } },
    });
    expect(statePlaces(stacks)).toEqual([{ network: "dev", ...BACKEND }]);
  });
});
